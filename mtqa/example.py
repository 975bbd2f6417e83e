"""An example of a rule: a text in which [[ and ]] enclose the faults."""

import re

from mtqa.span import Span

_MARKED = re.compile(r"\[\[(.+?)\]\](?!\])", re.DOTALL)


def unmarked(example: str) -> tuple[str, list[Span]]:
    """Take the marks out of an example; return its text and the spans that they enclosed."""
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(example):
        text += example[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + example[at:], spans
