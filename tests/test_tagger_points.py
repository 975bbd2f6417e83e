"""Operating points and calibration of the tagger: what is chosen, and what it is worth."""

import numpy as np
import pytest

from mtqa.training.tagger.points import LIKELY, Counted, chosen, rows, worth
from mtqa.training.tagger.spanlayer import centred

#: Ten sure passages of translations, eight of them right; ten doubtful ones, three right; one alarm in human copy.
CONFIDENCE = np.array([0.9] * 10 + [0.3] * 10 + [0.4])
RIGHT = np.array([True] * 8 + [False] * 2 + [True] * 3 + [False] * 7 + [False])
HUMAN = np.arange(21) == 20


def counted(original_words: int = 1000) -> Counted:
    return Counted(
        confidence=CONFIDENCE,
        is_right=RIGHT,
        is_called_major=np.ones(21, bool),
        is_translated=~HUMAN,
        is_original=HUMAN,
        found_at=np.array([0.9] * 8 + [0.3] * 3 + [0.0] * 9),
        is_major_fault=np.array([True] * 8 + [False] * 12),
        translated_words=2000,
        original_words=original_words,
    )


def test_points_are_the_lowest_that_are_good_enough() -> None:
    points = chosen(rows(counted()))
    assert points["balanced"] == 0.31
    assert points["recall"] == 0.05


def test_the_default_says_what_is_likely() -> None:
    """However good the passages below it, of what the default says more than half must be expected to be a fault."""
    assert chosen(rows(counted()))["precision"] == LIKELY


def test_alarms_in_human_copy_raise_the_points() -> None:
    points = chosen(rows(counted(original_words=100)))
    assert points["balanced"] == 0.41
    assert points["precision"] == LIKELY


def test_where_nothing_is_good_enough_the_default_is_the_highest() -> None:
    every = [row for row in rows(counted()) if row.least < 0.3]
    assert chosen(every)["precision"] == every[-1].least


def test_what_a_point_is_worth() -> None:
    every = rows(counted())
    figures = worth(every, {"precision": 0.31})
    assert figures["at precision: precision"] == 0.8
    assert figures["at precision: recall"] == 0.4
    assert figures["at precision: recall of major"] == 1.0
    assert figures["at precision: findings in 1,000 words of translations"] == 5.0
    assert figures["at precision: findings in 1,000 words of English originals"] == 1.0


def test_calibration_keeps_the_order_of_scores() -> None:
    pytest.importorskip("sklearn", reason="needs the extra mtqa[train]")
    draw = np.random.default_rng(1)
    scores = draw.normal(size=2000)
    is_right = draw.random(2000) < 1 / (1 + np.exp(-scores))
    steps = centred(scores, is_right)
    assert list(steps.x) == sorted(steps.x)
    assert list(steps.y) == sorted(steps.y)
    assert steps(0.0) == pytest.approx(0.5, abs=0.07)
    assert steps(2.0) == pytest.approx(0.88, abs=0.07)
