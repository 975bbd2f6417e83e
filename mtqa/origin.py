"""Where the characters of a story stand in its file, when they are not the file's own characters one for one."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mtqa.span import Lines, Span


class Run(NamedTuple):
    """``text[start:end]`` stands in the file at ``at:until``: each character for itself if both are as long, else as a whole."""

    start: int
    end: int
    at: int
    until: int

    @property
    def is_verbatim(self) -> bool:
        """Tell whether each character stands for itself."""
        return self.end - self.start == self.until - self.at


class Part(NamedTuple):
    """A stretch of text, and the element or field of the file that holds it."""

    span: Span
    name: str


@dataclass(frozen=True)
class Origin:
    """The way back from a story to its file.

    Runs are in order of the text; between them are the breaks between paragraphs, which stand nowhere. ``lines`` are those
    of the decoded file; where *counts_paragraphs*, they are the paragraphs of a Word document, which has no lines.
    """

    runs: tuple[Run, ...]
    lines: Lines
    parts: tuple[Part, ...] = ()
    counts_paragraphs: bool = False

    def span(self, span: Span) -> Span:
        """Return where in the decoded file the words of *span* begin and end."""
        start = self._start(span.start)
        return Span(start, max(start, self._end(span.end)) if len(span) else start)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column in the file, both counted from 1, of the character at *offset* of the text."""
        return self.lines.position(self._start(offset))

    def place(self, span: Span) -> Mapping[str, int | str]:
        """Return what a program needs to find the words of *span* in the file."""
        there = self.span(span)
        line, column = self.lines.position(there.start)
        last, end = self.lines.position(there.end)
        if self.counts_paragraphs:
            return {"paragraph": line, "column": column, "end_paragraph": last, "end_column": end}
        at = bisect_right(self.parts, span.start, key=lambda part: part.span.start) - 1
        named = {"element": self.parts[at].name} if at >= 0 and self.parts[at].name else {}
        return {**named, "start": there.start, "end": there.end, "end_line": last, "end_column": end}

    def _start(self, offset: int) -> int:
        at = bisect_right(self.runs, offset, key=lambda run: run.end)
        if at == len(self.runs):
            return self.runs[-1].until if self.runs else 0
        run = self.runs[at]
        return run.at + max(0, offset - run.start) if run.is_verbatim else run.at

    def _end(self, offset: int) -> int:
        at = bisect_left(self.runs, offset, key=lambda run: run.start) - 1
        if at < 0:
            return self.runs[0].at if self.runs else 0
        run = self.runs[at]
        return run.at + min(offset, run.end) - run.start if run.is_verbatim else run.until
