"""A stretch of text in pieces, so that findings which overlap or lie inside one another all show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mtqa.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Characters that are covered by the same spans, which are given by their numbers, the shortest first."""

    span: Span
    covering: tuple[int, ...]


def segments(stretch: Span, spans: Mapping[int, Span], borders: Iterable[int] = ()) -> Iterator[Segment]:
    """Yield the pieces of a stretch in order, cut at the numbered spans and at further borders.

    The pieces make up the stretch; spans without length inside it are a piece of their own.
    """
    near = {number: span for number, span in spans.items() if span.start <= stretch.end and stretch.start <= span.end}
    cuts = {stretch.start, stretch.end, *borders, *(at for span in near.values() for at in (span.start, span.end))}
    inside = sorted(at for at in cuts if stretch.start <= at <= stretch.end)
    shortest = sorted(near, key=lambda number: len(near[number]))
    for start, end in pairwise([*inside, inside[-1]]):
        point, piece = Span(start, start), Span(start, end)
        if points := tuple(number for number in shortest if near[number] == point):
            yield Segment(span=point, covering=points)
        if len(piece):
            yield Segment(span=piece, covering=tuple(number for number in shortest if near[number].covers(piece)))
