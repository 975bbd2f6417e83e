"""The bar with which an editor goes from finding to finding and chooses which to see; nothing of it shows without a script."""

from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.finding import Finding, Severity
from mtqa.report import Report
from mtqa.writers.html.markup import Html, element, joined, text
from mtqa.writers.html.plainwords import KIND, SEVERITY, SIGN, kind_of


def tools(reports: Sequence[Report]) -> Html:
    """Return the bar, with a choice for each severity and kind that there is."""
    findings = [finding for report in reports for finding in report.findings]
    if not findings:
        return Html("")
    return element(
        "form",
        element("button", "‹ Previous", type="button", class_="previous", title="Key p or k", aria_keyshortcuts="p k"),
        element("span", class_="at"),
        element("button", "Next ›", type="button", class_="next", title="Key n or j", aria_keyshortcuts="n j"),
        element("details", element("summary", "Filter"), element("div", *_filters(reports, findings), class_="panel")),
        element("p", class_="count", role="status"),
        class_="tools",
        role="search",
        aria_label="Findings",
        hidden=True,
    )


def _filters(reports: Sequence[Report], findings: Sequence[Finding]) -> Iterator[Html]:
    severities = Counter(finding.severity for finding in findings)
    yield _choices(
        "How bad",
        "severity",
        [
            (SEVERITY[severity], f"{SIGN[severity]} {SEVERITY[severity].capitalize()}", severities[severity])
            for severity in reversed(Severity)
            if severities[severity]
        ],
    )
    kinds = Counter(kind_of(finding) for finding in findings)
    yield _choices("What kind", "kind", [(kind, KIND[kind], kinds[kind]) for kind in KIND if kinds[kind]])
    bound = int(min(finding.confidence for finding in findings) * 20) * 5
    slider = element(
        "input", type="range", name="confidence", min=bound, max=100, step=5, value=bound, id="least-confidence"
    )
    yield element(
        "fieldset",
        element("legend", "How sure"),
        element("label", "At least", for_="least-confidence"),
        slider,
        element("span", f"{bound}% sure", class_="least", aria_hidden="true"),
    )
    boxes = [element("label", _box("keys", "on"), text(" Keys n and j for next, p and k for previous"))]
    boxes.append(element("label", _box("reasons", "on", checked=False), text(" All reasons open")))
    if any(report.counterparts for report in reports):
        boxes.append(element("label", _box("beside", "on"), text(" The source or reference beside the story")))
    yield element("fieldset", element("legend", "This page"), *boxes)
    yield element("button", "Show all findings", type="reset")


def _choices(legend: str, name: str, choices: Sequence[tuple[str, str, int]]) -> Html:
    labels = (
        element("label", _box(name, value), text(f" {said} "), element("span", str(count), class_="number"))
        for value, said, count in choices
    )
    return element("fieldset", element("legend", legend), joined(labels))


def _box(name: str, value: str, *, checked: bool = True) -> Html:
    return element("input", type="checkbox", name=name, value=value, checked=checked)
