"""Replacements in a sentence: stretches of it, what is put there, and how sure one can be that this is wrong."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtqa.finding import Severity
from mtqa.span import Span
from mtqa.training.tagger.planting import Planted
from mtqa.training.tagger.rows import Fault

_ARTICLE = re.compile(r"\b(an?) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Puts *new* at a span of a sentence; the probabilities are those of any fault and of a major one."""

    span: Span
    new: str
    sure: float
    sure_major: float


def apart(replacements: Iterable[Replacement]) -> list[Replacement]:
    """Return the replacements in order, those that touch one before them in the list left out."""
    chosen: list[Replacement] = []
    for one in replacements:
        if all(one.span.end < other.span.start or other.span.end < one.span.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.span.start)


def replaced(text: str, replacements: Sequence[Replacement]) -> Planted:
    """Return a sentence with replacements, in order and apart, in it.

    "a" and "an" in front are set right, since no machine gets those wrong.
    """
    out, at = "", 0
    faults: list[Fault] = []
    for one in replacements:
        out += text[at : one.span.start]
        new = one.new[:1].upper() + one.new[1:] if text[one.span.start].isupper() else one.new
        if (article := _ARTICLE.search(out)) and new[:1].isalpha():
            right = "an" if new[0].lower() in "aeio" else "a"
            out = out[: article.start()] + (right.capitalize() if article[1][0] == "A" else right) + " "
        span = Span(len(out), len(out) + len(new))
        faults.append(Fault(span, Severity.MAJOR, one.sure, one.sure_major))
        out += new
        at = one.span.end
    return Planted(out + text[at:], tuple(faults))
