"""Web pages."""

import sys

import pytest

from mtqa import readers
from mtqa.document import Document, Role
from mtqa.errors import ReadError

pytest.importorskip("resiliparse")

LEAD = "The council voted on Tuesday to close the old bridge over the river, the mayor of the town told reporters."
MORE = "Engineers have called it unsafe since May, when a lorry loaded with gravel broke through one of its planks."


def _read(page: str, *, whole_page: bool = False) -> Document:
    notes: list[str] = []
    made = readers.articles(page.encode(), "s.html", notes.append, whole_page=whole_page)[0].document
    assert notes == []
    return made


def _told(page: str, *, whole_page: bool = False) -> list[tuple[Role, str]]:
    document = _read(page, whole_page=whole_page)
    return [(block.role, block.span.of(document.text)) for block in document.blocks]


def _page(article: str, *, after: str = "", title: str = "Town closes its bridge - The Ledger") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><header><a href=/>The Ledger</a></header>"
        "<nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul></nav>"
        f"<main><article>{article}</article>{after}</main>"
        "<aside><p>Most read: Otter counted twice by a man who had been told to count it only once.</p></aside>"
        "<footer><p>All rights reserved by the Ledger.</p></footer></body></html>"
    )


STORY = [(Role.HEADLINE, "Town closes its bridge"), (Role.BODY, LEAD), (Role.BODY, MORE)]


def test_the_story_is_read_without_the_frame_of_the_site() -> None:
    assert _told(_page(f"<h1>Town closes its bridge</h1><p>{LEAD}</p><p>{MORE}</p>")) == STORY


def test_paragraphs_that_are_never_closed_are_paragraphs() -> None:
    assert _told(_page(f"<h1>Town closes its bridge</h1><p>{LEAD}<p class=x>{MORE}")) == STORY


def test_the_title_is_the_headline_of_a_page_without_a_heading() -> None:
    assert _told(_page(f"<p>{LEAD}</p><p>{MORE}</p>")) == STORY


def test_what_stands_right_around_a_story_is_furniture() -> None:
    share = "<div class='share-bar'><a>Facebook</a></div>"
    form = "<div id=respond><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form></div>"
    page = _page(
        f"<h1>Town closes its bridge</h1>{share}<p>{LEAD}</p><p>{MORE}</p><p><a href=/x>Source link</a></p>", after=form
    )
    assert _told(page) == [
        STORY[0],
        (Role.FURNITURE, "Facebook"),
        *STORY[1:],
        (Role.FURNITURE, "Source link"),
        (Role.FURNITURE, "Leave a Reply"),
        (Role.FURNITURE, "Your email address will not be published."),
    ]


def test_what_readers_wrote_below_is_no_part_of_the_story() -> None:
    comments = "<ol class='comment-list'><li><p>What a shame about the bridge, I used it every day.</p></li></ol>"
    assert _told(_page(f"<h1>Town closes its bridge</h1><p>{LEAD}</p><p>{MORE}</p>", after=comments)) == STORY


def test_the_whole_page_is_everything_that_is_shown() -> None:
    told = _told(_page(f"<h1>Town closes its bridge</h1><p>{LEAD}</p><p>{MORE}</p>"), whole_page=True)
    assert (Role.FURNITURE, "Sport") in told
    assert (Role.FURNITURE, "All rights reserved by the Ledger.") in told
    assert [each for each in told if each in STORY] == STORY


def test_quotations_lists_captions_and_bylines_are_told() -> None:
    quote = "“It is a sad day for the town and for all who have crossed the river here,” said the mayor."
    page = _page(
        "<h1>Town closes its bridge</h1><p class=byline>By Jane Doe</p>"
        "<figure><img alt='no text'><figcaption>The bridge in May. (Jane Doe/AP)</figcaption></figure>"
        f"<p>{LEAD}</p><blockquote><p>{quote}</p></blockquote><ul><li>The weir stays open.<li>So does the ford.</ul><p>{MORE}</p>"
    )
    assert _told(page) == [
        STORY[0],
        (Role.BYLINE, "By Jane Doe"),
        (Role.CAPTION, "The bridge in May. (Jane Doe/AP)"),
        STORY[1],
        (Role.QUOTE, quote),
        (Role.LIST, "The weir stays open."),
        (Role.LIST, "So does the ford."),
        STORY[2],
    ]


@pytest.mark.parametrize(
    ("markup", "prose"),
    [
        ("the <b>o</b>ld <i>bri</i>dge", "the old bridge"),
        ("the\n   old &amp; &#x201c;new&rdquo; bridge", "the old & “new” bridge"),
        ("AT&T &notanentity; &", "AT&T ¬anentity; &"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("the<!-- <p>not</p> --> old<script>'</p>'</script> bridge<style>p{}</style>", "the old bridge"),
        ("the <del>old</del> <ins>new</ins> bridge", "the new bridge"),
        ("seen<span hidden> unseen</span><span style='display: none'> unseen</span> again", "seen again"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<a title='a > b' href=x?a=1&b=2>link</a>", "link"),
        ("caf&eacute; 😀 e\u0301", "café 😀 e\u0301"),
    ],
)
def test_markup_in_a_line_is_no_text(markup: str, prose: str) -> None:
    assert _read(f"<html><p>{markup}</p>", whole_page=True).text == prose


def test_two_line_breaks_part_paragraphs() -> None:
    assert _read("<html><div>one<br> <br/>two<br>three</div>", whole_page=True).text == "one\n\ntwo\nthree"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=windows-1251>", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252"),
        ("<meta charset='shift_jis'>", "shift_jis"),
        ("<meta charset=windows-1252>", "utf-8"),
        ("<meta charset=utf-7>", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_says(head: str, encoding: str) -> None:
    words = {"cp1251": "Привет", "shift_jis": "東京", "utf-8": "Zoë “so”", "cp1252": "Zoë “so”", "utf-16": "Zoë"}[
        encoding
    ]
    data = f"<html><head>{head}</head><p>{words}</p></html>".encode(encoding)
    assert readers.articles(data, "s.html", print, whole_page=True)[0].document.text == words


def test_an_encoding_that_is_not_the_one_said_is_told() -> None:
    notes: list[str] = []
    data = b"<html><meta charset=shift_jis><p>The caf\xe9 \xff\xfe in the rue"
    readers.articles(data, "s.html", notes.append, whole_page=True)
    assert notes[0] == "s.html: it says it is shift_jis, and is not"


def test_a_page_without_a_story_is_read_for_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resiliparse.extract.html2text.extract_plain_text", lambda *_, **__: "")
    notes: list[str] = []
    page = b"<html><nav><a>Home</a></nav><p>Name"
    assert readers.articles(page, "s.html", notes.append)[0].document.text == "Name"
    assert notes == ["s.html: no main text made out; read without what is marked as navigation, footer or sidebar"]


def test_without_the_extra_a_page_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resiliparse.extract.html2text", None)
    with pytest.raises(ReadError, match=r"^s.html: .*pip install 'mtqa\[formats\]'; --whole-page does without$"):
        _read(_page(f"<p>{LEAD}</p>"))
    assert _read(_page(f"<p>{LEAD}</p>"), whole_page=True)
