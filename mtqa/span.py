"""Half-open ranges of characters, and the lines they fall on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters ``text[start:end]``, counted in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of *text* that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Tell whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """Return the span *by* characters further on."""
        return Span(self.start + by, self.end + by)


def first_overlap(spans: Sequence[Span], span: Span) -> Span | None:
    """Return one of the spans that shares a character with *span*; they are in order and do not overlap."""
    at = bisect_left(spans, span.end, key=lambda other: other.start) - 1
    return spans[at] if at >= 0 and spans[at].overlaps(span) else None


@dataclass(frozen=True)
class Lines:
    """Turns an offset of a text into its line and column.

    Lines end where an editor ends them: at LF, CR LF or CR, and nowhere else.
    """

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset of the first character of every line."""
        return (0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of *offset*, both counted from 1, the column in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
