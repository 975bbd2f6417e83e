"""Not yet."""
from collections.abc import Iterator
from mtqa.analysis import Analysis
from mtqa.finding import Finding


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield nothing."""
    yield from ()
