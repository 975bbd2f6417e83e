"""A text of the editor with what was found in it, each finding at its place in the editor's text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.errors import MtqaError
from mtqa.finding import Finding
from mtqa.fixing import is_safe
from mtqa.report import Report
from mtqa.span import Span


@dataclass(frozen=True, kw_only=True)
class Found:
    """A finding, where it stands in the editor's text, and what it is called in baselines."""

    finding: Finding
    fingerprint: str
    span: Span
    report: Report

    @property
    def is_safe(self) -> bool:
        """Tell whether its suggestion can be taken unasked."""
        return self.is_verbatim and is_safe(self.finding, self.report.document)

    @property
    def is_verbatim(self) -> bool:
        """Tell whether its words stand in the editor as they stand in the story, so that others can take their place."""
        return self.report.document.origin is None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The text that was checked, its version, what was found, and why nothing could be."""

    text: str
    version: int | None
    found: tuple[Found, ...] = ()
    problem: MtqaError | None = None

    def touching(self, span: Span) -> list[Found]:
        """Return what is found at a span, or at the place of an empty one."""
        wide = Span(span.start, max(span.end, span.start + 1))
        return [found for found in self.found if found.span.overlaps(wide) or found.span.end == span.start]


def placed(reports: Sequence[Report], text: str) -> Iterator[Found]:
    """Yield the findings of the stories in a text that have a place in it."""
    for report in reports:
        origin = report.document.origin
        # A mark of byte order is not part of the story.
        before = len(text) - len(report.document.text) if origin is None else 0
        for finding, fingerprint in zip(report.findings, report.fingerprints, strict=True):
            span = finding.span.shifted(before) if origin is None else origin.span(finding.span)
            yield Found(finding=finding, fingerprint=fingerprint, span=span, report=report)
