"""What checkers share."""

from collections.abc import Iterator, Sequence

import pytest

from mtqa.analysis import Analysis
from mtqa.document import Role
from mtqa.folding import MASK
from mtqa.models import Models
from mtqa.models.parser import Parse
from mtqa.span import Span
from tests.standins import EnglishOnly, GermanOnly, Words, analysis, article

TEXT = "Head of story\n\nHe waited here. “Who knew?” she asked.\n\nAnother one ended."


class Counting(Words):
    """Counts the sentences it parses."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def parse(self, sentences: Sequence[str]) -> Iterator[Parse]:
        self.seen += sentences
        return super().parse(sentences)


def test_nothing_is_parsed_twice() -> None:
    parser = Counting()
    story = analysis(TEXT, {}, Models(make_parser=lambda: parser, make_identifier=EnglishOnly))
    first = story.parses(story.sentences[:2])
    again = story.parses(story.sentences)
    assert again[:2] == first
    assert sorted(parser.seen) == sorted(sentence.span.of(story.plain) for sentence in story.sentences)


def test_no_model_is_made_before_it_is_asked_for() -> None:
    def fail() -> Words:
        raise AssertionError("nobody asked")

    story = analysis(TEXT, {}, Models(make_parser=fail, make_identifier=EnglishOnly))
    assert len(story.sentences) >= 3
    with pytest.raises(AssertionError, match="nobody asked"):
        story.parses(story.sentences)


def test_a_sentence_with_markup_is_not_parsed(light: Models) -> None:
    story = Analysis(article=article("He *waited* here.", "s.md", "markdown"), rules={}, models=light)
    assert MASK in story.plain
    assert story.parses(story.sentences) == [()]


def test_a_span_knows_its_block_and_whether_it_is_quoted(light: Models) -> None:
    story = analysis(TEXT, {}, light)
    at = TEXT.index("Who")
    block = story.block_of(Span(at, at + 3))
    assert block is not None
    assert block.role is Role.BODY
    assert story.is_quoted(Span(at, at + 3))
    assert not story.is_quoted(Span(TEXT.index("Another"), TEXT.index("Another") + 7))
    assert story.block_of(Span(0, len(TEXT))) is None


def test_sentences_that_touch_spans_are_found_in_order(light: Models) -> None:
    story = analysis(TEXT, {}, light)
    for wanted in story.sentences:
        middle = (wanted.span.start + wanted.span.end) // 2
        assert story.sentences_touching([Span(middle, middle + 1)]) == [wanted]
    everything = Span(0, len(TEXT))
    assert story.sentences_touching([everything, everything]) == list(story.sentences)
    assert story.sentences_touching([]) == []


@pytest.mark.parametrize("text", ["", " ", "\n", "x"])
def test_next_to_nothing_can_be_analysed(text: str, light: Models) -> None:
    story = analysis(text, {}, light)
    assert len(story.plain) == len(text)
    assert story.parses(story.sentences) is not None
    assert story.language == "en"


def test_a_story_that_is_not_plainly_english_is_asked_about() -> None:
    story = analysis(
        "Brücke geschlossen, Anwohner der Altstadt verärgert", {}, Models(make_parser=Words, make_identifier=GermanOnly)
    )
    assert story.language == "de"
