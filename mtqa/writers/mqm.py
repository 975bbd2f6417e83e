"""Google's MQM table, ten columns between tabs, so that human raters go on from what mtqa found.

A line is an error, its words between ``<v>`` and ``</v>`` in the paragraph; a paragraph without one is a line that says so.
``mtqa evaluate`` reads it; the form is described in ``mtqa/evaluation/google.py``.
"""

from collections.abc import Iterator, Sequence

from mtqa.errors import ReadError
from mtqa.finding import Finding
from mtqa.report import Report
from mtqa.span import Span
from mtqa.writers import record
from mtqa.writers.visible import visible

COLUMNS = (
    "system",
    "doc",
    "doc_id",
    "seg_id",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
_SYSTEM = "story"
_RATER = "mtqa"
_NONE = "No-error"
#: Readers that split at every kind of line end would cut a paragraph here.
_SEPARATORS = str.maketrans("\u2028\u2029", "  ")


def write(reports: Sequence[Report], _errors: Sequence[ReadError]) -> str:
    """Return the header, and the lines of each paragraph of each story."""
    lines = ["\t".join(COLUMNS)]
    number = 0
    for report in reports:
        text = _harmless(report.document.text)
        for place, block in enumerate(report.document.blocks, 1):
            number += 1
            head = (_SYSTEM, _harmless(report.document.path), str(place), str(number), _RATER, "")
            tails = _errors_in(text, report.findings, block.span)
            lines += ["\t".join(_field(field) for field in (*head, *tail)) for tail in tails]
    return "\n".join(lines) + "\n"


def _errors_in(text: str, findings: Sequence[Finding], segment: Span) -> Iterator[tuple[str, str, str, str]]:
    """Yield target, category, severity and notes of each finding in a paragraph, or of none."""
    clean = True
    for finding in findings:
        if finding.span.overlaps(segment):
            clean = False
            marked = Span(max(finding.span.start, segment.start), min(finding.span.end, segment.end))
            before, after = text[segment.start : marked.start], text[marked.end : segment.end]
            target = f"{before}<v>{marked.of(text)}</v>{after}"
            yield target, finding.category.title(), finding.severity.title(), _notes(finding)
    if clean:
        yield segment.of(text), _NONE, _NONE, "{}"


def _notes(finding: Finding) -> str:
    said = {
        "rule": finding.rule,
        "confidence": round(finding.confidence, 3),
        "note": finding.message,
        "suggestions": list(finding.suggestions),
    }
    return _harmless(record.dumps(said))


def _harmless(text: str) -> str:
    """Return text of the same length with no tab, no line end and no mark of its own in it."""
    return visible(text).translate(_SEPARATORS).replace("<v>", "‹v›").replace("</v>", "‹/v›")


def _field(text: str) -> str:
    """Return what a reader of quoted fields reads as *text*."""
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return '"' + text.replace('"', '""') + '"' if quoted else text
