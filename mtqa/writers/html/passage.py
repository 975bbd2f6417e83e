"""A stretch of text as markup, with its highlights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mtqa.finding import Finding
from mtqa.span import Span, first_overlap
from mtqa.writers.html.markup import Html, element, joined, text
from mtqa.writers.html.plainwords import SEVERITY
from mtqa.writers.html.segments import segments
from mtqa.writers.visible import visible


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A text and what is marked in it, by the numbers of findings; ``names`` are what the page knows these by."""

    text: str
    findings: Sequence[Finding]
    names: Sequence[str]
    spans: Mapping[int, Span]

    def passage(
        self,
        stretch: Span,
        *,
        dateline: Span | None = None,
        masked: Sequence[Span] = (),
        behind: Mapping[int, Html] | None = None,
    ) -> Html:
        """Return the characters of a stretch, none more and none less; *behind* is put where a finding ends."""
        waiting = dict(behind or {})
        borders = {at for span in (*masked, *([dateline] if dateline else [])) for at in (span.start, span.end)}
        parts: list[str] = []
        for segment in segments(stretch, self.spans, borders):
            words: str = segment.span.of(self.text)
            if first_overlap(masked, segment.span):
                words = element("span", words, class_="markup")
            if dateline and len(segment.span) and dateline.covers(segment.span):
                words = element("span", words, class_="dateline")
            parts.append(self._mark(words, segment.covering) if segment.covering else words)
            ended = [number for number in waiting if self.spans[number].end <= segment.span.end]
            parts += [waiting.pop(number) for number in ended]
        return joined([*parts, *waiting.values()])

    def _mark(self, words: str, numbers: Sequence[int]) -> Html:
        gravest = max((self.findings[number].severity for number in numbers), key=lambda severity: severity.rank)
        kinds = {
            SEVERITY[gravest]: True,
            "several": len(numbers) > 1,
            "point": not words,
            "spaces": "  " in visible(words) or words.isspace(),
        }
        names = " ".join(self.names[number] for number in numbers)
        return element(
            "mark", text(words), class_=" ".join(kind for kind, holds in kinds.items() if holds), data_findings=names
        )
