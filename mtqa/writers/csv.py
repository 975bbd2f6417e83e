"""A row a finding, for spreadsheets: RFC 4180, with no cell that a spreadsheet runs as a formula."""

import csv
import io
from collections.abc import Iterator, Sequence

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.writers.place import place
from mtqa.writers.remedy import remedy
from mtqa.writers.visible import visible

COLUMNS = (
    "path",
    "line",
    "column",
    "severity",
    "confidence",
    "rule",
    "category",
    "text",
    "message",
    "try",
    "why",
    "fingerprint",
)
#: What a formula begins with, also in full width.
_FORMULA = "=+-@|%＝＋－＠"


def write(reports: Sequence[Report], _errors: Sequence[ReadError]) -> str:
    """Return a header and a row for each finding."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    for report in reports:
        table.writerows([_cell(value) for value in row] for row in _rows(report))
    return written.getvalue()


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for finding, fingerprint in zip(report.findings, report.fingerprints, strict=True):
        at = place(report, finding)
        yield (
            report.document.path,
            at.line,
            at.column,
            finding.severity,
            f"{finding.confidence:.3f}",
            finding.rule,
            finding.category,
            finding.span.of(report.document.text),
            finding.message,
            remedy(finding),
            finding.why,
            fingerprint,
        )


def _cell(value: object) -> str:
    text = visible(str(value))
    # A spreadsheet shows what stands behind an apostrophe as it is.
    return f"'{text}" if text.lstrip().startswith(tuple(_FORMULA)) else text
