"""Suggestions that are safe to take without asking, and the story with them taken."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.finding import Finding
from mtqa.merge import TAGGER
from mtqa.report import Report
from mtqa.span import Span, first_overlap

#: From this confidence on a suggestion is taken unasked.
_SURE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words of a story and what stands in their place."""

    span: Span
    better: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class Mended:
    """A story, what was changed in it, and its reports before and after."""

    before: Report
    after: Report
    edits: tuple[Edit, ...]


def mended(report: Report, check: Callable[[str], Report]) -> Mended:
    """Return the story with every safe suggestion taken that makes it no worse by its own score.

    *check* makes the report on a text. Where all suggestions together make the story worse, they are tried one by one.
    """
    edits = tuple(_apart(_edits(report)))
    after = check(applied(report.document.text, edits)) if edits else report
    if after.score >= report.score:
        return Mended(before=report, after=after, edits=edits)
    taken: tuple[Edit, ...] = ()
    after = report
    for edit in edits:
        tried = check(applied(report.document.text, (*taken, edit)))
        if tried.score >= after.score:
            taken, after = (*taken, edit), tried
    return Mended(before=report, after=after, edits=taken)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made, which are in order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.better]
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def is_safe(finding: Finding, document: Document) -> bool:
    """Tell whether the suggestion of a finding can be taken unasked.

    There is one, of a sure rule and not of a guess; the words stand on one line and have no markup in them. Where several
    voices speak, the suggestion may be another's, for other words.
    """
    words = finding.span.of(document.text)
    return (
        len(finding.suggestions) == 1
        and finding.confidence >= _SURE
        and finding.checker != TAGGER
        and not finding.evidence
        and bool(words)
        and not {"\n", "\r"} & {*words, *finding.suggestions[0]}
        and not any(finding.span.overlaps(markup) for markup in document.masked)
    )


def _edits(report: Report) -> Iterator[Edit]:
    document = report.document
    for finding in sorted(report.findings, key=lambda finding: -finding.confidence):
        if is_safe(finding, document):
            (better,) = finding.suggestions
            edit = taken(finding, better, document)
            if edit:
                yield edit


def taken(finding: Finding, better: str, document: Document) -> Edit | None:
    """Return the edit that takes a suggestion; nothing where what is left out would leave a space at a beginning."""
    span = finding.span if better else _with_space(finding.span, document)
    return Edit(span=span, better=better, rule=finding.rule) if span else None


def _with_space(span: Span, document: Document) -> Span | None:
    """Return the span with the space before it, so that none is left over; nothing where a block begins with it."""
    return Span(span.start - 1, span.end) if document.text[: span.start].endswith(" ") else None


def _apart(edits: Iterable[Edit]) -> Sequence[Edit]:
    """Return the edits in order of position, of those that overlap the first."""
    kept: list[Edit] = []
    for edit in edits:
        if first_overlap(sorted(other.span for other in kept), edit.span) is None:
            kept.append(edit)
    return sorted(kept, key=lambda edit: edit.span)
