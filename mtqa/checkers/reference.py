"""The story against a version that people wrote: what is missing, added, or says something else."""

from collections.abc import Iterator

from mtqa.analysis import Analysis
from mtqa.checkers.adequacy import coverage, facts
from mtqa.finding import Finding


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what the story has otherwise than its reference; raises ``MtqaError``."""
    pairing = analysis.referenced
    if pairing is None or not pairing.story.sentences:
        return
    if coverage.is_another(pairing):
        yield from coverage.another(analysis, pairing, "reference/another-text")
        return
    yield from coverage.check(analysis, pairing, "reference")
    yield from facts.check(analysis, pairing, "en", "reference")
