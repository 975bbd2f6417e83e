"""Sentences that are cut off, glued together or lack something; the rules' own examples are in test_rules."""

import pytest

from mtqa.checkers import fragments
from mtqa.models import Models
from mtqa.rule import Rules
from tests.standins import analysis


def _found(text: str, rules: Rules, models: Models) -> list[tuple[str, str]]:
    story = analysis(text, rules, models)
    return [(finding.rule, finding.span.of(text)) for finding in fragments.check(story)]


def test_a_sentence_that_begins_small_is_found(rules: Rules, light: Models) -> None:
    text = "The council voted on Tuesday. the mayor said that he wanted a bridge."
    assert ("fragments/small-start", "the") in _found(text, rules, light)


def test_a_quoted_fragment_is_left_alone(rules: Rules, models: Models) -> None:
    text = "Head of story\n\nHe spoke. “According to the rules of the old bridge.” She left."
    assert _found(text, rules, models) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "the", "Of the", "A" * 6_000, "“”"])
def test_what_is_no_sentence_does_no_harm(text: str, rules: Rules, models: Models) -> None:
    for _, words in _found(text, rules, models):
        assert words
