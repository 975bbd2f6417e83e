"""Paragraphs that begin or end in the middle of a sentence."""

import re
from collections.abc import Iterator

from mtqa.analysis import Analysis
from mtqa.checkers.fragments.passages import SMALL_START
from mtqa.document import Role
from mtqa.finding import Finding
from mtqa.span import Span

#: Words that nothing ends with.
_OPEN_END = re.compile(
    r"\b(?:(?:the|an|and|or|but|because|although|whether|than|their|its|your|our|every|whose|which|into|during|towards?|"
    r"upon|regarding|despite|via|per)[.,;:]?|(?:of|to|for|with|by|at|as) (?:the|an?))$"
)
_FEWEST_WORDS = 5
_TAIL = 40


def paragraph_faults(analysis: Analysis) -> Iterator[Finding]:
    """Yield the open ends of paragraphs of the body, and their small beginnings."""
    before = ""
    for block in analysis.document.blocks:
        words = block.span.of(analysis.plain)
        ended, before = before.endswith((".", '"', "?", "!")), words
        if block.role is Role.BODY:
            yield from _open_end(analysis, block.span, words)
            if ended and words.endswith((".", '."')):
                yield from _small_start(analysis, block.span, words)


def _open_end(analysis: Analysis, span: Span, words: str) -> Iterator[Finding]:
    end = _OPEN_END.search(words[-_TAIL:])
    if end and len(words.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS:
        found = Span(span.end - len(end.group()), span.end)
        if not analysis.is_quoted(found):
            yield analysis.rules["fragments/cut-off"].finding(found, found=found.of(analysis.text))


def _small_start(analysis: Analysis, span: Span, words: str) -> Iterator[Finding]:
    if SMALL_START.match(words) and not analysis.is_quoted(span):
        found = Span(span.start, span.start + len(words.split(maxsplit=1)[0]))
        first = found.of(analysis.text)
        yield analysis.rules["fragments/small-start"].finding(found, suggestions=(first.capitalize(),), found=first)
