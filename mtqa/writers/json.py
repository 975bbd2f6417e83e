"""One JSON object for all stories."""

from collections.abc import Sequence
from dataclasses import asdict

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.writers import record


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return the reports and what could not be checked as one object."""
    value = {
        "schema": record.SCHEMA,
        "signature": asdict(reports[0].signature) if reports else None,
        "articles": [record.article(report) for report in reports],
        "errors": [{"path": error.path, "problem": error.problem} for error in errors],
    }
    return record.dumps(value) + "\n"
