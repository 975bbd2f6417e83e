"""Markdown stories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Document, Role
from mtqa.folding import MASK, folded_document
from tests.standins import article


def _read(text: str) -> Document:
    return article(text, "s.md", "markdown").document


def _roles(text: str) -> list[tuple[Role, str]]:
    return [(block.role, block.span.of(text)) for block in _read(text).blocks]


BODY = "The council voted on Tuesday to close the old bridge over the river."


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Town closes bridge"\ntags: [a, b]\n---\n',
        "---\ntitle: Town closes bridge\n---\n",
        "---\nheadline: 'Town closes bridge'\n---\n",
        '---\r\ntitle: "Town closes bridge"\r\n---\r\n',
        '+++\ntitle = "Town closes bridge"\n+++\n',
        '\ufeff---\ntitle: "Town closes bridge"\n---\n',
    ],
)
def test_the_title_in_front_matter_is_the_headline(front: str) -> None:
    end = "\r\n" if "\r" in front else "\n"
    assert _roles(f"{front}{end}{BODY}{end}") == [(Role.HEADLINE, "Town closes bridge"), (Role.BODY, BODY)]


@pytest.mark.parametrize(
    "front", ["---\nauthor: me\n---\n", "---\ntitle: [a\n---\n", "---\n---\n", "---\ntitle: \n---\n"]
)
def test_front_matter_without_a_title_is_not_prose(front: str) -> None:
    assert _roles(f"{front}\n{BODY}\n\n{BODY}\n") == [(Role.BODY, BODY), (Role.BODY, BODY)]


def test_the_first_heading_is_the_headline_without_its_marks() -> None:
    assert _roles(f"# Town closes bridge #\n\n{BODY}\n")[0] == (Role.HEADLINE, "Town closes bridge")


def test_quotations_and_lists_are_told_from_body() -> None:
    text = f"# Head\n\n{BODY}\n\n> He said so.\n\n- one\n- two\n\n{BODY}\n"
    assert [role for role, _ in _roles(text)] == [
        Role.HEADLINE,
        Role.BODY,
        Role.QUOTE,
        Role.LIST,
        Role.LIST,
        Role.BODY,
    ]
    assert (Role.QUOTE, "He said so.") in _roles(text)
    assert (Role.LIST, "two") in _roles(text)


def test_code_is_not_prose() -> None:
    assert all("the the" not in words for _, words in _roles(f"{BODY}\n\n```\nthe the\n```\n\n    the the\n\n{BODY}"))


@pytest.mark.parametrize(
    ("markup", "prose"),
    [
        ("the *old* bridge", "the old bridge"),
        ("the **old** bridge", "the old bridge"),
        ("the [old](http://a.b/c_d 'x') bridge", "the old bridge"),
        ("the ![pic](a.png) bridge", "the  bridge"),
        ("the `old` bridge", "the old bridge"),
        ("the <b>old</b> bridge", "the old bridge"),
        ("see <https://a.b/c> now", "see  now"),
        ("3 * 4 * 5 and snake_case_name", "3 * 4 * 5 and snake_case_name"),
    ],
)
def test_markup_inside_a_line_is_masked(markup: str, prose: str) -> None:
    text = f"{BODY}\n\n{BODY} Here is {markup} today."
    plain = folded_document(_read(text))
    assert plain.replace(MASK, "").endswith(f"Here is {prose} today.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    text = end.join(["# Head", "", BODY, "", "> Said.", ""])
    assert [words for _, words in _roles(text)] == ["Head", BODY, "Said."]


@given(st.text(st.sampled_from("ab #>-*_`[]()<>!\n\r\t1.\"'\\&+:\u2028\x0c")))
def test_any_markdown_is_read(text: str) -> None:
    story = _read(text)
    assert story.text == text
    at = 0
    for block in story.blocks:
        assert at <= block.span.start <= block.span.end <= len(text)
        at = block.span.end
    for span in story.masked:
        assert 0 <= span.start < span.end <= len(text)
    assert len(folded_document(story)) == len(text)
