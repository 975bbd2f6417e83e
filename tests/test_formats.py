"""One story in every format, and any text in every format: the same words, and the way back to the file."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import pipeline, readers
from mtqa.config import Config
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.readers.traced import Weaver, whole
from mtqa.span import Span
from mtqa.writers import record
from tests.test_docx import word

FOLDER = Path(__file__).parents[1] / "fixtures" / "formats"
STORIES = sorted(FOLDER.iterdir())
PLAIN = FOLDER / "lindrum-weir.txt"


def _document(path: Path) -> Document:
    if path.suffix == ".html":
        pytest.importorskip("resiliparse")
    return readers.articles(path.read_bytes(), str(path), print)[0].document


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.role, block.span.of(document.text)) for block in document.blocks]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_a_story_reads_the_same_in_every_format(path: Path) -> None:
    assert _blocks(_document(path)) == _blocks(_document(PLAIN))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_a_story_has_the_same_findings_in_every_format(path: Path, light: Models) -> None:
    _document(path)
    found = [_findings(each, light) for each in (path, PLAIN)]
    assert found[0] == found[1]
    assert {name.partition("/")[0] for name, *_ in found[0]} >= {"leftovers", "repetition", "set-phrases"}


def _findings(path: Path, light: Models) -> list[tuple[str, str, float]]:
    article = readers.articles(path.read_bytes(), str(path), print)[0]
    report = pipeline.check(article, Desk(config=Config(checks=("patterns", "fragments", "consistency")), models=light))
    return [(each.rule, each.span.of(article.document.text), each.confidence) for each in report.findings]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_line_and_column_are_those_of_the_file(path: Path, light: Models) -> None:
    document = _document(path)
    report = pipeline.check(
        readers.articles(path.read_bytes(), str(path), print)[0],
        Desk(config=Config(checks=("patterns",)), models=light),
    )
    doubled = next(each for each in record.findings(report) if each["rule"] == "repetition/doubled-word")
    if path.suffix == ".docx":
        assert doubled["origin"]["paragraph"] == doubled["line"] == 5
        assert doubled["origin"]["column"] == doubled["column"]
        return
    text = path.read_text(encoding="utf-8")
    line = text.split("\n")[doubled["line"] - 1]
    assert line[doubled["column"] - 1 :].startswith("the")
    if document.origin:
        written = text[doubled["origin"]["start"] : doubled["origin"]["end"]]
        assert written.split() == ["the", "the"]
        assert doubled["origin"]["element"]


#: Characters that XML may hold, and not many that are the same in each.
WORDS = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\ufeff")
    | st.sampled_from("&<>\"'\\;#\u00a0\u0301\u200d\U0001f600\U0001f3fd \n\t"),
    max_size=60,
).filter(lambda text: text.strip() and not re.search("[\ufdd0-\ufdef]|[\ufffe\uffff]$", text))
BEFORE = "The council met \u201con Monday\u201d in Tolm."


def _page(text: str) -> str:
    return f"<html><body>\n<h1>Head</h1>\n<p>{BEFORE}</p><p>{escape(text)}</p></body></html>"


def _nitf(text: str) -> str:
    return f"<nitf><body><body.content>\n<p>{BEFORE}</p>\n<p>{escape(text)}</p></body.content></body></nitf>"


def _newsml(text: str) -> str:
    inner = f'<html xmlns="x"><body><p>{BEFORE}</p><p>{escape(text)}</p></body></html>'
    return f"<newsItem><contentSet><inlineXML>{inner}</inlineXML></contentSet></newsItem>"


def _escaped_newsml(text: str) -> str:
    inner = escape(f"<p>{BEFORE}</p><p>{escape(text)}</p>")
    return f'<newsItem><contentSet><inlineData contenttype="text/html">{inner}</inlineData></contentSet></newsItem>'


def _ninjs(text: str) -> str:
    return json.dumps({"uri": "x", "body_xhtml": f"<p>{BEFORE}</p><p>{escape(text)}</p>"})


FORMS: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "s.html": (_page, html.unescape),
    "s.nitf": (_nitf, html.unescape),
    "s.newsml": (_newsml, html.unescape),
    "t.newsml": (_escaped_newsml, lambda written: html.unescape(html.unescape(written))),
    "s.ninjs": (_ninjs, lambda written: html.unescape(json.loads(f'"{written}"'))),
}


@pytest.mark.parametrize("path", FORMS)
@given(text=WORDS)
def test_any_text_comes_out_as_it_went_in_and_finds_its_way_back(path: str, text: str) -> None:
    made, meant = FORMS[path]
    file = made(text)
    document = readers.articles(file.encode(), path, print, whole_page=True)[0].document
    # No-break spaces at the ends are no part of a paragraph, in plain text neither.
    expected = re.sub("[ \n\t]+", " ", text).strip()
    assert document.text.endswith(f"{BEFORE}\n\n{expected}")
    _finds_its_way_back(document, file, meant)


@given(text=WORDS)
def test_any_text_of_a_word_document_finds_its_way_back(text: str) -> None:
    data = word(f"<w:p><w:r><w:t>{BEFORE}</w:t></w:r></w:p><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>")
    document = readers.articles(data, "s.docx", print)[0].document
    expected = text.replace("\n", " ").strip()
    assert document.text == f"{BEFORE}\n\n{expected}"
    assert document.origin
    at = document.text.index(expected, len(BEFORE))
    column = len(text) - len(text.lstrip()) + 1
    place = {"paragraph": 2, "column": column, "end_paragraph": 2, "end_column": column + len(expected)}
    assert document.origin.place(Span(at, at + len(expected))) == place


def _finds_its_way_back(document: Document, file: str, meant: Callable[[str], str]) -> None:
    assert document.origin
    covered = set[int]()
    for run in document.origin.runs:
        covered.update(range(run.start, run.end))
        for at in range(run.start, run.end):
            there = document.origin.span(Span(at, at + 1))
            whole_run = document.text[at] if run.is_verbatim else document.text[run.start : run.end]
            written = meant(there.of(file))
            assert written == whole_run or (not written.strip(" \n\t") and whole_run == " ")
    breaks = {at + n for at in (m.start() for m in re.finditer("\n\n", document.text)) for n in (0, 1)}
    assert set(range(len(document.text))) - covered <= breaks
    line, column = document.origin.position(document.text.index(BEFORE))
    assert file.split("\n")[line - 1][column - 1 :].startswith("The council")


@given(st.text("ab&<>;#xlgt1\"'=/!-[]CDATA? \n\t\u00e9\U0001f600", max_size=80), st.booleans())
def test_any_page_is_read(text: str, entire: bool) -> None:
    if not entire:
        pytest.importorskip("resiliparse")
    try:
        made = readers.articles(f"<html>{text}".encode(), "s.html", lambda _: None, whole_page=entire)
    except ReadError:
        return
    document = made[0].document
    at = 0
    for block in document.blocks:
        assert at <= block.span.start < block.span.end <= len(document.text)
        at = block.span.end


@given(
    st.lists(st.tuples(st.text("abc", min_size=1), st.text("xyz", max_size=4))), st.integers(0, 30), st.integers(0, 30)
)
def test_a_part_of_a_traced_text_stands_where_it_stood(pieces: list[tuple[str, str]], one: int, two: int) -> None:
    file = "".join(kept + other for kept, other in pieces)
    source, weaver, at = whole(file), Weaver(), 0
    for kept, other in pieces:
        weaver.take(source, at, at + len(kept))
        weaver.put("&", source, at + len(kept), at + len(kept) + len(other))
        at += len(kept) + len(other)
    woven = weaver.woven()
    start, end = sorted((min(one, len(woven.text)), min(two, len(woven.text))))
    part = woven.part(start, end)
    assert part.text == woven.text[start:end]
    for run in part.runs:
        text, written = part.text[run.start : run.end], file[run.at : run.until]
        same = run.is_verbatim and all(one in (other, "&") for one, other in zip(text, written, strict=True))
        assert same or text == "&"
