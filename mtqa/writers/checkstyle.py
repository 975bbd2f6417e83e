"""Checkstyle's XML, which reviewdog, Jenkins and editors read."""

from collections.abc import Mapping, Sequence

from mtqa.errors import ReadError
from mtqa.finding import Severity
from mtqa.report import Report
from mtqa.writers.place import place
from mtqa.writers.remedy import remedy
from mtqa.writers.xmltext import tag

LEVEL: Mapping[Severity, str] = {
    Severity.MINOR: "info",
    Severity.MAJOR: "warning",
    Severity.CRITICAL: "error",
}


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return a file element for each story, with an error element for each finding."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="10.0">']
    for report in reports:
        lines.append(f"<{tag('file', {'name': report.document.path})}>")
        for finding in report.findings:
            at = place(report, finding)
            values = {
                "line": at.line,
                "column": at.column,
                "severity": LEVEL[finding.severity],
                "message": f"{finding.message} Try: {remedy(finding)}" if finding.suggestions else finding.message,
                "source": f"mtqa.{finding.rule}",
            }
            lines.append(f"<{tag('error', values)}/>")
        lines.append("</file>")
    for error in errors:
        values = {"line": 1, "severity": "error", "message": error.problem, "source": "mtqa.not-checked"}
        lines += [f"<{tag('file', {'name': error.path})}>", f"<{tag('error', values)}/>", "</file>"]
    return "\n".join([*lines, "</checkstyle>", ""])
