"""Offsets of a text as an editor counts them: a line from 0, and units of UTF-16, UTF-8 or UTF-32 in it."""

from dataclasses import dataclass
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from mtqa.span import Lines, Span


@dataclass(frozen=True)
class Positions:
    """The way between the code points of a text and the positions of the protocol."""

    text: str
    encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16

    def position(self, offset: int) -> Position:
        """Return the position of the character at *offset*; the end of a line is before what ends it."""
        line, column = self._lines.position(offset)
        start = self._lines.starts[line - 1]
        return Position(line - 1, self._units(self.text[start : start + column - 1]))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position; one inside a character or behind the line's end is moved back to what there is."""
        starts = (*self._lines.starts, len(self.text))
        if position.line >= len(starts) - 1:
            return len(self.text)
        at, until = starts[position.line], starts[position.line + 1]
        if position.line < len(starts) - 2:
            until -= 2 if self.text[until - 2 : until] == "\r\n" else 1
        units = 0
        while at < until:
            units += self._units(self.text[at])
            if units > position.character:
                break
            at += 1
        return at

    def span(self, found: Range) -> Span:
        """Return the span of a range."""
        start = self.offset(found.start)
        return Span(start, max(start, self.offset(found.end)))

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def _units(self, text: str) -> int:
        match self.encoding:
            case PositionEncodingKind.Utf8:
                return len(text.encode("utf-8", "surrogatepass"))
            case PositionEncodingKind.Utf32:
                return len(text)
            case _:
                return len(text) + sum(character > "\uffff" for character in text)
