"""The whole page: head, summary, index where there are several stories, and each story."""

from collections.abc import Iterator, Sequence
from importlib import resources

from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.score import Verdict
from mtqa.writers.html.index import index
from mtqa.writers.html.markup import Html, element, joined
from mtqa.writers.html.plainwords import VERDICT, headline, number
from mtqa.writers.html.policy import inlined, policy
from mtqa.writers.html.story import story
from mtqa.writers.html.tools import tools

_EXPLAINED = (
    (
        "The score begins at 100 and loses points for each finding: one for a minor, five for a serious, 25 for a critical one, "
        "fewer where the finding is less sure; the longer the story, the less each point weighs."
    ),
    "“85% sure” means that of a hundred findings so marked about 85 are real faults. The others are false alarms: you decide.",
    "How much a story reads as machine-translated is judged from the whole of it, and says nothing of any one sentence.",
)


def page(
    reports: Sequence[Report],
    errors: Sequence[ReadError],
    *,
    script: str = "",
    style: str = "",
    connects: bool = False,
) -> str:
    """Return the page that shows the reports, the lowest score first, and what could not be checked.

    A further *script* and *style* come behind the page's own; a page that *connects* may call the server it came from, and
    has the reports as given, since scores change while somebody reads.
    """
    in_order = list(reports) if connects else sorted(reports, key=lambda report: report.score)
    styles, scripts = codes(script=script, style=style)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy(styles, scripts, connects=connects)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", _title(in_order)),
        *(element("style", Html(code)) for code in styles),
    )
    body = element(
        "body",
        element("a", "To the stories", href="#main", class_="skip"),
        *_parts(in_order, errors),
        *(element("script", Html(code)) for code in scripts),
    )
    return f"<!DOCTYPE html>\n{element('html', head, Html(chr(10)), body, lang='en')}\n"


def codes(*, script: str = "", style: str = "") -> tuple[list[str], list[str]]:
    """Return the styles and the scripts of a page, just as they stand in it."""
    styles = [inlined(code) for code in (_file("page.css"), style) if code]
    scripts = [inlined(code) for code in (_file("page.js"), script) if code]
    return styles, scripts


def _parts(reports: Sequence[Report], errors: Sequence[ReadError]) -> Iterator[Html]:
    several = len(reports) > 1
    yield element("header", element("h1", _summary(reports)), *_failed(errors), class_="page")
    yield tools(reports)
    stories = (story(report, place, several=several) for place, report in enumerate(reports, 1))
    yield element("main", *([index(reports)] if several else []), joined(stories, "\n"), id="main", tabindex="-1")
    yield _foot(reports)


def _title(reports: Sequence[Report]) -> str:
    if len(reports) == 1:
        return f"{headline(reports[0])}: {VERDICT[reports[0].verdict].lower()}"
    return _summary(reports)


def _summary(reports: Sequence[Report]) -> str:
    if len(reports) == 1:
        return "Translation check"
    if not reports:
        return "Translation check: no story was checked"
    doubtful = sum(report.verdict is not Verdict.PASS for report in reports)
    return f"Translation check: {doubtful} of {number(len(reports), 'story needs', 'stories need')} a look"


def _failed(errors: Sequence[ReadError]) -> Iterator[Html]:
    if errors:
        rows = (element("li", element("b", error.path, dir="auto"), f": {error.problem}") for error in errors)
        said = f"{number(len(errors), 'file', 'files')} could not be checked"
        heading = element("h2", said, id="not-checked")
        yield element("section", heading, element("ul", joined(rows)), class_="errors", aria_labelledby="not-checked")


def _foot(reports: Sequence[Report]) -> Html:
    signatures = dict.fromkeys(str(report.signature) for report in reports)
    return element(
        "footer",
        element(
            "details",
            element("summary", "What do the figures mean?"),
            joined(element("p", said) for said in _EXPLAINED),
        ),
        joined(element("p", "Made by ", element("code", signature), class_="small-print") for signature in signatures),
    )


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
