"""Findings as diagnostics, and what is said of one under the pointer."""

from collections.abc import Callable, Iterator, Sequence

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticSeverity,
    Hover,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
)

from mtqa.finding import Severity
from mtqa.server.language.checked import Checked, Found
from mtqa.server.language.positions import Positions
from mtqa.span import Span
from mtqa.writers.mdtext import prose, quoted
from mtqa.writers.remedy import remedy
from mtqa.writers.visible import visible

SOURCE = "mtqa"
_SEVERITIES = {
    Severity.CRITICAL: DiagnosticSeverity.Error,
    Severity.MAJOR: DiagnosticSeverity.Warning,
    Severity.MINOR: DiagnosticSeverity.Information,
}
_TOP = Range(Position(0, 0), Position(0, 0))

#: Where a rule is explained, by its id, where that is anywhere.
Link = Callable[[str], str | None]


def diagnostics(checked: Checked, positions: Positions, link: Link) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each finding, or the one that says why the text could not be checked."""
    if checked.problem is not None:
        yield Diagnostic(_TOP, visible(str(checked.problem)), severity=DiagnosticSeverity.Error, source=SOURCE)
    for found in checked.found:
        finding = found.finding
        where = link(finding.rule)
        said = [visible(finding.message), *([f"Try {remedy(finding)}."] if finding.suggestions else [])]
        yield Diagnostic(
            positions.range(found.span),
            " ".join(said),
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            code_description=CodeDescription(where) if where else None,
            source=SOURCE,
            data={"fingerprint": found.fingerprint, "suggestions": list(finding.suggestions)},
        )


def hover(found: Sequence[Found], positions: Positions) -> Hover | None:
    """Return what there is to say of the findings at one place, in Markdown."""
    if not found:
        return None
    # What they share, or the empty place where one ends and another begins.
    start = max(each.span.start for each in found)
    span = Span(start, max(start, min(each.span.end for each in found)))
    return Hover(MarkupContent(MarkupKind.Markdown, "\n\n---\n\n".join(map(_said, found))), positions.range(span))


def _said(found: Found) -> str:
    finding = found.finding
    lines = [f"**{prose(finding.message)}**", prose(finding.why)]
    if finding.suggestions:
        lines.append(
            f"Try: {' or '.join(quoted(better) if better else 'leave it out' for better in finding.suggestions)}"
        )
    if finding.source is not None:
        lines.append(f"The source says: {quoted(finding.source.text)}")
    if finding.reference is not None:
        lines.append(f"The reference says: {quoted(finding.reference.text)}")
    lines += [f"Also: {prose(voice.message)}" for voice in finding.evidence]
    lines.append(f"{finding.severity}, {finding.confidence:.0%} sure, `{finding.rule}`")
    return "\n\n".join(lines)
