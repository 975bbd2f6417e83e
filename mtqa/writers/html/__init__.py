"""A page for an editor: one file that loads nothing, with each story, its doubtful passages marked, and what to do."""

from collections.abc import Sequence

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.writers.html.page import page


def write(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return the page."""
    return page(reports, errors)
