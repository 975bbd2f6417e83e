"""Safe suggestions, taken."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import fixing
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.finding import Evidence, Finding
from mtqa.fixing import Edit, Mended
from mtqa.readers import mending
from mtqa.report import Report
from mtqa.span import Span
from mtqa.writers import fixes
from tests.standins import document, finding
from tests.test_writers import REPORT

TEXT = "He saw the the mayor 😀 and the the dog in in town."


def _report(text: str, *findings: Finding, score: float = 50.0) -> Report:
    return replace(REPORT, document=document(text), findings=findings, score=score)


def _sure(words: str, better: str, nth: int = 0, **more: object) -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return finding(start, start + len(words), **{"suggestions": (better,), "confidence": 0.9, **more})


def _mended(*findings: Finding, scores: tuple[float, ...] = (60.0,)) -> Mended:
    given_scores = iter(scores)
    return fixing.mended(_report(TEXT, *findings), lambda text: _report(text, score=next(given_scores)))


def test_several_in_a_line_each_in_its_place() -> None:
    done = _mended(_sure("the the", "the"), _sure("the the", "the", 1), _sure("in in", "inside"), scores=(99.0,))
    assert done.after.document.text == "He saw the mayor 😀 and the dog inside town."
    assert [edit.span.of(TEXT) for edit in done.edits] == ["the the", "the the", "in in"]


@pytest.mark.parametrize(
    "changes",
    [
        {"suggestions": ()},
        {"suggestions": ("one", "two")},
        {"suggestions": ("one\ntwo",)},
        {"confidence": 0.79},
        {"checker": "tagger"},
        {"evidence": (Evidence(rule="a/b", confidence=0.9, message="It."),)},
        {"span": Span(3, 3)},
    ],
    ids=str,
)
def test_what_is_not_safe_is_left(changes: dict[str, object]) -> None:
    assert _mended(replace(_sure("the the", "the"), **changes)).edits == ()  # type: ignore[arg-type]


def test_words_with_markup_or_over_two_lines_are_left() -> None:
    plain = document("the *the* mayor")
    marked = replace(plain, masked=(Span(4, 5),))
    hit = finding(0, 9, suggestions=("the",), confidence=0.9)
    assert fixing.is_safe(hit, plain)
    assert not fixing.is_safe(hit, marked)
    assert not fixing.is_safe(hit, Document(path="a", text="the\nthe man", blocks=()))


def test_what_is_left_out_takes_its_space_along() -> None:
    assert _mended(_sure("the", "", 1)).after.document.text.startswith("He saw the mayor")
    assert _mended(_sure("He", "")).edits == ()


def test_of_two_that_overlap_the_surer_is_taken() -> None:
    done = _mended(_sure("the the mayor", "the mayoress"), _sure("saw the", "sees the", confidence=0.95))
    assert [edit.better for edit in done.edits] == ["sees the"]


def test_what_makes_the_story_worse_is_not_taken() -> None:
    edits = (_sure("the the", "the"), _sure("in in", "inside"))
    done = _mended(*edits, scores=(40.0, 45.0, 70.0))  # together, the first, the second
    assert ([edit.better for edit in done.edits], done.after.score) == (["inside"], 70.0)
    assert done.after.document.text == TEXT.replace("in in", "inside")
    none = _mended(*edits, scores=(40.0, 45.0, 49.9))
    assert (none.edits, none.after) == ((), none.before)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5), st.text(max_size=5)), max_size=6), st.integers(0, 100))
def test_a_story_is_never_worse_and_the_rest_of_it_is_as_it_was(places: list[tuple[int, int, str]], score: int) -> None:
    found = [finding(a, a + n, suggestions=(better,), confidence=0.9) for a, n, better in places]
    done = fixing.mended(
        _report(TEXT, *found), lambda text: _report(text, score=float(sum(map(ord, text)) % 100 or score))
    )
    assert done.after.score >= done.before.score
    assert done.after.document.text == fixing.applied(TEXT, done.edits)
    assert len(done.after.document.text) - len(TEXT) == sum(len(e.better) - len(e.span) for e in done.edits)


def test_edits_are_listed_and_shown_as_a_diff() -> None:
    done = _mended(_sure("the the", "the"), _sure("in in", ""))
    assert fixes.listed(done) == (
        "story.txt:1:8: “the the” → “the” (pack/fault)\nstory.txt:1:39: “in in” → nothing (pack/fault)\n"
    )
    assert fixes.diff(done).splitlines()[-2:] == [f"-{TEXT}", "+He saw the mayor 😀 and the the dog town."]


def test_nothing_that_a_terminal_obeys_comes_out() -> None:
    text = "\x1b[31m a\u202e the the\r\nb\x07"
    edit = Edit(span=Span(3, 8), better="\x1b]0;", rule="a/b")
    done = Mended(before=_report(text), after=_report(fixing.applied(text, [edit])), edits=(edit,))
    for written in (fixes.listed(done), fixes.diff(done)):
        assert written
        assert not {"\x1b", "\u202e", "\r", "\x07"} & set(written)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_text_goes_back_with_its_byte_order_mark(mark: bytes) -> None:
    assert mending.mended(mark + "ü\r\n".encode(), document("ü\r\n"), "é\r\n") == mark + "é\r\n".encode()


@pytest.mark.parametrize(
    ("data", "changes", "said"),
    [
        ("ü".encode("cp1252"), {}, "story.txt: not UTF-8, or changed since"),
        (b"another", {}, "story.txt: not UTF-8, or changed since"),
        ("ü".encode(), {"format": "docx"}, "story.txt: only text and Markdown can be written back, not docx"),
        ("ü".encode(), {"text": "\ud800"}, "story.txt: not UTF-8, or changed since"),
    ],
)
def test_what_cannot_go_back_is_told(data: bytes, changes: dict[str, str], said: str) -> None:
    with pytest.raises(ReadError) as caught:
        mending.mended(data, replace(document("ü"), **changes), "x")  # type: ignore[arg-type]
    assert str(caught.value).startswith(said)
