"""One JSON object a line for each story."""

from collections.abc import Sequence

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.writers import record


def write(reports: Sequence[Report], _errors: Sequence[ReadError]) -> str:
    """Return a line for each report."""
    return "".join(record.dumps(record.article(report)) + "\n" for report in reports)
