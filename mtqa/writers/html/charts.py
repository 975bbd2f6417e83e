"""Small pictures of a report; whatever they show is said in words beside them or in their labels."""

from collections.abc import Sequence

from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.writers.html.markup import Html, element, joined
from mtqa.writers.html.plainwords import SEVERITY, counted, number

_WIDE = 1000
_HIGH = 24


def score_bar(report: Report) -> Html:
    """Return how much of a hundred points a story has."""
    bar = _box("whole", 0, _WIDE, 1) + _box("part", 0, report.score / 100 * _WIDE, 1)
    return _picture(Html(bar), f"Score {report.score:.1f} of 100", "score")


def severities(findings: Sequence[Finding], most: int) -> Html:
    """Return how many findings of each severity there are, as parts of a bar that *most* findings would fill."""
    parts, at = [], 0.0
    for severity in reversed(Severity):
        width = sum(finding.severity is severity for finding in findings) / max(most, 1) * _WIDE
        if width:
            parts.append(_box(SEVERITY[severity], at, max(width - 6, 4), (severity.rank + 1) / len(Severity)))
        at += width
    return _picture(joined(parts), f"Findings: {counted(findings)}", "severities")


def places(report: Report) -> Html:
    """Return where in a story its findings stand, from its beginning to its end; the graver, the higher."""
    length = max(len(report.document.text), 1)
    parts = (
        _box(
            SEVERITY[finding.severity],
            finding.span.start / length * (_WIDE - 8),
            max(len(finding.span) / length * _WIDE, 8),
            (finding.severity.rank + 1) / len(Severity),
        )
        for finding in sorted(report.findings, key=lambda finding: finding.severity.rank)
    )
    line = _box("whole", 0, _WIDE, 1 / _HIGH)
    found = number(len(report.findings), "finding stands", "findings stand")
    return _picture(joined([line, *parts]), f"Where in the story the {found}", "places")


def _picture(inside: Html, label: str, name: str) -> Html:
    return element(
        "svg",
        inside,
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
        class_=f"chart {name}",
    )


def _box(name: str, left: float, width: float, share: float) -> Html:
    """Return a rectangle that stands on the ground and takes a share of the height."""
    high = share * _HIGH
    return element(
        "rect", class_=name, x=f"{left:.1f}", y=f"{_HIGH - high:.1f}", width=f"{width:.1f}", height=f"{high:.1f}"
    )
