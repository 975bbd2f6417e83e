"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import ReadError
from mtqa.readers.decoding import decoded

NOTHING: list[str] = []


def _read(data: bytes) -> str:
    return decoded(data, "s.txt", NOTHING.append)


@given(st.text(alphabet=st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf8_comes_out_as_it_went_in(text: str) -> None:
    assert _read(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(encoding: str) -> None:
    assert _read("Zoë said \u201cno\u201d.\r\n".encode(encoding)) == "Zoë said \u201cno\u201d.\r\n"


@pytest.mark.parametrize("order", ["le", "be"])
def test_both_byte_orders_are_known(order: str) -> None:
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff"}[order]
    assert _read(mark + "Zoë".encode(f"utf-16-{order}")) == "Zoë"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"abc\0def", "not a text file: it has a NUL byte at offset 3"),
        (bytes(range(256)), "not a text file: it has a NUL byte at offset 0"),
        (b"abc \xed\xa0\x80 def", "half a surrogate pair at byte 4"),
        (b"\xef\xbb\xbfThe \xff", "not valid utf-8: invalid start byte at byte 4"),
        (b"\xff\xfea\0b", "not valid utf-16-le: truncated data at byte 4"),
        ("a\0b".encode("utf-16"), "NUL character at offset 1"),
        (b"\xff\xfe\x00\xd8", "not valid utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        _read(data)


def test_another_encoding_is_guessed_and_said() -> None:
    notes: list[str] = []
    story = "Der Präsident und die Präsidentin sagten am Dienstag, über die Lage in Köln müsse man reden. " * 3
    text = decoded(story.encode("cp1252"), "s.txt", notes.append)
    assert "Präsident" in text
    assert len(notes) == 1
    assert notes[0].startswith("s.txt: not UTF-8; read as ")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = _read(data)
    except ReadError:
        return
    assert "\0" not in text
    text.encode("utf-8")
