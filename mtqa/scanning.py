"""Many texts in one file: JSON lines in, JSON lines out, in order, one at a time in memory."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from mtqa import pipeline, readers
from mtqa.document import Article, Block, Document, Role
from mtqa.errors import LocatedError, MtqaError
from mtqa.pipeline import Desk
from mtqa.report import Report
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
    source, reference = (_beside(row.get(key), f"{name} {key}") for key in ("source", "reference"))
    article = Article(
        document=_document(headline, text, name),
        source=source,
        source_language=row.get("source_language"),
        reference=reference,
    )
    report = pipeline.check(article, desk)
    scanned = {
        "id": row["id"],
        "score": report.score,
        "verdict": report.verdict,
        "words": report.words,
        "story": record.story(report),
        "findings": _findings(report, text, len(headline) + len(_GAP) if headline else 0),
    }
    if headline:
        scanned["headline_findings"] = _findings(report, headline, 0)
    return scanned | record.reference(report)


def _beside(text: str | None, name: str) -> Document | None:
    return readers.document(text, name) if text and text.strip() else None


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


def _findings(report: Report, text: str, start: int) -> list[dict[str, Any]]:
    """Return the findings in *text*, which is in the report's document from *start* on; positions count in *text*."""
    part = Span(start, start + len(text))
    findings = tuple(
        replace(
            finding, span=Span(max(part.start, finding.span.start), min(part.end, finding.span.end)).shifted(-start)
        )
        for finding in report.findings
        if finding.span.overlaps(part)
    )
    return record.findings(replace(report, document=replace(report.document, text=text, blocks=()), findings=findings))


def _row(line: bytes, path: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
        json.dumps(row, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise LineError(path, number, f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise LineError(path, number, 'a line is an object such as {"id": 1, "text": "…"}')
    for key in ("id", "text"):
        if key not in row:
            raise LineError(path, number, f"{key} is missing")
    if not isinstance(row["text"], str):
        raise LineError(path, number, "text is not a string")
    for key in sorted(_KNOWN - {"id", "text"}):
        if not isinstance(row.get(key, ""), str | None):
            raise LineError(path, number, f"{key} is not a string")
    return row
