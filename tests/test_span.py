"""Spans and lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.span import Lines, Span

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(*sorted(ends)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_refuses_what_is_not_one(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_knows_its_words() -> None:
    assert Span(2, 5).of("ab\U0001f600de") == "\U0001f600de"
    assert len(Span(2, 5)) == 3


@given(spans, spans)
def test_spans_overlap_when_they_share_a_character(one: Span, two: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    assert one.overlaps(two) == two.overlaps(one)
    if len(one) and len(two):
        assert one.overlaps(two) == bool(shared)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))


@given(spans, spans)
def test_a_span_covers_another_when_every_character_of_it_is_inside(one: Span, two: Span) -> None:
    if one.covers(two):
        assert set(range(two.start, two.end)) <= set(range(one.start, one.end))
    assert one.covers(one)


@given(spans, st.integers(0, 9))
def test_a_shifted_span_is_as_long(span: Span, by: int) -> None:
    assert span.shifted(by) == Span(span.start + by, span.end + by)


def test_a_span_cannot_be_shifted_before_the_text() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(1, 2).shifted(-2)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\rb", 3, (3, 1)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
        ("\U0001f600\U0001f600x", 2, (1, 3)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_lines_end_where_an_editor_ends_them(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Lines(text).position(offset) == place


@given(st.text(alphabet="ab\r\n\u2028"), st.data())
def test_line_and_column_lead_back_to_the_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    line, column = lines.position(offset)
    assert lines.starts[line - 1] + column - 1 == offset
