"""Annotations of GitHub's workflow commands, the gravest and surest first.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest, so that order matters; all of them stand
in the log. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from mtqa.errors import ReadError
from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.writers.place import place, posix
from mtqa.writers.remedy import explained
from mtqa.writers.visible import visible

LEVEL: Mapping[Severity, str] = {
    Severity.MINOR: "notice",
    Severity.MAJOR: "warning",
    Severity.CRITICAL: "error",
}
_SHOWN = 10
#: GitHub cuts a longer message in the middle of an escape.
_LONGEST = 4000


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return a command a line for what could not be checked and for each finding."""
    found = [(report, finding) for report in reports for finding in report.findings]
    found.sort(key=lambda pair: (-pair[1].severity.rank, -pair[1].confidence))
    lines = [_command("error", {"file": posix(error.path), "title": "not checked"}, error.problem) for error in errors]
    lines += [_annotation(report, finding) for report, finding in found]
    counts = Counter(LEVEL[finding.severity] for _, finding in found) + Counter({"error": len(errors)})
    if any(count > _SHOWN for count in counts.values()):
        said = ", ".join(f"{counts[level]} {level}" for level in ("error", "warning", "notice") if counts[level])
        lines.append(f"{said}; GitHub shows {_SHOWN} of each kind\n")
    return "".join(lines)


def _annotation(report: Report, finding: Finding) -> str:
    at = place(report, finding)
    where: dict[str, object] = {"file": posix(report.document.path), "line": at.line, "endLine": at.end_line}
    if at.line == at.end_line:  # columns of several lines are refused
        where |= {"col": at.column, "endColumn": max(at.column, at.end_column - 1)}
    title = f"{finding.severity} {finding.rule} ({finding.confidence:.0%} sure)"
    return _command(LEVEL[finding.severity], {**where, "title": title}, explained(finding))


def _command(level: str, properties: Mapping[str, object], message: str) -> str:
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    lines = (visible(line) for line in message[:_LONGEST].split("\n"))
    return f"::{level} {said}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    # Words of a story reach the message: unescaped, a newline in it would begin another command.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
