"""SARIF 2.1.0, for code scanning and editors: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from mtqa.errors import ReadError
from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.writers import record
from mtqa.writers.place import place, posix
from mtqa.writers.remedy import remedy
from mtqa.writers.visible import visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: What viewers make a link of, and what they fill with arguments, in a message that is plain text.
_LINK = re.compile(r"(?<!\\)\[(?=[^\[\]]*\]\()")
_FILLED = re.compile(r"\{(\d+)\}")
LEVEL: Mapping[Severity, str] = {
    Severity.MINOR: "note",
    Severity.MAJOR: "warning",
    Severity.CRITICAL: "error",
}


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return one run with its rules, its results, and what could not be checked."""
    rules: dict[str, Finding] = {}
    for report in reports:
        for finding in report.findings:
            rules.setdefault(finding.rule, finding)
    places = {rule: number for number, rule in enumerate(sorted(rules))}
    driver: dict[str, Any] = {"name": "mtqa", "rules": [_rule(rules[rule]) for rule in places]}
    if reports:
        signature = reports[0].signature
        driver |= {"version": signature.mtqa, "properties": {"signature": visible(str(signature))}}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {
                "executionSuccessful": not errors,
                "toolExecutionNotifications": [_notification(error) for error in errors],
            }
        ],
        "artifacts": [_artifact(report) for report in reports],
        "results": [result for number, report in enumerate(reports) for result in _results(report, number, places)],
    }
    return record.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    pack, _, fault = finding.rule.partition("/")
    why = visible(finding.why)
    return {
        "id": finding.rule,
        "shortDescription": {"text": f"{finding.category}: {fault.replace('-', ' ')}"},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\nExamples: mtqa explain {finding.rule}\n"
            f'To switch it off: ignore = ["{finding.rule}"] in mtqa.toml'
        },
        "defaultConfiguration": {"level": LEVEL[finding.severity]},
        "properties": {"tags": [finding.category, pack]},
    }


def _results(report: Report, number: int, places: Mapping[str, int]) -> list[dict[str, Any]]:
    pairs = zip(report.findings, report.fingerprints, strict=True)
    return [_result(report, number, finding, print_, places[finding.rule]) for finding, print_ in pairs]


def _result(report: Report, number: int, finding: Finding, fingerprint: str, rule: int) -> dict[str, Any]:
    said = f"{finding.message} Try: {remedy(finding)}" if finding.suggestions else finding.message
    location = {"artifactLocation": _location(report.document.path, number), "region": _region(report, finding)}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVEL[finding.severity],
        "message": {"text": _message(said)},
        "rank": round(100 * finding.confidence, 1),
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"mtqa/v1": fingerprint},
        "properties": {
            "severity": finding.severity,
            "category": finding.category,
            "confidence": round(finding.confidence, 3),
            "suggestions": list(finding.suggestions),
        },
    }


def _region(report: Report, finding: Finding) -> dict[str, Any]:
    at = place(report, finding)
    return {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
        "charOffset": finding.span.start,
        "charLength": len(finding.span),
        "snippet": {"text": finding.span.of(report.document.text)},
    }


def _artifact(report: Report) -> dict[str, Any]:
    return {
        "location": {"uri": _uri(report.document.path)},
        "properties": {
            "score": report.score,
            "verdict": report.verdict,
            "words": report.words,
            "language": report.language,
        },
    }


def _notification(error: ReadError) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _message(error.problem)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(error.path)}}}],
    }


def _message(text: str) -> str:
    """Return a message in which nothing is a link or a place to be filled."""
    return _FILLED.sub(r"{{\1}}", _LINK.sub(r"\[", visible(text)))


def _location(path: str, number: int) -> dict[str, Any]:
    return {"uri": _uri(path), "index": number}


def _uri(path: str) -> str:
    """Return the reference that means a path, relative where the path is."""
    written = posix(path)
    try:
        named = written.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair that no file system gave
        named = written.encode("utf-8", "replace")
    return ("file://" if written.startswith("/") else "") + quote(named)
