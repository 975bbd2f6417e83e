"""GitLab's code quality report: a JSON array. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from mtqa.errors import ReadError
from mtqa.finding import Severity
from mtqa.report import Report
from mtqa.writers import record
from mtqa.writers.place import place, posix
from mtqa.writers.remedy import remedy
from mtqa.writers.visible import visible

LEVEL: Mapping[Severity, str] = {
    Severity.MINOR: "minor",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "critical",
}


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return an issue for each finding, and one for each file that could not be checked."""
    issues = [
        _issue(error.path, name="mtqa/not-checked", level="blocker", said=f"Not checked: {error.problem}")
        for error in errors
    ]
    for report in reports:
        for finding, fingerprint in zip(report.findings, report.fingerprints, strict=True):
            at = place(report, finding)
            said = f"{finding.message} Try: {remedy(finding)}" if finding.suggestions else finding.message
            issue = _issue(report.document.path, name=finding.rule, level=LEVEL[finding.severity], said=said)
            issue["fingerprint"] = _unique(report.document.path, finding.rule, fingerprint)
            issue["location"] |= {"lines": {"begin": at.line, "end": at.end_line}}
            issues.append(issue)
    return record.dumps(issues) + "\n"


def _issue(path: str, *, name: str, level: str, said: str) -> dict[str, Any]:
    return {
        "description": visible(said),
        "check_name": name,
        "fingerprint": _unique(path, name, ""),
        "severity": level,
        "location": {"path": visible(posix(path)), "lines": {"begin": 1, "end": 1}},
    }


def _unique(*parts: str) -> str:
    # GitLab takes two issues with one fingerprint for one, whatever file they are in.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
