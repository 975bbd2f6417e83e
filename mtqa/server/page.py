"""The page of a report, with what an editor needs to decide and to edit."""

from collections.abc import Sequence
from importlib import resources

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.writers.html.page import codes, page
from mtqa.writers.html.policy import policy as page_policy

#: In this order, in one scope.
_SCRIPTS = ("texts.js", "keeping.js", "making.js", "cards.js", "editor.js", "bar.js", "showing.js", "review.js")


def render(reports: Sequence[Report], errors: Sequence[ReadError]) -> str:
    """Return the page that shows the reports, and what could not be read."""
    return page(reports, errors, script=_script(), style=_file("review.css"), connects=True)


def policy() -> str:
    """Return the policy under which the page works, and in no frame."""
    styles, scripts = codes(script=_script(), style=_file("review.css"))
    return f"{page_policy(styles, scripts, connects=True)}; frame-ancestors 'none'"


def _script() -> str:
    return "\n".join(map(_file, _SCRIPTS))


def _file(name: str) -> str:
    return resources.files(__package__).joinpath("browser", name).read_text(encoding="utf-8")
