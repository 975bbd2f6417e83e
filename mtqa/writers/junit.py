"""JUnit's XML: a story is a suite, a finding a case; what is minor passes, and so does a story without findings."""

from collections.abc import Iterator, Sequence

from mtqa.errors import ReadError
from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.writers.place import place
from mtqa.writers.remedy import explained
from mtqa.writers.xmltext import content, tag


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return a suite for each story, and one for each file that could not be checked."""
    tests = sum(max(len(report.findings), 1) for report in reports) + len(errors)
    counts = {"tests": tests, "failures": sum(map(_failures, reports)), "errors": len(errors)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{tag('testsuites', {'name': 'mtqa', **counts})}>"]
    for report in reports:
        lines += _suite(report)
    for error in errors:
        lines += _unchecked(error)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(report: Report) -> Iterator[str]:
    path, tests = report.document.path, max(len(report.findings), 1)
    yield f"<{tag('testsuite', {'name': path, 'tests': tests, 'failures': _failures(report), 'errors': 0})}>"
    yield "<properties>"
    for name, value in (("score", f"{report.score:.2f}"), ("verdict", report.verdict), ("words", report.words)):
        yield f"<{tag('property', {'name': name, 'value': value})}/>"
    yield "</properties>"
    if not report.findings:
        yield f"<{tag('testcase', {'classname': path, 'name': 'no findings', 'file': path})}/>"
    for finding in report.findings:
        yield from _case(report, finding)
    yield "</testsuite>"


def _case(report: Report, finding: Finding) -> Iterator[str]:
    path, at = report.document.path, place(report, finding)
    name = f"{finding.rule} at {at.line}:{at.column}"
    yield f"<{tag('testcase', {'classname': path, 'name': name, 'file': path, 'line': at.line})}>"
    said = f"{explained(finding)}\n{finding.confidence:.0%} sure, {finding.category}"
    if _fails(finding):
        yield f"<{tag('failure', {'message': finding.message, 'type': finding.severity})}>{content(said)}</failure>"
    else:
        yield f"<system-out>{content(f'{finding.severity}: {said}')}</system-out>"
    yield "</testcase>"


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.MINOR


def _failures(report: Report) -> int:
    return sum(map(_fails, report.findings))


def _unchecked(error: ReadError) -> Iterator[str]:
    yield f"<{tag('testsuite', {'name': error.path, 'tests': 1, 'failures': 0, 'errors': 1})}>"
    yield f"<{tag('testcase', {'classname': error.path, 'name': 'not checked', 'file': error.path})}>"
    yield f"<{tag('error', {'message': error.problem, 'type': 'ReadError'})}/>"
    yield "</testcase>"
    yield "</testsuite>"
