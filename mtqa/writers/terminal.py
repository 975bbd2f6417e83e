"""The story as it stands, its faults marked in place, and under each paragraph what they are and what to do."""

import io
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mtqa.document import Block, Role
from mtqa.errors import ReadError
from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.score import Verdict
from mtqa.span import Span
from mtqa.writers.visible import visible

STYLE: Mapping[Severity, str] = {
    Severity.MINOR: "cyan underline",
    Severity.MAJOR: "bold yellow underline",
    Severity.CRITICAL: "bold red underline",
}
_VERDICT_STYLE: Mapping[Verdict, str] = {
    Verdict.PASS: "bold green",
    Verdict.REVIEW: "bold yellow",
    Verdict.FAIL: "bold red",
}
_BLOCK_STYLE: Mapping[Role, str] = {
    Role.HEADLINE: "bold",
    Role.BYLINE: "italic",
    Role.CAPTION: "italic",
    Role.FURNITURE: "dim",
}
_WIDTH = 80
#: From this probability on it is worth saying what a story is.
_LIKELY = 0.5


def write(reports: Sequence[Report], _errors: Sequence[ReadError], *, width: int = _WIDTH, color: bool = False) -> str:
    """Return each story with its findings under the paragraphs they are in, and a line that sums it up.

    Without *color* the marks ‹› and numbers alone tie a finding to its words.
    """
    console = _console(width, color=color)
    for report in reports:
        for paragraph in _paragraphs(report.document.blocks):
            numbered = [
                (number, finding)
                for number, finding in enumerate(report.findings, 1)
                if paragraph.start <= finding.span.start < paragraph.end
            ]
            style = _BLOCK_STYLE.get(_role_at(report, paragraph), "")
            console.print(_marked(report, paragraph, numbered, style), soft_wrap=False)
            for number, finding in numbered:
                console.print(Padding(_explained(report, number, finding), (0, 0, 0, 2)))
            console.print()
    return _written(console) + summary(reports, [], width=width, color=color)


def summary(
    reports: Sequence[Report], _errors: Sequence[ReadError], *, width: int = _WIDTH, color: bool = False
) -> str:
    """Return a line for each story: path, score, verdict, words and counts."""
    console = _console(width, color=color)
    for report in reports:
        line = Text(visible(report.document.path) + ": ", style="bold")
        line.append(f"{report.score:.1f} {report.verdict.upper()}", style=_VERDICT_STYLE[report.verdict])
        line.append(f", {report.words:,} words, {_counts(report.findings)}", style="not bold")
        if report.story and report.story.probability >= _LIKELY:
            line.append(f"; reads as machine-translated: {report.story.probability:.0%}", style="not bold")
            line.append(f" ({', '.join(report.story.reasons)})" if report.story.reasons else "", style="not bold dim")
        if report.reference:
            near = report.reference.scores
            line.append(f"; to the reference chrF {near.chrf:.1f}, BLEU {near.bleu:.1f}, TER {near.ter:.1f}")
        console.print(line, soft_wrap=True)
    return _written(console)


def _console(width: int, *, color: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="256" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Span]:
    """Yield the span of each paragraph; a dateline belongs to the paragraph behind it."""
    start = None
    for block in blocks:
        start = block.span.start if start is None else start
        if block.role is not Role.DATELINE:
            yield Span(start, block.span.end)
            start = None
    if start is not None:
        yield Span(start, blocks[-1].span.end)


def _role_at(report: Report, paragraph: Span) -> Role:
    return next(block.role for block in report.document.blocks if block.span.start == paragraph.start)


def _marked(report: Report, paragraph: Span, numbered: list[tuple[int, Finding]], style: str) -> Text:
    """Return the words of the paragraph, each finding between ‹ and › with its number behind it."""
    text = Text(style=style)
    at = paragraph.start
    opened: list[tuple[int, Finding]] = []
    borders = sorted({at for _, finding in numbered for at in (finding.span.start, finding.span.end)} | {paragraph.end})
    for border in borders:
        words = visible(report.document.text[at : min(border, paragraph.end)])
        gravest = max((finding.severity for _, finding in opened), key=lambda severity: severity.rank, default=None)
        text.append(words, STYLE[gravest] if gravest else "")
        for number, finding in [pair for pair in opened if pair[1].span.end <= border]:
            text.append(f"›[{number}]", STYLE[finding.severity].replace(" underline", ""))
            opened.remove((number, finding))
        for pair in numbered:
            if pair[1].span.start == border:
                text.append("‹", STYLE[pair[1].severity].replace(" underline", ""))
                opened.append(pair)
        at = border
    return text


def _explained(report: Report, number: int, finding: Finding) -> Text:
    line, column = report.lines.position(finding.span.start)
    style = STYLE[finding.severity].replace(" underline", "")
    text = Text()
    text.append(f"[{number}] {finding.severity}", style)
    text.append(f" {finding.rule}", "bold")
    text.append(f"  {line}:{column}  {finding.confidence:.0%} sure\n", "dim")
    text.append(visible(finding.message) + "\n")
    for name, passage in (("Source", finding.source), ("Reference", finding.reference)):
        if passage is not None:
            text.append(f"{name}: {visible(passage.text)}\n", "italic")
    text.append(f"Why: {finding.why}", "dim")
    if finding.suggestions:
        offered = " or ".join(f"“{visible(words)}”" if words else "leave it out" for words in finding.suggestions)
        text.append(f"\nTry: {offered}", "green")
    if finding.evidence:
        text.append("\nAlso: " + ", ".join(dict.fromkeys(other.rule for other in finding.evidence)), "dim")
    return text


def _counts(findings: Sequence[Finding]) -> str:
    counts = [
        f"{count} {severity}"
        for severity in reversed(Severity)
        if (count := sum(finding.severity is severity for finding in findings))
    ]
    return ", ".join(counts) or "no findings"
