"""Where somebody else is speaking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Block, Document, Role
from mtqa.quotations import quotations
from mtqa.span import Span
from tests.standins import document


def _quoted(text: str, role: Role = Role.BODY) -> list[str]:
    story = Document(path="t", text=text, blocks=(Block(Span(0, len(text)), role),))
    return [span.of(text) for span in quotations(story)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said “no” and left.", ["“no”"]),
        ("He said „nein“ und ging.", ["„nein“ und ging."]),
        ("Il dit «non».", ["«non»"]),
        ("“It goes on", ["“It goes on"]),
        ("It's his.", []),
        ("He is 5'10\" tall.", []),
        ("no” said he", []),
        ("“a “b” c", ["“a “b”"]),
        ('“mixed" marks', ['“mixed"']),
        ("", []),
    ],
)
def test_quoted_words_are_found_with_their_marks(text: str, quoted: list[str]) -> None:
    assert _quoted(text) == quoted


def test_a_quotation_ends_with_its_block() -> None:
    text = "“Open here\n\nNot quoted."
    assert [span.of(text) for span in quotations(document(text))] == ["“Open here"]


def test_a_block_quotation_is_quoted_whole() -> None:
    assert _quoted("Not a mark in it.", Role.QUOTE) == ["Not a mark in it."]


@given(st.text(st.sampled_from("a 5\n\"“”„«»'")))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    at = 0
    for span in quotations(document(text)):
        assert at <= span.start < span.end <= len(text)
        at = span.end
