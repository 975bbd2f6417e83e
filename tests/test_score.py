"""Score and verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.finding import Severity
from mtqa.score import PENALTY, Verdict, count_words, score, verdict
from tests.standins import finding


def test_every_severity_has_a_penalty_that_grows() -> None:
    assert PENALTY.keys() == set(Severity)
    assert list(PENALTY.values()) == sorted(set(PENALTY.values()))


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("One, two — three.", 3), ("don't re-elect U.S. 3.5", 4), ("  \n ", 0), ("— … “”", 0), ("一二三", 1)],
)
def test_words_are_stretches_with_a_letter_or_a_digit(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_score_is_a_hundred_less_penalties_for_each_hundred_words() -> None:
    found = [finding(0, 1, confidence=0.5), finding(2, 3, severity=Severity.MAJOR, confidence=0.8)]
    assert score(found, 100) == 95.5
    assert score([], 100) == 100.0


@given(st.lists(st.sampled_from(Severity), max_size=30), st.integers(0, 500))
def test_a_score_is_from_0_to_100_and_never_rises_with_another_finding(found: list[Severity], words: int) -> None:
    scores = [score([finding(0, 1, severity=one) for one in found[:count]], words) for count in range(len(found) + 1)]
    assert all(0 <= points <= 100 for points in scores)
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("points", "said"),
    [(98.0, Verdict.PASS), (97.99, Verdict.REVIEW), (90.0, Verdict.REVIEW), (89.99, Verdict.FAIL), (0.0, Verdict.FAIL)],
)
def test_a_verdict_follows_the_two_thresholds(points: float, said: Verdict) -> None:
    assert verdict(points, passing=98, failing=90) is said
