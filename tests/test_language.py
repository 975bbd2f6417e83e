"""Text that is not English, and loops."""

import pytest

from mtqa.checkers import language
from mtqa.models import Models
from mtqa.rule import Rules
from tests.standins import GermanOnly, Words, analysis

GERMAN = "Der Gemeinderat hat am Dienstag beschlossen, die alte Brücke zu schließen. Die Anwohner fordern eine neue."
ENGLISH = "The council voted on Tuesday to close the old bridge over the river, and the mayor was not there."


def _found(text: str, rules: Rules, models: Models) -> list[tuple[str, str]]:
    return [(finding.rule, finding.span.of(text)) for finding in language.check(analysis(text, rules, models))]


def test_a_foreign_story_is_reported_whole(rules: Rules, models: Models) -> None:
    assert _found(GERMAN, rules, models) == [("language/foreign-story", GERMAN)]


def test_a_foreign_sentence_in_an_english_story_is_reported(rules: Rules, models: Models) -> None:
    foreign = "Die Anwohner fordern seit vielen Jahren eine neue Brücke über den Fluss."
    assert _found(f"{ENGLISH} {foreign} {ENGLISH[4:]}", rules, models) == [("language/foreign-sentence", foreign)]


def test_plain_english_asks_no_model(rules: Rules) -> None:
    assert _found(ENGLISH, rules, Models(make_parser=Words, make_identifier=GermanOnly)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("house house house house", True),
        ("the company will the company will the company will", True),
        ("location, location, location", False),
        ("1 1 1 1 1", False),
    ],
)
def test_an_engine_that_is_stuck_is_heard(words: str, found: bool, rules: Rules, light: Models) -> None:
    text = f"The spokesman of the firm said that {words} was on the list."
    assert (("language/loop", words) in _found(text, rules, light)) is found


def test_a_sentence_said_again_is_found_once_for_each_time_but_the_first(rules: Rules, light: Models) -> None:
    text = f"{ENGLISH}\n\n{ENGLISH}\n\n{ENGLISH}"
    assert _found(text, rules, light) == [("language/said-again", ENGLISH)] * 2
