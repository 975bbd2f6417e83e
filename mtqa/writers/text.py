"""One finding a line: path:line:column: severity rule message."""

from collections.abc import Sequence

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.writers.visible import visible


def write(reports: Sequence[Report], _errors: Sequence[ReadError]) -> str:
    """Return a line for each finding."""
    lines = []
    for report in reports:
        for finding in report.findings:
            line, column = report.lines.position(finding.span.start)
            place = f"{report.document.path}:{line}:{column}"
            lines.append(visible(f"{place}: {finding.severity} {finding.rule} {finding.message}") + "\n")
    return "".join(lines)
