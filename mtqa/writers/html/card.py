"""What is said of a finding: what is wrong, what to put there, how sure that is, why, and who else says so."""

from collections.abc import Iterator

from mtqa.finding import Finding, Passage
from mtqa.report import Report
from mtqa.writers.html.markup import Html, element, joined, text
from mtqa.writers.html.plainwords import FAULT, SEVERITY, SIGN, kind_of
from mtqa.writers.place import place


def card(report: Report, number: int, identity: str) -> Html:
    """Return the card of the finding with this number, from 0, which the page knows by *identity*."""
    finding = report.findings[number]
    severity = SEVERITY[finding.severity]
    title = element(
        "h3",
        element(
            "a",
            str(number + 1),
            href=f"#{reference_name(identity)}",
            class_="number",
            aria_label=f"Finding {number + 1}",
            title="To the passage",
        ),
        text(" "),
        element(
            "span",
            element("span", SIGN[finding.severity], aria_hidden="true"),
            f" {severity.capitalize()}",
            class_="severity",
        ),
        text(" "),
        element("span", FAULT[finding.category], class_="fault"),
        text(" "),
        element("span", f"{finding.confidence:.0%} sure", class_="sure"),
        id=f"{identity}-title",
    )
    return element(
        "article",
        title,
        element("p", finding.message, class_="message"),
        *_remedy(finding),
        element(
            "details",
            element("summary", "Why"),
            *_grounds(finding),
            element("p", _small_print(report, finding), class_="small-print"),
        ),
        element("div", class_="actions"),
        class_=f"finding {severity}",
        id=identity,
        tabindex="-1",
        aria_labelledby=f"{identity}-title",
        data_fingerprint=report.fingerprints[number],
        data_start=finding.span.start,
        data_end=finding.span.end,
        data_severity=severity,
        data_kind=kind_of(finding),
        data_confidence=f"{finding.confidence:.3f}",
    )


def reference(report: Report, number: int, identity: str) -> Html:
    """Return the link from the passage to the card; its number is drawn by the style, so that it is no part of the text."""
    finding = report.findings[number]
    label = f"Finding {number + 1}, {SEVERITY[finding.severity]}: {finding.message}"
    return element(
        "a",
        class_=f"reference {SEVERITY[finding.severity]}",
        id=reference_name(identity),
        href=f"#{identity}",
        data_number=number + 1,
        aria_label=label,
    )


def reference_name(identity: str) -> str:
    """Return what the page knows the link in the passage by."""
    return f"{identity}-passage"


def _remedy(finding: Finding) -> Iterator[Html]:
    if finding.suggestions:
        offered = (
            element("ins", words, dir="auto") if words else text("leave it out") for words in finding.suggestions
        )
        label = element("span", "Try", class_="label")
        yield element("p", label, text(" "), joined(offered, " or "), class_="remedy")


def _grounds(finding: Finding) -> Iterator[Html]:
    yield element("p", finding.why)
    for heading, passage in (("The source has", finding.source), ("The reference has", finding.reference)):
        if passage is not None:
            yield _quoted(heading, passage)
    if finding.evidence:
        voices = (
            element("li", f"{voice.message} ({voice.confidence:.0%} sure) ", element("code", voice.rule))
            for voice in finding.evidence
        )
        yield element("p", "Other checks say so too:", class_="label")
        yield element("ul", joined(voices), class_="evidence")


def _quoted(heading: str, passage: Passage) -> Html:
    return element("div", element("p", heading, class_="label"), element("blockquote", passage.text, dir="auto"))


def _small_print(report: Report, finding: Finding) -> Html:
    at = place(report, finding)
    return joined([element("code", finding.rule), f", line {at.line}, character {at.column}"])
