"""Many texts in one file: JSON lines in, JSON lines out, in order, one at a time in memory."""

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from mtqa import pipeline, readers
from mtqa.document import Article, Block, Document, Role
from mtqa.errors import LocatedError, MtqaError
from mtqa.pipeline import Desk
from mtqa.span import Span
from mtqa.writers import record

_MAX_LINE = readers.MAX_BYTES
_KNOWN = frozenset({"id", "text", "headline", "source", "source_language", "reference"})


class LineError(LocatedError):
    """A line of input that is not a text to check."""


def scan(lines: BinaryIO, path: str, desk: Desk, problem: Callable[[MtqaError], None]) -> Iterator[str]:
    """Yield a line of output for each line of input; *problem* is told of lines that are skipped."""
    for number, line in _numbered(lines):
        try:
            yield record.dumps(_scanned(line, path, number, desk)) + "\n"
        except MtqaError as error:
            problem(error)


def _numbered(lines: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    while line := lines.readline(_MAX_LINE):
        number += 1
        whole = line.endswith(b"\n") or len(line) < _MAX_LINE
        while not whole:
            rest = lines.readline(_MAX_LINE)
            whole = rest.endswith(b"\n") or len(rest) < _MAX_LINE
            line = b""
        if not line:
            yield number, None
        elif line.strip():
            yield number, line


def _scanned(line: bytes | None, path: str, number: int, desk: Desk) -> dict[str, Any]:
    if line is None:
        raise LineError(path, number, f"the line is longer than {_MAX_LINE / 1e6:.0f} MB")
    row = _row(line, path, number)
    headline, text = row.get("headline") or "", row["text"]
    name = f"{path}:{number}"
    if not text.strip():
        raise LineError(path, number, "nothing to check: the text is empty")
    report = pipeline.check(Article(document=_document(headline, text, name)), desk)
    offset = len(headline) + len(_GAP) if headline else 0
    found = record.findings(report)
    scanned = {
        "id": row["id"],
        "score": report.score,
        "verdict": report.verdict,
        "words": report.words,
        "findings": [_moved(finding, offset) for finding in found if finding["start"] >= offset],
    }
    if headline:
        scanned["headline_findings"] = [finding for finding in found if finding["start"] < offset]
    return scanned


_GAP = "\n\n"


def _document(headline: str, text: str, name: str) -> Document:
    story = readers.document(text, name)
    if not headline:
        return story
    offset = len(headline) + len(_GAP)
    blocks = (Block(block.span.shifted(offset), _below_headline(block.role)) for block in story.blocks)
    return Document(
        path=name, text=headline + _GAP + text, blocks=(Block(Span(0, len(headline)), Role.HEADLINE), *blocks)
    )


def _below_headline(role: Role) -> Role:
    return Role.BODY if role is Role.HEADLINE else role


def _moved(finding: dict[str, Any], offset: int) -> dict[str, Any]:
    return {**finding, "start": finding["start"] - offset, "end": finding["end"] - offset}


def _row(line: bytes, path: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(path, number, f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise LineError(path, number, 'a line is an object such as {"id": 1, "text": "…"}')
    for key in ("id", "text"):
        if key not in row:
            raise LineError(path, number, f"{key} is missing")
    for key in _KNOWN - {"id"}:
        if not isinstance(row.get(key, ""), str | None):
            raise LineError(path, number, f"{key} is not a string")
    return row
