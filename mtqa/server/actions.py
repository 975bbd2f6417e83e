"""What an editor does with a story, one step each; every step has a name, so that it counts once however often it is sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from mtqa.span import Span

_WORD = re.compile(r"\s+|[^\W_]+|[\W_]")
#: Pairs of words that are compared; longer changes are taken as a whole.
_MOST = 1_000_000


class Reason(StrEnum):
    """Why a finding is none."""

    RIGHT = "right"
    NAME = "name"
    QUOTED = "quoted"
    STYLE = "style"
    OTHER = "other"


#: What an editor reads, and what a baseline keeps.
REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.RIGHT: "The words are right",
        Reason.NAME: "It is a name or a term",
        Reason.QUOTED: "Somebody said it so",
        Reason.STYLE: "It is our style",
        Reason.OTHER: "Another reason",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words in the place of others, where the text as it then was had them; *rule* is whose suggestion was taken."""

    id: str
    start: int
    before: str
    after: str
    rule: str = ""

    @property
    def span(self) -> Span:
        """The characters that go."""
        return Span(self.start, self.start + len(self.before))

    @property
    def put(self) -> Span:
        """The characters that come, in the text after the change."""
        return Span(self.start, self.start + len(self.after))

    def undone(self, *, name: str = "", start: int | None = None) -> "Change":
        """Return the change that takes this one back, where its words stand now."""
        start = self.start if start is None else start
        return Change(id=name, start=start, before=self.after, after=self.before)

    def on(self, text: str) -> str:
        """Return the text with the change made."""
        return text[: self.span.start] + self.after + text[self.span.end :]

    @property
    def parts(self) -> "tuple[Change, ...]":
        """The change as changes of single words, to be made one after another; the words between them stay."""
        old, new = _WORD.findall(self.before), _WORD.findall(self.after)
        if len(old) * len(new) > _MOST:
            return (self,)
        found, at = [], self.start
        for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            before, after = "".join(old[i:j]), "".join(new[k:m])
            if before != after:
                found.append(replace(self, start=at, before=before, after=after))
            at += len(after)
        return tuple(found)

    def moved(self, span: Span) -> Span | None:
        """Return where the characters of *span* stand after the change, nothing if it touched them."""
        return _moved(span, self.parts)

    def moved_back(self, span: Span) -> Span | None:
        """Return where the characters of *span* stood before the change, nothing if it touched them."""
        return _moved(span, [part.undone() for part in reversed(self.parts)])

    def stretched(self, span: Span) -> Span:
        """Return where a stretch begins and ends after the change; new words belong to the stretch that they begin in."""
        for part in self.parts:
            span = _stretched(span, part)
        return span


def _moved(span: Span, parts: Iterable[Change]) -> Span | None:
    for part in parts:
        if span.end <= part.span.start:
            continue
        if span.start < part.span.end:
            return None
        span = span.shifted(len(part.after) - len(part.before))
    return span


def _stretched(span: Span, part: Change) -> Span:
    by = len(part.after) - len(part.before)
    start, end = span.start, span.end
    if start > part.span.start:
        start = start + by if start >= part.span.end else part.put.end
    if end >= part.span.end:
        end += by
    elif end > part.span.start:
        end = part.put.end
    return Span(start, max(start, end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A finding that is none: its rule and its words, where the text as it then was had them."""

    id: str
    rule: str
    start: int
    words: str
    reason: Reason
    note: str = ""

    @property
    def span(self) -> Span:
        """The words that were marked."""
        return Span(self.start, self.start + len(self.words))

    @property
    def why(self) -> str:
        """The reason as a baseline keeps it."""
        if self.reason is Reason.OTHER:
            return self.note or REASONS[self.reason]
        return f"{REASONS[self.reason]}: {self.note}" if self.note else REASONS[self.reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """An earlier step taken back."""

    id: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """All that was done so far is in files: the last edited one, and the entries of the baseline that are this review's."""

    id: str
    file: str = ""
    #: By the name that the baseline has for a story.
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Action = Change | Dismissal | Undo | Saved
_KINDS: Mapping[str, type[Change | Dismissal | Undo | Saved]] = {
    "change": Change,
    "dismiss": Dismissal,
    "undo": Undo,
    "saved": Saved,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def plain(action: Action) -> dict[str, Any]:
    """Return a step as plain values."""
    return {"kind": _NAMES[type(action)], **asdict(action)}


def action(value: Any) -> Action:
    """Return the step that plain values describe; raises ``ValueError``."""
    if not isinstance(value, dict) or value.get("kind") not in _KINDS:
        raise ValueError(f"a step has a kind, one of {', '.join(_KINDS)}")
    kind = _KINDS[value["kind"]]
    given = {name: item for name, item in value.items() if name != "kind"}
    for item in fields(kind):
        if item.name in given:
            given[item.name] = _read(item.name, given[item.name])
    try:
        return kind(**given)
    except TypeError as error:  # too much or too little
        raise ValueError(f"no step of the kind {value['kind']}: {error}") from error


def _read(name: str, value: Any) -> Any:
    if name == "start":
        # True is an int to Python.
        if type(value) is not int or value < 0:
            raise ValueError("start is a number of characters")
        return value
    if name == "entries":
        if not isinstance(value, dict) or not all(isinstance(names, list) for names in value.values()):
            raise ValueError("entries are lists of names by story")
        return {str(story): tuple(map(str, names)) for story, names in value.items()}
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(f"{name} is a text without NUL")
    return Reason(value) if name == "reason" else value
