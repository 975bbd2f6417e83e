"""A story in rows: a paragraph, what stands between it and the next, and the findings that begin there."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.document import Block, Document, Role
from mtqa.finding import Finding
from mtqa.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph with its role, none where the text is no prose; the row's own span holds the white space around too."""

    span: Span
    paragraph: Span
    role: Role | None
    #: The dateline that opens the paragraph.
    dateline: Span | None = None
    #: Numbers of findings, from 0.
    findings: tuple[int, ...] = ()


def rows(document: Document, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows of a story, one at least, which make up its text; each finding is in one of them."""
    whole = Span(0, len(document.text))
    laid = list(_laid(document)) or [Row(span=whole, paragraph=whole, role=None)]
    starts = [row.span.start for row in laid]
    within: list[list[int]] = [[] for _ in laid]
    for number, finding in enumerate(findings):
        within[max(0, bisect_right(starts, finding.span.start) - 1)].append(number)
    return [
        Row(span=row.span, paragraph=row.paragraph, role=row.role, dateline=row.dateline, findings=tuple(numbers))
        for row, numbers in zip(laid, within, strict=True)
    ]


def _laid(document: Document) -> Iterator[Row]:
    """Yield the rows without findings; a row ends where the next one begins."""
    found = list(_paragraphs(document))
    ends = [*(row.span.start for row in found[1:]), len(document.text)][: len(found)]
    start = 0
    for row, end in zip(found, ends, strict=True):
        yield Row(span=Span(start, end), paragraph=row.paragraph, role=row.role, dateline=row.dateline)
        start = end


def _paragraphs(document: Document) -> Iterator[Row]:
    end = 0
    for paragraph, role, dateline in (*_joined(document.blocks), (Span(*[len(document.text)] * 2), None, None)):
        between = Span(end, paragraph.start).of(document.text)
        if between.strip():
            inner = Span(end + len(between) - len(between.lstrip()), end + len(between.rstrip()))
            yield Row(span=inner, paragraph=inner, role=None)
        if len(paragraph):
            yield Row(span=paragraph, paragraph=paragraph, role=role, dateline=dateline)
        end = paragraph.end


def _joined(blocks: Sequence[Block]) -> Iterator[tuple[Span, Role | None, Span | None]]:
    """Yield paragraphs; a dateline belongs to the paragraph that it opens."""
    dateline: Span | None = None
    for block in blocks:
        opens = dateline is not None and block.span.start == dateline.end and block.role is not Role.DATELINE
        if dateline is not None and not opens:
            yield dateline, Role.DATELINE, None
            dateline = None
        if block.role is Role.DATELINE:
            dateline = block.span
            continue
        yield Span(dateline.start if dateline else block.span.start, block.span.end), block.role, dateline
        dateline = None
    if dateline is not None:
        yield dateline, Role.DATELINE, None
