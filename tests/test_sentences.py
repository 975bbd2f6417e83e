"""Blocks to sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Block, Document, Role
from mtqa.folding import folded_document
from mtqa.sentences import split
from mtqa.span import Span
from tests.standins import document


def _sentences(text: str, role: Role = Role.BODY) -> list[str]:
    story = Document(path="t", text=text, blocks=(Block(Span(0, len(text)), role),))
    return [sentence.span.of(text) for sentence in split(story, folded_document(story))]


@pytest.mark.parametrize(
    "text",
    [
        "The office closes at 5 p.m. Monday for the holiday.",
        "The office closes at 5 p.m. EST every day.",
        "It is No. 5 on the list.",
        "U.S. President Ada Okoro spoke.",
        "The U.N. Security Council met.",
        "“Is it so?” he asked.",
        "He waited ... and left.",
        "Mr. and Mrs. Ogunbanjo paid $3.50 to Dr. Li.",
        "J. K. Abernathy won.",
    ],
)
def test_what_looks_like_an_end_and_is_none_does_not_split(text: str) -> None:
    assert _sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("(He did.) She did not.", ["(He did.)", "She did not."]),
        ("Who knew? Nobody did.", ["Who knew?", "Nobody did."]),
        ("  One thing.   Another thing.  ", ["One thing.", "Another thing."]),
    ],
)
def test_sentences_part_at_their_ends_without_white_space(text: str, parts: list[str]) -> None:
    assert _sentences(text) == parts


@pytest.mark.parametrize("role", [Role.HEADLINE, Role.BYLINE, Role.DATELINE])
def test_a_line_that_is_no_prose_is_one_sentence(role: Role) -> None:
    assert _sentences("No deal. No vote. No end.", role) == ["No deal. No vote. No end."]


@given(st.text(st.sampled_from("Ab. !?\n\r\"'()\u2026\u201c\u201d5\U0001f600e\u0301")))
def test_sentences_are_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    story = document(text)
    sentences = split(story, folded_document(story))
    at = 0
    for sentence in sentences:
        assert sentence.span.start >= at
        assert sentence.span.of(text).strip() == sentence.span.of(text) != ""
        at = sentence.span.end
    inside = "".join(block.span.of(text) for block in story.blocks)
    said = "".join(sentence.span.of(text) for sentence in sentences)
    assert "".join(said.split()) == "".join(inside.split())
