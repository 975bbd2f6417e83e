"""JUnit's XML: a story is a suite, a finding a failed case, and a story without findings a case that passed."""

from collections.abc import Iterator, Sequence

from mtqa.errors import ReadError
from mtqa.finding import Finding
from mtqa.report import Report
from mtqa.writers.place import place
from mtqa.writers.remedy import explained
from mtqa.writers.xmltext import content, tag


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return a suite for each story, and one for each file that could not be checked."""
    failures = sum(len(report.findings) for report in reports)
    passed = sum(not report.findings for report in reports)
    counts = {"tests": failures + passed + len(errors), "failures": failures, "errors": len(errors)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{tag('testsuites', {'name': 'mtqa', **counts})}>"]
    for report in reports:
        lines += _suite(report)
    for error in errors:
        lines += _unchecked(error)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(report: Report) -> Iterator[str]:
    path, failures = report.document.path, len(report.findings)
    yield f"<{tag('testsuite', {'name': path, 'tests': max(failures, 1), 'failures': failures, 'errors': 0})}>"
    yield "<properties>"
    for name, value in (("score", f"{report.score:.2f}"), ("verdict", report.verdict), ("words", report.words)):
        yield f"<{tag('property', {'name': name, 'value': value})}/>"
    yield "</properties>"
    if not failures:
        yield f"<{tag('testcase', {'classname': path, 'name': 'no findings', 'file': path})}/>"
    for finding in report.findings:
        yield from _case(report, finding)
    yield "</testsuite>"


def _case(report: Report, finding: Finding) -> Iterator[str]:
    path, at = report.document.path, place(report, finding)
    name = f"{finding.rule} at {at.line}:{at.column}"
    yield f"<{tag('testcase', {'classname': path, 'name': name, 'file': path, 'line': at.line})}>"
    said = f"{explained(finding)}\n{finding.confidence:.0%} sure, {finding.category}"
    yield f"<{tag('failure', {'message': finding.message, 'type': finding.severity})}>{content(said)}</failure>"
    yield "</testcase>"


def _unchecked(error: ReadError) -> Iterator[str]:
    yield f"<{tag('testsuite', {'name': error.path, 'tests': 1, 'failures': 0, 'errors': 1})}>"
    yield f"<{tag('testcase', {'classname': error.path, 'name': 'not checked', 'file': error.path})}>"
    yield f"<{tag('error', {'message': error.problem, 'type': 'ReadError'})}/>"
    yield "</testcase>"
    yield "</testsuite>"
