"""The stories of a page in a table, the lowest score first, with what weighs in each."""

from collections.abc import Sequence

from mtqa.report import Report
from mtqa.writers.html import charts
from mtqa.writers.html.markup import Html, element, joined, text
from mtqa.writers.html.plainwords import VERDICT, counted, headline
from mtqa.writers.html.story import story_name

_COLUMNS = ("Story", "Verdict", "Score", "Reads as machine-translated", "Findings", "Where in the story")


def index(reports: Sequence[Report]) -> Html:
    """Return the table; the stories are in the order of the page."""
    most = max(len(report.findings) for report in reports)
    heads = joined(element("th", head, scope="col") for head in _COLUMNS)
    lines = joined((_line(report, place, most) for place, report in enumerate(reports, 1)), "\n")
    table = element(
        "table",
        element("caption", "The stories, the lowest score first"),
        element("thead", element("tr", heads)),
        element("tbody", lines),
    )
    return element("nav", table, class_="index", id="stories", aria_label="Stories")


def _line(report: Report, place: int, most: int) -> Html:
    link = element("a", headline(report), href=f"#{story_name(place)}", dir="auto")
    read = f"{report.story.probability:.0%}" if report.story else "not judged"
    return element(
        "tr",
        element("th", link, text(" "), element("span", report.document.path, class_="path", dir="auto"), scope="row"),
        element("td", element("span", VERDICT[report.verdict], class_=f"verdict {report.verdict}")),
        element("td", element("b", f"{report.score:.1f}"), charts.score_bar(report), class_="score"),
        element("td", read, class_="read"),
        element("td", counted(report.findings), charts.severities(report.findings, most), class_="counts"),
        element("td", charts.places(report)),
    )
