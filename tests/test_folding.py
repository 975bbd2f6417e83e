"""Plain typography, one character for one."""

import time

from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Block, Document, Role
from mtqa.folding import MASK, folded, folded_document
from mtqa.span import Span
from tests.standins import article, document


def test_typography_becomes_plain() -> None:
    assert folded("\u2018it\u2019s\u00a0\u201cso\u201d\u2011on") == "'it's \"so\"-on"


@given(st.text(st.characters()))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(st.characters(categories=["Cs", "Lu", "Po"])))
def test_folded_text_can_be_written_in_utf8(text: str) -> None:
    folded(text).encode()


@given(st.text(st.sampled_from("ab \n\r\u2028\u201c.")))
def test_a_folded_document_is_as_long_as_its_text(text: str) -> None:
    plain = folded_document(document(text))
    assert len(plain) == len(text)
    assert "\r" not in plain


def test_a_line_end_inside_a_block_is_a_space() -> None:
    text = "One\r\ntwo\n\nthree"
    story = Document(path="t", text=text, blocks=(Block(Span(0, 8), Role.BODY), Block(Span(10, 15), Role.BODY)))
    assert folded_document(story) == "One  two\n\nthree"


def test_markup_is_masked() -> None:
    story = article("A *fine* [day](http://x.y) it was.", "t.md", "markdown").document
    plain = folded_document(story)
    assert plain.replace(MASK, "") == "A fine day it was."
    assert len(plain) == len(story.text)


def test_marks_of_other_languages_stay_since_they_are_faults() -> None:
    assert folded("\u201eso\u201c \u00abso\u00bb") == '\u201eso" \u00abso\u00bb'


def test_much_markup_takes_no_longer_than_little_for_each_mark() -> None:
    def took(marks: int) -> float:
        text = "*a* " * marks
        masked = tuple(Span(at, at + 1) for at in range(0, len(text), 2))
        story = Document(path="t", text=text, blocks=(Block(Span(0, len(text)), Role.BODY),), masked=masked)
        start = time.process_time()
        folded_document(story)
        return time.process_time() - start

    took(1_000)
    assert took(100_000) < max(40 * took(10_000), 1.0)
