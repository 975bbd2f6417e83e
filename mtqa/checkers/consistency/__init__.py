"""The story against itself: headline and body, spellings of a name, dates, ages, counts, marks that come in pairs."""

from collections.abc import Iterator

from mtqa.analysis import Analysis
from mtqa.checkers.consistency import ages, counts, dates, headline, marks, spelling, strangers
from mtqa.checkers.consistency.names import names
from mtqa.finding import Finding


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what in the story contradicts the rest of it."""
    known = names(analysis)
    yield from spelling.check(analysis, known)
    yield from marks.check(analysis)
    yield from dates.check(analysis)
    yield from ages.check(analysis, known)
    yield from counts.check(analysis)
    yield from strangers.check(analysis, known)
    yield from headline.check(analysis)
