"""ninjs, NITF and NewsML-G2."""

import json
from typing import Any

import pytest

from mtqa import readers
from mtqa.document import Document, Role
from mtqa.errors import ReadError

LEAD = "TOLM, May 3 (Reuters) - The council voted on Tuesday to close the old bridge over the river."
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def _stories(data: str, path: str) -> list[Document]:
    return [article.document for article in readers.articles(data.encode(), path, print)]


def _told(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, block.span.of(document.text)) for block in document.blocks]


def _ninjs(**item: Any) -> list[tuple[Role, str]]:
    return _told(_stories(json.dumps({"uri": "urn:x", **item}), "s.json")[0])


STORY = [
    (Role.HEADLINE, "Town closes bridge."),
    (Role.BYLINE, "Jane Doe"),
    (Role.DATELINE, "TOLM, May 3 (Reuters) - "),
    (Role.BODY, "The council voted on Tuesday to close the old bridge over the river."),
]
HTML = f"<p>{LEAD}</p>"


@pytest.mark.parametrize(
    "item",
    [
        {"headline": STORY[0][1], "byline": "Jane Doe", "body_xhtml": HTML, "body_text": "Other."},
        {"headline": STORY[0][1], "byline": "Jane Doe", "body_text": LEAD},
        {"headline": STORY[0][1], "byline": "Jane Doe", "body_xhtml": f"<div><h1>{STORY[0][1]}</h1>{HTML}</div>"},
        {
            "headlines": [{"role": "print", "value": "No"}, {"role": "main", "value": STORY[0][1]}],
            "by": "Jane Doe",
            "bodies": [
                {"role": "main", "contenttype": "text/plain", "value": LEAD},
                {"role": "short", "contenttype": "text/html", "value": "<p>Short.</p>"},
            ],
        },
        {
            "headlines": [{"value": STORY[0][1]}],
            "by": "Jane Doe",
            "bodies": [
                {"role": "main", "contentType": "text/plain", "value": "Other."},
                {"role": "richtext", "contentType": "application/xhtml+xml", "value": HTML},
            ],
        },
        {
            "headlines": [{"value": STORY[0][1]}],
            "by": "Jane Doe",
            "bodies": [
                {"contenttype": "application/nitf+xml", "value": f"<nitf><body><body.content>{HTML}</body.content></body></nitf>"}
            ],
        },
    ],
)  # fmt: skip
def test_a_ninjs_item_of_any_version_is_a_story(item: dict[str, Any]) -> None:
    assert _ninjs(**item) == STORY


def test_captions_of_pictures_are_read_in_ninjs() -> None:
    picture = {"type": "picture", "description_text": "The bridge in May"}
    new = {"type": "picture", "descriptions": [{"role": "caption", "value": "The weir in May"}]}
    assert _ninjs(body_text=LEAD, associations={"a": picture})[-1] == (Role.CAPTION, "The bridge in May")
    assert _ninjs(bodies=[{"value": LEAD}], associations=[new])[-1] == (Role.CAPTION, "The weir in May")
    assert _ninjs(headlines=[], **new) == [(Role.CAPTION, "The weir in May")]


def test_strings_of_json_are_read_with_their_escapes() -> None:
    written = '{"uri": "x", "body_text": "Caf\\u00e9 \\ud83d\\ude00 \\"so\\" a\\/b\\nTwo \\\\ here."}'
    assert _stories(written, "s.json")[0].text == 'Café 😀 "so" a/b\n\nTwo \\ here.'


def test_of_two_equal_keys_the_last_counts() -> None:
    assert _stories('{"uri": "x", "body_text": "One.", "body_text": "Two."}', "s.json")[0].text == "Two."


def _nitf(head: str, content: str) -> str:
    return f"<?xml version='1.0'?><nitf><head><title>In the head</title></head><body>{head}{content}</body></nitf>"


def test_nitf_has_headlines_byline_dateline_body_and_captions() -> None:
    head = (
        "<body.head><hedline><hl1>Town closes <em>bridge</em>.</hl1><hl2>Lorries go round</hl2></hedline>"
        "<byline>By <person>Jane Doe</person>\n <byttl>staff writer</byttl></byline><distributor>Wire</distributor>"
        "<dateline><location>TOLM</location>, <story.date>May 3</story.date></dateline><abstract><p>Short.</p></abstract>"
        "</body.head>"
    )
    content = (
        "<body.content><media media-type='image'><media-reference source='a.jpg'/><media-caption>The bridge "
        "in May</media-caption><media-producer>Jane</media-producer></media><p>The council voted on <chron>Tuesday"
        "</chron>.</p><hl2>Crosshead</hl2><bq><block><p>So he said.</p></block></bq><ul><li>one</li></ul></body.content>"
        "<body.end><tagline>Editing by John Roe</tagline></body.end>"
    )
    assert _told(_stories(_nitf(head, content), "s.xml")[0]) == [
        (Role.HEADLINE, "Town closes bridge."),
        (Role.HEADLINE, "Lorries go round"),
        (Role.BYLINE, "By Jane Doe staff writer"),
        (Role.DATELINE, "TOLM, May 3"),
        (Role.CAPTION, "The bridge in May"),
        (Role.BODY, "The council voted on Tuesday."),
        (Role.BODY, "Crosshead"),
        (Role.QUOTE, "So he said."),
        (Role.LIST, "one"),
        (Role.BODY, "Editing by John Roe"),
    ]


def test_a_dateline_that_the_story_repeats_is_read_once() -> None:
    head = "<body.head><dateline><location>TOLM</location></dateline></body.head>"
    story = _stories(_nitf(head, f"<body.content>{HTML}</body.content>"), "s.xml")[0]
    assert [role for role, _ in _told(story)] == [Role.HEADLINE, Role.DATELINE, Role.BODY]
    assert story.text == f"In the head\n\n{LEAD}"


NITF_HEAD = f"<body.head><hedline><hl1>{STORY[0][1]}</hl1></hedline><byline>Jane Doe</byline></body.head>"


def _item(content: str, guid: str = "urn:1", meta: str = f"<headline>{STORY[0][1]}</headline><by>Jane Doe</by>") -> str:
    return (
        f'<newsItem {NAR} guid="{guid}"><contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>'
    )


@pytest.mark.parametrize(
    "content",
    [
        f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{HTML}</body></html></inlineXML>',
        f'<inlineXML><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>{LEAD}</h:p></h:div></inlineXML>',
        f"<inlineXML><nitf><body>{NITF_HEAD}<body.content>{HTML}</body.content></body></nitf></inlineXML>",
        f"<inlineData contenttype='text/html'>&lt;p&gt;{LEAD}&lt;/p&gt;</inlineData>",
        f"<inlineData contenttype='text/plain'>{LEAD}</inlineData>",
        f"<remoteContent href='a.jpg'/><inlineXML><html><body>{HTML}</body></html></inlineXML><inlineData>Other.</inlineData>",
        f"<inlineXML><html><body><![CDATA[{LEAD}]]></body></html></inlineXML>",
    ],
)
def test_a_news_item_is_a_story_whatever_is_inside(content: str) -> None:
    story = _stories(_item(content), "s.xml")[0]
    assert _told(story) == STORY
    assert story.item is None


def test_a_message_has_all_its_stories_each_by_its_name() -> None:
    items = "".join(_item(f"<inlineData>Story {n} &amp; no more of it.</inlineData>", f"urn:{n}") for n in (1, 2))
    picture = _item("<remoteContent/>", "urn:3", "<description role='drol:caption'>The bridge in May</description>")
    package = f"<packageItem {NAR}><groupSet/></packageItem>"
    message = f"<newsMessage {NAR}><itemSet>{package}{items}{picture}</itemSet></newsMessage>"
    stories = _stories(message, "s.xml")
    assert [story.item for story in stories] == ["urn:1", "urn:2", "urn:3"]
    assert stories[1].text.endswith("Story 2 & no more of it.")
    assert _told(stories[2]) == [(Role.CAPTION, "The bridge in May")]
    with pytest.raises(ReadError, match="3 stories in one file, where one is wanted"):
        readers.read(message.encode(), "s.xml", print)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (f"<packageItem {NAR}/>", "nothing to check: it only refers to items elsewhere"),
        (_item("<remoteContent/>", meta=""), "nothing to check: its items have no text"),
        (_item("<inlineData encoding='base64'>aGVsbG8=</inlineData>", meta=""), "its items have no text"),
    ],
)
def test_a_file_without_a_story_is_told(data: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        _stories(data, "s.xml")


@pytest.mark.parametrize(
    ("path", "data", "form"),
    [
        ("a", "<!DOCTYPE html><html><p>The bridge.", "html"),
        ("a.txt", "  <!doctype html>\n<html><p>The bridge.", "html"),
        ("a.txt", "<b>The bridge</b> closed.", "plain"),
        ("a.md", "<p align=center>The bridge</p>", "markdown"),
        ("a.txt", _item("<inlineData>The bridge.</inlineData>"), "newsml"),
        ("a.html", _nitf("", "<body.content><p>a</p></body.content>"), "nitf"),
        ("a", '<?xml version="1.0"?><!-- a - b --><html><p>The bridge.</p></html>', "html"),
        ("a.txt", '{"uri": "x", "headline": "The bridge"}', "ninjs"),
        ("a.txt", '{"not": "news"}', "plain"),
        ("a.txt", "[Photo: The bridge]", "plain"),
        ("-", "The bridge.", "plain"),
    ],
)
def test_the_format_is_told_by_what_is_in_a_file(path: str, data: str, form: str) -> None:
    made = readers.articles(data.encode(), path, print, whole_page=True)
    assert made[0].document.format == form
