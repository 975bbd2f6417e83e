"""Each finding under its words, drawn with carets: for logs, and for diffs between two runs."""

from collections.abc import Sequence

from rich.cells import cell_len

from mtqa.errors import ReadError
from mtqa.finding import Finding
from mtqa.report import Report
from mtqa.writers.visible import visible

#: How much of the line stands before and behind the words.
_CONTEXT = 40
_LONGEST = 70


def write(reports: Sequence[Report], _errors: Sequence[ReadError]) -> str:
    """Return the findings of each report and a last line with score and verdict."""
    return "".join(_listing(report) for report in reports)


def _listing(report: Report) -> str:
    parts = [_drawn(report, finding) for finding in report.findings]
    path = visible(report.document.path)
    return "".join(parts) + f"{path}: {report.score:.2f} {report.verdict}, {len(report.findings)} findings\n"


def _drawn(report: Report, finding: Finding) -> str:
    text, span = report.document.text, finding.span
    line, column = report.lines.position(span.start)
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    shown = min(span.end, span.start + _LONGEST)
    end = text.find("\n", shown)
    last = min(end if end >= 0 else len(text), shown + _CONTEXT)
    before, words = visible(text[first : span.start]), visible(text[span.start : shown])
    place = f"{visible(report.document.path)}:{line}:{column}"
    rows = [
        f"{place}: {finding.severity} {finding.rule} ({finding.confidence:.0%} sure)",
        f"  {before}{words}{visible(text[shown:last])}".rstrip(),
        f"  {' ' * cell_len(before)}{'^' * max(1, cell_len(words))}{'...' if shown < span.end else ''}",
        f"  {visible(finding.message)}",
    ]
    if finding.suggestions:
        offered = " or ".join(f"“{visible(better)}”" if better else "leave it out" for better in finding.suggestions)
        rows.append(f"  Try: {offered}")
    rows += [f"  Also: {other.rule} ({other.confidence:.0%})" for other in finding.evidence]
    return "\n".join([*rows, "", ""])
