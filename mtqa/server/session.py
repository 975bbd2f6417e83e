"""The review of one story: its text as it stands, what was changed, which findings were dismissed. Reads and writes nothing."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from mtqa.report import Report
from mtqa.server.actions import Action, Change, Dismissal, Saved, Undo
from mtqa.span import Span

A = TypeVar("A", Change, Dismissal)
#: From this length on words are looked for elsewhere, if they are not where they were said to be.
_TELLING = 40


class Refused(Exception):
    """A step that does not fit what the text has become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Generic[A]):
    """A step that holds, and where its words stand now; nowhere if somebody changed them since."""

    action: A
    span: Span | None


@dataclass(frozen=True, kw_only=True)
class Session:
    """All that was done with a story; a step makes a new one."""

    text: str
    #: Every change of the text in order, those that take others back among them.
    history: tuple[Change, ...] = ()
    changes: tuple[Standing[Change], ...] = ()
    dismissals: tuple[Standing[Dismissal], ...] = ()
    saved: Saved | None = None
    seen: frozenset[str] = frozenset()
    #: What was there when all was saved last.
    kept_text: str
    kept_dismissals: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> "Session":
        """Return the review of a text with which nothing was done."""
        return cls(text=text, kept_text=text)

    @property
    def is_saved(self) -> bool:
        """Tell whether all that holds is in files."""
        return self.text == self.kept_text and self._dismissed == self.kept_dismissals

    @property
    def _dismissed(self) -> frozenset[str]:
        return frozenset(standing.action.id for standing in self.dismissals)

    def settled(self, action: Action) -> Action:
        """Return a step as it is to be kept: where its words are, and of an edit no more than changed. Raises ``Refused``."""
        match action:
            case Change():
                start = self._located(action.before, action.start)
                after = _with_lines_of(action.before if "\n" in action.before else self.text, action.after)
                whole = replace(action, start=start, after=after)
                return whole if action.rule else _narrowed(whole)
            case Dismissal():
                return replace(action, start=self._located(action.words, action.start))
            case _:
                return action

    def after(self, action: Action) -> "Session":
        """Return what is there after a settled step; one that was taken already changes nothing. Raises ``Refused``."""
        if action.id in self.seen:
            return self
        match action:
            case Change():
                made = self._changed(action)
            case Dismissal():
                self._held(action.words, action.start)
                made = replace(self, dismissals=(*self.dismissals, Standing(action=action, span=action.span)))
            case Undo():
                made = self._undone(action)
            case Saved():
                made = replace(self, saved=action, kept_text=self.text, kept_dismissals=self._dismissed)
        return replace(made, seen=self.seen | {action.id})

    def dismissed(self, report: Report) -> dict[str, Dismissal]:
        """Return which findings of a report on the text are dismissed, by their fingerprints."""
        return _matched(report, [(each.action, each.span) for each in self.dismissals])

    def dismissed_at_first(self, report: Report) -> dict[str, Dismissal]:
        """Return the same for a report on the text with which the review began."""
        found = []
        for standing in self.dismissals:
            span = standing.span
            for change in reversed(self.history):
                span = change.moved_back(span) if span is not None else None
            found.append((standing.action, span))
        return _matched(report, found)

    def _changed(self, change: Change) -> "Session":
        self._held(change.before, change.start)
        return replace(
            self,
            text=change.on(self.text),
            history=(*self.history, change),
            changes=(*_moved(self.changes, change), Standing(action=change, span=change.put)),
            dismissals=_moved(self.dismissals, change),
        )

    def _undone(self, undo: Undo) -> "Session":
        dismissals = tuple(each for each in self.dismissals if each.action.id != undo.of)
        if len(dismissals) < len(self.dismissals):
            return replace(self, dismissals=dismissals)
        standing = next((each for each in self.changes if each.action.id == undo.of), None)
        if standing is None:
            return self  # taken back already, in another window perhaps
        if standing.span is None:
            raise Refused("these words were edited again since; edit the paragraph instead")
        made = self._changed(standing.action.undone(name=undo.id, start=standing.span.start))
        kept = tuple(each for each in made.changes if each.action.id not in {undo.of, undo.id})
        return replace(made, changes=kept)

    def _located(self, words: str, start: int) -> int:
        if not self.text.startswith(words, start) and len(words) >= _TELLING and self.text.count(words) == 1:
            return self.text.index(words)
        self._held(words, start)
        return start

    def _held(self, words: str, start: int) -> None:
        if not self.text.startswith(words, start):
            raise Refused("this passage was changed meanwhile, in another window perhaps")


def _matched(report: Report, dismissals: list[tuple[Dismissal, Span | None]]) -> dict[str, Dismissal]:
    known = {(dismissal.rule, span): dismissal for dismissal, span in dismissals if span is not None}
    pairs = zip(report.findings, report.fingerprints, strict=True)
    return {
        fingerprint: known[finding.rule, finding.span]
        for finding, fingerprint in pairs
        if (finding.rule, finding.span) in known
    }


def _moved(standing: tuple[Standing[A], ...], change: Change) -> tuple[Standing[A], ...]:
    return tuple(replace(each, span=change.moved(each.span) if each.span is not None else None) for each in standing)


def _with_lines_of(model: str, words: str) -> str:
    """Return words with their lines ended as in *model*, since browsers end all with LF."""
    ending = "\r\n" if "\r\n" in model else "\r" if "\r" in model and "\n" not in model else "\n"
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", ending)


def _narrowed(change: Change) -> Change:
    """Return a change without the words at its ends that stay."""
    before, after = change.before, change.after
    ahead = _words_in_common(before, after)
    before, after = before[ahead:], after[ahead:]
    behind = _words_in_common(before[::-1], after[::-1])
    return replace(
        change,
        start=change.start + ahead,
        before=before[: len(before) - behind],
        after=after[: len(after) - behind],
    )


def _words_in_common(one: str, two: str) -> int:
    """Return how many characters two texts have in common at their beginning, up to a space."""
    shorter = min(len(one), len(two))
    at = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    while at > 0 and not (at == len(one) == len(two)) and not one[at - 1].isspace():
        at -= 1
    return at
