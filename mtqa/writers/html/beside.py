"""The source or the reference of a story, each part of it beside the paragraph that says the same."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from mtqa.counterpart import Counterpart
from mtqa.document import Document
from mtqa.finding import Finding
from mtqa.span import Span
from mtqa.writers.html.markup import Html, element, joined
from mtqa.writers.html.passage import Marked
from mtqa.writers.html.rows import Row

_HEADING: Mapping[str, str] = {"source": "Source", "reference": "Reference"}


def beside(
    counterpart: Counterpart, rows: Sequence[Row], findings: Sequence[Finding], names: Sequence[str]
) -> list[Html]:
    """Return for each row what of the other text belongs there, nothing where there is nothing."""
    passages = (finding.source if counterpart.name == "source" else finding.reference for finding in findings)
    spans = {number: passage.span for number, passage in enumerate(passages) if passage is not None}
    marked = Marked(text=counterpart.document.text, findings=findings, names=names, spans=spans)
    made: list[Html] = []
    for stretches in _shared(counterpart, rows):
        again = any(made)
        made.append(_aside(counterpart, marked, stretches, again=again) if stretches else Html(""))
    return made


def _aside(counterpart: Counterpart, marked: Marked, stretches: Sequence[Span], *, again: bool) -> Html:
    paragraphs = (
        element("p", marked.passage(paragraph), lang=counterpart.language or None, dir="auto")
        for stretch in stretches
        for paragraph in _paragraphs(counterpart.document, stretch)
    )
    heading = element("p", _HEADING[counterpart.name], class_="label again" if again else "label")
    return element("div", heading, joined(paragraphs), class_=f"beside {counterpart.name}")


def _shared(counterpart: Counterpart, rows: Sequence[Row]) -> list[list[Span]]:
    """Return for each row the stretches of the other text that are paired with it, all of whose sentences are in one.

    What is paired with nothing goes with what stands before it.
    """
    starts = [row.span.start for row in rows]
    shared: list[list[Span]] = [[] for _ in rows]
    at, before = 0, None
    for other, story in sorted(
        ((other, story) for other, story in counterpart.pairs if other), key=lambda pair: pair[0]
    ):
        if story is not None:
            at = max(0, bisect_right(starts, story.start) - 1)
        if at == before:
            shared[at][-1] = Span(shared[at][-1].start, max(shared[at][-1].end, other.end))
        else:
            shared[at].append(other)
        before = at
    return shared


def _paragraphs(document: Document, stretch: Span) -> Iterator[Span]:
    """Yield what of a stretch lies in each block of its document."""
    for block in document.blocks:
        if block.span.overlaps(stretch):
            yield Span(max(block.span.start, stretch.start), min(block.span.end, stretch.end))
