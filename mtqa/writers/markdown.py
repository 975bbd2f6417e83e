"""A comment on a pull request: a table of stories, and under each its findings, the gravest first."""

from collections.abc import Iterator, Mapping, Sequence

from mtqa.errors import ReadError
from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.score import Verdict
from mtqa.writers.mdtext import prose, quoted
from mtqa.writers.place import place

_SIGN: Mapping[Verdict, str] = {Verdict.PASS: "✅", Verdict.REVIEW: "⚠️", Verdict.FAIL: "❌"}
#: GitHub refuses a comment over 65,536 characters.
_LONGEST = 60_000
_LONGEST_WORDS = 200


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return the comment; what would make it too long for GitHub is left out, and that is said."""
    kept: list[str] = []
    room = _LONGEST
    parts = list(_parts(reports, errors))
    for part in parts:
        room -= len(part)
        if room < 0:
            kept.append(f"{len(parts) - len(kept)} more parts are left out: a comment has its limits.\n")
            break
        kept.append(part)
    return "\n".join(kept)


def _parts(reports: Sequence[Report], errors: Sequence[ReadError]) -> Iterator[str]:
    doubtful = sum(report.verdict is not Verdict.PASS for report in reports)
    yield f"### mtqa: {doubtful} of {len(reports)} stories need a look\n"
    if errors:
        yield "".join(f"- not checked: {quoted(error.path)} {prose(error.problem)}\n" for error in errors)
    if reports:
        yield _table(("Story", "Score", "Verdict", "Findings"), [_summed(report) for report in reports])
    for report in reports:
        if report.findings:
            yield _story(report)


def _summed(report: Report) -> tuple[str, ...]:
    counts = (
        f"{sum(finding.severity is severity for finding in report.findings)} {severity}"
        for severity in reversed(Severity)
        if any(finding.severity is severity for finding in report.findings)
    )
    verdict = f"{_SIGN[report.verdict]} {report.verdict}"
    return quoted(report.document.path), f"{report.score:.1f}", verdict, ", ".join(counts) or "none"


def _story(report: Report) -> str:
    gravest = sorted(report.findings, key=lambda finding: (-finding.severity.rank, finding.span))
    table = _table(("Where", "Words", "What", "Try"), [_row(report, finding) for finding in gravest])
    summary = f"{quoted(report.document.path)}: {len(gravest)} findings"
    return f"<details>\n<summary>{summary}</summary>\n\n{table}\n</details>\n"


def _row(report: Report, finding: Finding) -> tuple[str, ...]:
    at = place(report, finding)
    words = finding.span.of(report.document.text)
    shown = words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS] + " …"
    tried = " or ".join(quoted(better) if better else "leave it out" for better in finding.suggestions)
    said = f"**{finding.severity}** {quoted(finding.rule)} {prose(finding.message)} ({finding.confidence:.0%} sure)"
    return f"{at.line}:{at.column}", quoted(shown), said, tried


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
