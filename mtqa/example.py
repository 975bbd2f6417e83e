"""An example of a rule: a text in which [[ and ]] enclose the faults, and perhaps what it is held against."""

import re
from typing import NamedTuple

from mtqa.span import Span

_MARKED = re.compile(r"\[\[(.+?)\]\](?!\])", re.DOTALL)
_BESIDE = re.compile(r"\n\n--- (source|reference)(?: ([a-z]{2}))? ---\n")


class Example(NamedTuple):
    """The story of an example, in which spans count as in the whole, and its source with its language, or its reference."""

    story: str
    source: str | None = None
    language: str | None = None
    reference: str | None = None


def unmarked(example: str) -> tuple[str, list[Span]]:
    """Take the marks out of an example; return its text and the spans that they enclosed."""
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(example):
        text += example[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + example[at:], spans


def parted(text: str) -> Example:
    """Part a story from what stands below the line ``--- source de ---`` or ``--- reference ---``."""
    match = _BESIDE.search(text)
    if match is None:
        return Example(text)
    story, other = text[: match.start()], text[match.end() :]
    return Example(story, other, match[2]) if match[1] == "source" else Example(story, reference=other)
