"""Well-known institutions of the story and of the source, by what they are called in both; the list is ``bodies.txt``."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from mtqa.span import Span

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff21-\uff3a]")
#: The groups that name a body first and its parts after it; in the others each stands for itself.
_OF_ONE = ("[United Nations]", "[European Union]")
#: Of a longer word the ending may be another, as inflection has it.
_SHORTEST_STEM, _ENDING = 5, 2
#: What a hyphen joins to another word is a part of another name.
_START = r"(?<![\w-])"


@dataclass(frozen=True, slots=True)
class Body:
    """An institution: its English name, how English and other languages say it, and the name of what it is a part of."""

    name: str
    english: re.Pattern[str]
    foreign: re.Pattern[str]
    whole: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """An institution that English prose names, and where."""

    span: Span
    body: Body


def english(plain: str, within: Span) -> Iterator[Mention]:
    """Yield the institutions that English prose names, of overlapping ones the longest."""
    found = [
        Mention(Span(*match.span()), body)
        for body in _bodies()
        for match in body.english.finditer(plain, within.start, within.end)
    ]
    end = within.start
    for mention in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if mention.span.start >= end:
            yield mention
            end = mention.span.end


def named(text: str) -> tuple[Body, ...]:
    """Return the institutions that a text of another language names."""
    return tuple(body for body in _bodies() if body.foreign.search(text) or body.english.search(text))


def is_meant(body: Body, others: tuple[Body, ...]) -> bool:
    """Tell whether an institution is among others, or they have one that it is a part of or that is a part of it."""
    return any(other.name in {body.name, body.whole} or other.whole == body.name for other in others)


@lru_cache(maxsize=1)
def _bodies() -> tuple[Body, ...]:
    text = (resources.files("mtqa") / "checkers" / "adequacy" / "bodies.txt").read_text(encoding="utf-8")
    found: list[Body] = []
    has_parts, whole = False, None
    for line in text.splitlines():
        if line.startswith("["):
            has_parts, whole = line in _OF_ONE, None
        elif line and not line.startswith("#"):
            ours, _, theirs = line.partition("|")
            names = [name.strip() for name in ours.split(";")]
            forms = [form.strip() for form in theirs.split(";") if form.strip()]
            foreign = _any([*map(_form, forms), *(_exact(name, "s?") for name in names)])
            found.append(Body(names[0], _any(map(_exact, names)), foreign, whole))
            if has_parts and whole is None:
                whole = names[0]
    return tuple(found)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def _exact(name: str, ending: str = "") -> str:
    return rf"{_START}{re.escape(name)}{ending}(?!\w)"


def _form(form: str) -> str:
    """Return the pattern of a form in another language."""
    if _HAN.search(form):
        return re.escape(form)
    if form.isupper() and " " not in form:
        return _exact(form)
    return _START + r"[\s-]+".join(map(_inflected, re.split(r"[\s-]+", form)))


def _inflected(word: str) -> str:
    stem = word[: max(_SHORTEST_STEM - 1, len(word) - _ENDING)]
    return rf"{re.escape(stem)}\w{{0,4}}" if len(word) >= _SHORTEST_STEM else rf"{re.escape(word)}\b"
