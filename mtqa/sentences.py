"""Blocks to sentences, offsets exact.

The splitting is sentencex's (Wikimedia), which knows titles, initials, decimals and quotes; what news copy adds to that
is mended here: a time of day before a weekday or a zone, a question that is quoted inside a sentence, brackets.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from mtqa.document import Document, Role, Sentence
from mtqa.span import Span

#: The text before a wrong border, and the text behind it.
_RUNS_ON = (
    # "at 5 p.m. EST", "until 3 a.m. Monday", "No. 5", "Sept. 11", "U.S. President"
    (
        re.compile(r"\b[ap]\.m\.$"),
        re.compile(
            r"(?:(?:E|C|M|P)[SD]?T|GMT|BST|CET|UTC|JST|KST|IST)\b"
            r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:on|to|local)\b"
        ),
    ),
    (re.compile(r"\b(?:No|Nos|Art|Sec|pp?|vs|v|ca|approx|Mt|Ft|St)\.$"), re.compile(r"[\w]")),
    (
        re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C)\.$"),
        re.compile(
            r"(?:President|Senat|Congress|House|Representative|Secretary|Supreme|District|Department|Treasury|Army|Navy"
            r"|Air Force|Marine|Coast Guard|Attorney|Ambassador|Embassy|Security Council|General Assembly|Capitol|Open"
            r"|Federal|Fed|Justice|State Department|Defense|Court|Rep\.|Sen\.)"
        ),
    ),
    (re.compile(r"(?:\.\.\.|\u2026)$"), re.compile(r"[a-z]")),
    (re.compile(r"[.!?\u2026][\"')\]]+$"), re.compile(r"[a-z]")),
    (re.compile(r"(?:^|[\s(])[A-Z]\.$"), re.compile(r"[A-Z]\.\s")),
)
#: Marks that close what a sentence of another language opened.
_CLOSING = re.compile(r"[\s\"'”’」』»)）】》]*")
#: A sentence wholly in brackets, and the next one.
_BRACKETED = re.compile(r"(?<=[.!?][)\]])\s+(?=[A-Z\"'])")


def split(document: Document, plain: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of every block in order; *plain* is the folded text of the document.

    Outside English a block of any role may hold several sentences, since roles are told by English habits.
    """
    return tuple(
        Sentence(span, block.role)
        for block in document.blocks
        for span in _sentences(plain, block.span, block.role, language)
    )


def _sentences(plain: str, block: Span, role: Role, language: str) -> Iterator[Span]:
    text = block.of(plain)
    if language != "en":
        borders = [0, *_foreign_starts(text, language), len(text)]
    elif role in {Role.HEADLINE, Role.BYLINE, Role.DATELINE}:
        borders = [0, len(text)]
    else:
        starts = {part["start_index"] for part in sentencex.get_sentence_boundaries("en", text)}
        starts |= {match.end() for match in _BRACKETED.finditer(text)}
        borders = [0, *sorted(start for start in starts if start and not _runs_on(text, start)), len(text)]
    for start, end in pairwise(borders):
        sentence = text[start:end]
        indent = len(sentence) - len(sentence.lstrip())
        if sentence.strip():
            yield Span(start + indent, start + len(sentence.rstrip())).shifted(block.start)


def _foreign_starts(text: str, language: str) -> list[int]:
    """Return where sentences begin, but the first; closing marks stay with the sentence they close."""
    starts = {part["start_index"] for part in sentencex.get_sentence_boundaries(language, text)}
    return sorted(
        start if text[start - 1].isspace() else _CLOSING.match(text, start).end()  # type: ignore[union-attr]
        for start in starts
        if start
    )


def _runs_on(text: str, border: int) -> bool:
    before, behind = text[max(0, border - 40) : border].rstrip(), text[border : border + 40].lstrip()
    return any(end.search(before) and start.match(behind) for end, start in _RUNS_ON)
