"""Text taken from a file piece by piece, which knows where in the file each piece stood."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.origin import Run


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its runs, which are in order and cover it all."""

    text: str
    runs: tuple[Run, ...]

    def part(self, start: int, end: int) -> "Traced":
        """Return the characters from *start* to *end*."""
        weaver = Weaver()
        weaver.take(self, start, end)
        return weaver.woven()

    def stripped(self) -> "Traced":
        """Return the text without the white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self if (start, end) == (0, len(self.text)) else self.part(start, max(start, end))

    def between(self, start: int, end: int) -> Iterator[Run]:
        """Yield the runs of a part, those at its ends cut where they can be."""
        at = max(0, bisect_right(self.runs, start, key=lambda run: run.start) - 1)
        while at < len(self.runs) and self.runs[at].start < end:
            run = self.runs[at]
            at += 1
            first, last = max(start, run.start), min(end, run.end)
            if first < last and run.is_verbatim:
                yield Run(first, last, run.at + first - run.start, run.at + last - run.start)
            elif first < last:
                yield Run(first, last, run.at, run.until)


def whole(text: str) -> Traced:
    """Return a file's own text."""
    return Traced(text, (Run(0, len(text), 0, len(text)),) if text else ())


class Weaver:
    """Puts a text together from pieces of others."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def take(self, source: Traced, start: int, end: int) -> None:
        """Add a part of *source* as it is."""
        if start >= end:
            return
        self._texts.append(source.text[start:end])
        for run in source.between(start, end):
            self._add(run.end - run.start, run.at, run.until)

    def put(self, text: str, source: Traced, start: int, end: int) -> None:
        """Add *text*, which is written in *source* as the characters from *start* to *end*."""
        runs = list(source.between(start, end))
        if text and runs:
            self._texts.append(text)
            self._add(len(text), runs[0].at, runs[-1].until)

    def woven(self) -> Traced:
        """Return what was put together."""
        return Traced("".join(self._texts), tuple(self._runs))

    def _add(self, length: int, at: int, until: int) -> None:
        run = Run(self.length, self.length + length, at, until)
        last = self._runs[-1] if self._runs else None
        if last and last.until == at and last.is_verbatim and run.is_verbatim:
            self._runs[-1] = Run(last.start, run.end, last.at, until)
        else:
            self._runs.append(run)
        self.length += length
