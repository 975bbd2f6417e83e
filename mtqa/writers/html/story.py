"""A story with its verdict on top, its text as an editor knows it, and the findings beside the paragraphs."""

from collections.abc import Iterator, Mapping

from mtqa.document import Role
from mtqa.report import Report
from mtqa.writers.html import charts
from mtqa.writers.html.beside import beside
from mtqa.writers.html.card import card, reference
from mtqa.writers.html.markup import Html, element, joined, text
from mtqa.writers.html.passage import Marked
from mtqa.writers.html.plainwords import VERDICT, counted, name, number, translated
from mtqa.writers.html.rows import Row, rows

#: What stands between the blocks is no prose: front matter, comments.
_NO_ROLE = "unchecked"
_HEADING: Mapping[Role, str] = {Role.HEADLINE: "heading"}


def story(report: Report, place: int, *, several: bool) -> Html:
    """Return the section of the story in this place of the page, from 1; among *several* it says the way back."""
    identity = story_name(place)
    return element(
        "section",
        _top(report, identity, several=several),
        Html("\n"),
        _text(report, place),
        *_bottom(report),
        class_="story",
        id=identity,
        aria_labelledby=f"{identity}-name",
        data_path=report.document.path,
        data_item=report.document.item,
    )


def story_name(place: int) -> str:
    """Return what the page knows a story by."""
    return f"story-{place}"


def _top(report: Report, identity: str, *, several: bool) -> Html:
    reasons = "; ".join(report.story.reasons) if report.story else ""
    return element(
        "header",
        element("h2", name(report), dir="auto", id=f"{identity}-name"),
        element("p", VERDICT[report.verdict], class_=f"verdict {report.verdict}"),
        *([element("p", element("a", "All stories", href="#stories"), class_="way-back")] if several else []),
        element("ul", joined(element("li", said) for said in _figures(report)), class_="figures"),
        *([element("p", f"Why it reads so: {reasons}.", class_="small-print")] if reasons else []),
        *_where(report),
    )


def _figures(report: Report) -> Iterator[str]:
    yield joined(["Score ", element("b", f"{report.score:.1f}"), " of 100 ", charts.score_bar(report)])
    if said := translated(report):
        words, _, share = said.rpartition(" ")
        yield joined([f"{words} ", element("b", share)])
    yield counted(report.findings).capitalize()
    yield number(report.words, "word", "words")
    if report.known:
        yield f"{number(len(report.known), 'finding', 'findings')} known from before, not shown"


def _where(report: Report) -> Iterator[Html]:
    if report.findings:
        caption = element("figcaption", "Where in the story, from its beginning to its end", class_="small-print")
        yield element("figure", charts.places(report), caption)


def _bottom(report: Report) -> Iterator[Html]:
    if report.reference:
        near = report.reference.scores
        said = f"Likeness to the reference: chrF {near.chrf:.1f}, BLEU {near.bleu:.1f}, TER {near.ter:.1f}"
        yield element("p", said, class_="small-print")


def _text(report: Report, place: int) -> Html:
    names = [f"finding-{place}-{number + 1}" for number in range(len(report.findings))]
    laid = rows(report.document, report.findings)
    others = [beside(other, laid, report.findings, names) for other in report.counterparts]
    marked = Marked(
        text=report.document.text,
        findings=report.findings,
        names=names,
        spans={number: finding.span for number, finding in enumerate(report.findings)},
    )
    lines = (
        element(
            "div",
            _words(report, row, marked),
            _others([other[at] for other in others]),
            _cards(report, row, names),
            class_="row",
        )
        for at, row in enumerate(laid)
    )
    wide = " beside-another" if report.counterparts else ""
    return element("div", joined(lines, "\n"), class_=f"text{wide}")


def _words(report: Report, row: Row, marked: Marked) -> Html:
    """Return the characters of a row, none more and none less."""
    whole = report.document.text
    before, behind = whole[row.span.start : row.paragraph.start], whole[row.paragraph.end : row.span.end]
    masked = [span for span in report.document.masked if span.overlaps(row.paragraph)]
    links = {number: reference(report, number, marked.names[number]) for number in row.findings}
    paragraph = element(
        "p",
        marked.passage(row.paragraph, dateline=row.dateline, masked=masked, behind=links),
        class_=row.role or _NO_ROLE,
        role=_HEADING.get(row.role) if row.role else None,
        aria_level=3 if row.role is Role.HEADLINE else None,
        dir="auto",
        data_start=row.paragraph.start,
        data_end=row.paragraph.end,
    )
    return element("div", text(before), paragraph, text(behind), class_="words", lang=report.language or None)


def _others(beside: list[Html]) -> Html:
    return element("div", joined(beside), class_="others") if any(beside) else Html("")


def _cards(report: Report, row: Row, names: list[str]) -> Html:
    if not row.findings:
        return Html("")
    return element("div", joined(card(report, number, names[number]) for number in row.findings), class_="cards")
