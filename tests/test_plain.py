"""Plain text to paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Role
from mtqa.readers import plain
from mtqa.readers.plain import paragraphs


def _paragraphs(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    assert _paragraphs("One.\n\nTwo.\n \t\nThree.") == ["One.", "Two.", "Three."]


def test_lines_without_blank_lines_are_paragraphs_of_their_own() -> None:
    assert _paragraphs("One.\nTwo.\r\nThree.\rFour.") == ["One.", "Two.", "Three.", "Four."]


def test_a_wrapped_paragraph_is_one() -> None:
    wrapped = (
        "The council of the town voted on Tuesday evening to close the\n"
        "old bridge over the river, which engineers have called unsafe\n"
        "since May."
    )
    assert _paragraphs(f"Head\n\n{wrapped}\n\nEnd.") == ["Head", wrapped, "End."]


def test_windows_line_ends_wrap_as_others_do() -> None:
    wrapped = (
        "The council of the town voted on Tuesday evening to close the\r\n"
        "old bridge over the river, which engineers have called unsafe\r\n"
        "since May."
    )
    assert _paragraphs(wrapped) == [wrapped]


def test_white_space_round_a_paragraph_is_no_part_of_it() -> None:
    assert _paragraphs(" \u3000 One. \t\n\n  Two.") == ["One.", "Two."]


def test_a_story_keeps_its_text_and_path() -> None:
    story = plain.read("Head\n\nBody.", "a/b.txt")
    assert (story.text, story.path, story.format) == ("Head\n\nBody.", "a/b.txt", "plain")
    assert [block.role for block in story.blocks] == [Role.HEADLINE, Role.BODY]


@given(st.text(st.sampled_from("aB. \n\r\t\x0b\u2028\u3000\U0001f600")))
def test_paragraphs_hold_all_words_once_and_in_order(text: str) -> None:
    at = 0
    for span in paragraphs(text):
        assert at <= span.start < span.end
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()
