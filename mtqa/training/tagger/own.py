"""Somebody's own annotations: one JSON object a line, {"text": …, "spans": [[start, end, "minor|major|critical"], …]}.

Spans count code points of the text. A row without spans is sound copy. "translated": true or false may say whether a machine
translated it, if that is to be learned too.
"""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import LocatedError, ReadError
from mtqa.finding import Severity
from mtqa.models.tagger.typography import fold
from mtqa.span import Span
from mtqa.training.tagger.coding import Coded, Coder
from mtqa.training.tagger.copytext import sentences
from mtqa.training.tagger.rows import Fault
from mtqa.training.tagger.splits import held_row
from mtqa.training.tagger.windows import Window, cut

_KEYS = {"text", "spans", "translated"}


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its faults; the spans count in it. Whether a machine translated it may not be known."""

    text: str
    faults: tuple[Fault, ...]
    is_translated: bool | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is kept out of training, to measure on."""
        return held_row(self.text)

    def sentences(self) -> Iterator[tuple[str, tuple[Fault, ...]]]:
        """Yield the sentences, folded, each with the faults that touch it, which count in it."""
        for span in sentences(self.text):
            inside = [
                Fault(
                    Span(max(fault.span.start, span.start), min(fault.span.end, span.end)).shifted(-span.start),
                    fault.severity,
                )
                for fault in self.faults
                if fault.span.overlaps(span)
            ]
            yield fold(span.of(self.text)), tuple(inside)


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file, gzipped or not; raises ``ReadError`` and, for a row that is none, ``LocatedError``."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            return [_row(line, str(path), number) for number, line in enumerate(lines, 1) if line.strip()]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ReadError(str(path), f"cannot be read: {error}") from error


def _row(line: str, path: str, number: int) -> Row:
    try:
        values = json.loads(line)
        if not isinstance(values, dict) or not isinstance(values.get("text"), str):
            raise LocatedError(path, number, 'a row is {"text": …, "spans": [[start, end, severity], …]}')
        if unknown := values.keys() - _KEYS:
            raise LocatedError(path, number, f"unknown key {min(unknown)}; known are {', '.join(sorted(_KEYS))}")
        if values.get("translated") not in (None, True, False):
            raise LocatedError(path, number, "translated is true or false")
        faults = tuple(_fault(span, values["text"]) for span in values.get("spans", []))
        return Row(values["text"], faults, values.get("translated"))
    except (ValueError, TypeError) as error:
        raise LocatedError(path, number, f"no row: {error}") from error


def _fault(values: Any, text: str) -> Fault:
    start, end, severity = values
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise ValueError(f"[{start}, {end}] is no span of a text of {len(text)} characters")
    return Fault(Span(start, end), Severity(severity))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMaterial:
    """Rows to learn from; whole texts, each time in other windows."""

    rows: Sequence[Row]
    coder: Coder
    seed: int

    def draw(self, epoch: int) -> list[Window]:
        """Return the windows of an epoch in random order, the same whenever it is asked for."""
        draw = random.Random(f"{self.seed}/{epoch}")
        found = [window for row in self.rows for window in self._windows(row, draw)]
        draw.shuffle(found)
        return found

    def _windows(self, row: Row, draw: random.Random) -> Iterator[Window]:
        parts: list[tuple[Coded, ...]] = [(self.coder.marked(text, faults, 1.0),) for text, faults in row.sentences()]
        for window in cut(parts, draw):
            known = row.is_translated is not None
            yield Window(tuple(part for (part,) in window), float(bool(row.is_translated)), float(known))
