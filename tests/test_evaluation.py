"""What is measured: every measure against numbers counted by hand, and what holds for any annotation."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.evaluation import bootstrap, breakdown, calibration, ranking
from mtqa.evaluation.baseline import flag_everything
from mtqa.evaluation.counting import COUNTED, Tally, tally, words
from mtqa.evaluation.judging import NEVER, judged
from mtqa.evaluation.measures import MEASURES, f1, mcc, measured
from mtqa.evaluation.pairing import Pair
from mtqa.finding import Severity
from mtqa.span import Span
from tests.spans import PREDICTED, SAW, WELL, mark, pair

NAMES = [(group, name) for group, of_group in MEASURES.items() for name in of_group]
BY_HAND = [pair(SAW, [(3, 6, "major"), (11, 18, "minor")], list(PREDICTED)), pair(WELL, [], [])]


def _tally(*pairs: Pair) -> Tally:
    return tally([judged(each) for each in pairs])


def _measured(*pairs: Pair) -> dict[tuple[str, str], float]:
    counted = _tally(*pairs)
    return dict(zip(NAMES, measured(counted, np.ones(counted.units)), strict=True))


def test_all_measures_are_as_counted_by_hand() -> None:
    assert _measured(*BY_HAND) == pytest.approx(
        {
            # "He saw" and "cat" are right, "today." is not; both gold spans are overlapped.
            ("spans", "precision"): 2 / 3,
            ("spans", "recall"): 1,
            ("spans", "f1"): 4 / 5,
            # saw counts 3 and cat, of the wrong severity, 1.5, of 15 characters predicted and 10 gold.
            ("characters", "precision"): 4.5 / 15,
            ("characters", "recall"): 4.5 / 10,
            ("characters", "f1"): 9 / 25,
            # saw and cat by both, He and today. only predicted, red only gold, four words by neither.
            ("words", "precision"): 2 / 4,
            ("words", "recall"): 2 / 3,
            ("words", "f1"): 4 / 7,
            ("words", "mcc"): (2 * 4 - 2 * 1) / math.sqrt(4 * 3 * 6 * 5),
            ("words", "flagged"): 4 / 9,
            # At 0.9 half the gold at precision 1; at 0.7 nothing more; at 0.6 the other half at 2/3.
            ("confidence", "average_precision"): 0.5 * 1 + 0.5 * 2 / 3,
            # Alone in their bins: 0.9 right, 0.7 wrong, 0.6 right.
            ("confidence", "calibration_error"): (0.1 + 0.7 + 0.4) / 3,
        }
    )


def test_flagging_everything_is_as_counted_by_hand() -> None:
    found = _measured(*(flag_everything(each) for each in BY_HAND))
    # Three of nine words are wrong in part; 10 of all 37 characters, in whatever severity.
    assert found["spans", "precision"] == pytest.approx(3 / 9)
    assert found["characters", "precision"] == pytest.approx(10 / 37)
    assert found["words", "precision"] == pytest.approx(3 / 9)
    assert [found[group, "recall"] for group in ("spans", "characters", "words")] == [1, 1, 1]
    assert found["words", "flagged"] == 1
    assert found["words", "mcc"] == 0
    assert found["confidence", "average_precision"] == pytest.approx(3 / 9)


@pytest.mark.parametrize(
    ("gold", "predicted", "credit"),
    [
        ("major", "major", 1),
        ("minor", "minor", 1),
        ("major", "minor", 0.5),
        ("minor", "major", 0.5),
        ("critical", "major", 1),
        ("critical", "critical", 1),
        ("critical", "minor", 0.5),
        ("minor", "critical", 0.5),
        ("major minor", "minor", 1),
        ("major minor", "major", 1),
        ("major", "major minor", 1),
        ("", "major", 0),
        ("major", "", 0),
    ],
)
def test_a_character_counts_as_in_the_shared_task(gold: str, predicted: str, credit: float) -> None:
    given_ = pair("x", [(0, 1, each) for each in gold.split()], [(0, 1, each) for each in predicted.split()])
    counts = dict(zip(COUNTED, _tally(given_).counts[0].tolist(), strict=True))
    assert counts["credit"] == credit
    assert counts["gold_characters"] == bool(gold)
    assert counts["predicted_characters"] == bool(predicted)


def test_an_empty_span_counts_one_character_also_behind_the_text() -> None:
    found = _measured(pair("ab cd", [(0, 0, "major"), (5, 5, "minor")], [(0, 1, "major"), (5, 5, "minor")]))
    assert (found["spans", "f1"], found["characters", "f1"]) == (1, 1)
    assert found["words", "recall"] == 1


def test_spans_that_only_touch_do_not_overlap() -> None:
    found = _measured(pair("abcdef", [(0, 3)], [(3, 6)]))
    assert (found["spans", "precision"], found["spans", "recall"], found["spans", "f1"]) == (0, 0, 0)


def test_two_predictions_on_one_gold_span_are_both_right_and_find_it_once() -> None:
    found = _measured(pair("abcdef", [(0, 6)], [(0, 2), (4, 6)]))
    assert (found["spans", "precision"], found["spans", "recall"]) == (1, 1)


def test_a_word_is_marked_when_a_character_of_it_is_and_words_end_at_any_white_space() -> None:
    text = "one\u00a0two\u2028three\u3000four"
    assert [text[start:end] for start, end in words(text)] == ["one", "two", "three", "four"]
    found = _measured(pair(text, [(2, 3)], [(0, 1), (3, 4)]))
    assert (found["words", "precision"], found["words", "recall"], found["words", "flagged"]) == (1, 1, 0.25)


def test_words_end_where_python_says_there_is_space() -> None:
    spaces = [chr(code) for code in range(0x110000) if chr(code).isspace()]
    assert all(words(f"a{space}b") == [(0, 1), (2, 3)] for space in spaces)
    assert [word for word, _ in words(" ".join(map(chr, range(0x21, 0x7F))))] == list(range(0, 188, 2))


class TestUndefined:
    """Measures that there are no numbers for."""

    def test_without_predictions_precision_is_not_defined_and_the_rest_is_nought(self) -> None:
        found = _measured(pair("a b", [(0, 1)], []))
        assert math.isnan(found["spans", "precision"])
        assert (found["spans", "recall"], found["spans", "f1"], found["characters", "f1"]) == (0, 0, 0)
        assert found["confidence", "average_precision"] == 0
        assert math.isnan(found["confidence", "calibration_error"])

    def test_without_gold_recall_is_not_defined(self) -> None:
        found = _measured(pair("a b", [], [(0, 1, "major", 0.8)]))
        assert math.isnan(found["spans", "recall"])
        assert math.isnan(found["confidence", "average_precision"])
        assert (found["spans", "precision"], found["spans", "f1"]) == (0, 0)
        assert found["confidence", "calibration_error"] == pytest.approx(0.8)

    def test_of_an_empty_text_nothing_is_defined(self) -> None:
        assert all(math.isnan(value) for value in _measured(pair("", [], [])).values())

    def test_one_prediction_without_a_confidence_leaves_nothing_to_rank(self) -> None:
        counted = _tally(pair("a b", [(0, 1)], [(0, 1, "major", 0.8), (2, 3)]))
        found = dict(zip(NAMES, measured(counted, np.ones(1)), strict=True))
        assert math.isnan(found["confidence", "average_precision"])
        assert (calibration.table(counted), ranking.curve(counted)) == ((), ())

    def test_f1_is_nought_where_only_one_side_is_defined(self) -> None:
        assert f1(float("nan"), 0.0) == 0
        assert math.isnan(f1(float("nan"), float("nan")))


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((6, 1, 2, 3), (6 * 3 - 1 * 2) / math.sqrt(7 * 8 * 4 * 5)),
        ((3, 0, 0, 4), 1),
        ((3, 0, 0, 0), 1),
        ((0, 0, 0, 3), 1),
        ((0, 2, 3, 0), -1),
        ((0, 2, 0, 0), -1),
        ((0, 0, 2, 0), -1),
        ((3, 2, 0, 0), 0),
        ((0, 0, 2, 5), 0),
        ((10**12, 0, 0, 10**12), 1),
    ],
)
def test_mcc_is_as_calculated_by_hand(counts: tuple[float, float, float, float], value: float) -> None:
    assert mcc(*counts) == pytest.approx(value)


class TestConfidence:
    """Rankings and calibration."""

    def test_predictions_that_are_equally_sure_come_in_together(self) -> None:
        counted = _tally(pair("a b c", [(0, 1)], [(0, 1, "major", 0.5), (2, 3, "major", 0.5)]))
        assert [(point.threshold, point.precision, point.recall) for point in ranking.curve(counted)] == [(0.5, 0.5, 1)]
        assert ranking.average_precision(counted, np.ones(1)) == 0.5

    def test_a_gold_span_is_found_at_its_surest_prediction(self) -> None:
        found = judged(pair("abc", [(0, 3)], [(0, 1, "major", 0.2), (1, 2, "major", 0.8), (2, 3, "major", 0.4)]))
        assert found.found_at == (0.8,)
        assert judged(pair("abc", [(0, 1)], [(1, 2)])).found_at == (NEVER,)

    def test_a_bin_has_its_upper_border_and_the_first_has_nought(self) -> None:
        stated = [0.0, 0.1, 0.1000001, 0.3, 0.7, 1.0]
        text = "x" * len(stated)
        counted = _tally(pair(text, [(0, 1)], [(at, at + 1, "major", value) for at, value in enumerate(stated)]))
        bins = calibration.table(counted)
        assert [row.predictions for row in bins] == [2, 1, 1, 0, 0, 0, 1, 0, 0, 1]
        assert bins[0].confidence == pytest.approx(0.05)
        assert bins[0].right == 0.5
        assert (bins[3].confidence, bins[3].right) == (None, None)

    def test_predictions_of_a_bin_even_each_other_out(self) -> None:
        predicted = [(0, 1, "major", 0.75), (2, 3, "major", 0.75), (4, 5, "major", 0.75), (6, 7, "major", 0.75)]
        found = _measured(pair("a b c d", [(0, 5)], predicted))
        assert found["confidence", "calibration_error"] == 0


def test_kinds_count_gold_by_its_own_name_and_predictions_by_theirs() -> None:
    judgements = [judged(each) for each in BY_HAND]
    found = {
        kind.name: (kind.gold, kind.found, kind.predicted, kind.right) for kind in breakdown.by_severity(judgements)
    }
    assert found == {"minor": (1, 1, 1, 0), "major": (1, 1, 2, 2)}
    one = replace(mark(0, 2), category="style/awkward")
    kinds = breakdown.by_category([judged(Pair(text=SAW, gold=(one,), predicted=(mark(3, 4),)))])
    assert [(kind.name, kind.recall, kind.precision) for kind in kinds] == [
        ("(none)", None, 0.0),
        ("style/awkward", 0.0, None),
    ]


class TestIntervals:
    """Resampling."""

    def test_units_that_are_alike_leave_nothing_between(self) -> None:
        counted = _tally(*[pair("a b", [(0, 1)], [(0, 1), (2, 3)])] * 5)
        spans = bootstrap.intervals(counted.units, lambda weights: measured(counted, weights))[0]
        assert spans == (0.5, 0.5)

    def test_all_and_nothing_is_from_nought_to_one_and_the_same_every_time(self) -> None:
        counted = _tally(pair("a", [(0, 1)], [(0, 1)]), pair("a b", [(2, 3)], [(0, 1)]))
        twice = [bootstrap.intervals(counted.units, lambda weights: measured(counted, weights)) for _ in range(2)]
        assert twice[0] == twice[1]
        assert twice[0][0] == (0, 1)

    def test_a_percentile_is_where_a_known_distribution_has_it(self) -> None:
        # The mean of 400 draws of 0 and 1 is normal with a standard error of 0.025.
        values = np.array([0.0, 1.0] * 200)
        interval = bootstrap.intervals(400, lambda weights: [float(weights @ values) / 400])[0]
        assert interval == pytest.approx((0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025), abs=0.005)

    def test_rows_of_one_document_stay_together_and_one_unit_has_no_interval(self) -> None:
        rows = [pair("a", [(0, 1)], [(0, 1)], "one"), pair("a b", [(2, 3)], [(0, 1)], "one")]
        counted = _tally(*rows)
        assert counted.units == 1
        assert set(bootstrap.intervals(counted.units, lambda weights: measured(counted, weights))) == {None}
        assert _tally(*rows, pair("a", [], [])).units == 2

    def test_samples_in_which_a_measure_is_not_defined_are_left_out(self) -> None:
        counted = _tally(pair("a", [], [(0, 1)]), *[pair("a", [], [])] * 9)
        precision, recall, *_ = bootstrap.intervals(counted.units, lambda weights: measured(counted, weights))
        assert (precision, recall) == ((0, 0), None)


_TEXTS = st.text(alphabet=st.sampled_from("ab \u00a0\n😀"), max_size=12)


@st.composite
def _pairs(draw: st.DrawFn) -> Pair:
    text = draw(_TEXTS)
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda ends: Span(min(ends), max(ends)))
    marks = st.builds(
        lambda span, severity, confidence: replace(mark(span.start, span.end, severity), confidence=confidence),
        spans,
        st.sampled_from(Severity),
        st.integers(0, 20).map(lambda twentieths: twentieths / 20),
    )
    several = st.lists(marks, max_size=4).map(tuple)
    return Pair(
        text=text, gold=draw(several), predicted=draw(several), document=draw(st.sampled_from(["a", "b", None]))
    )


@given(st.lists(_pairs(), max_size=5))
@settings(max_examples=150)
def test_measures_stay_within_their_bounds_also_when_everything_is_flagged(pairs: list[Pair]) -> None:
    for of_pairs in (pairs, [flag_everything(each) for each in pairs]):
        for (_, name), value in _measured(*of_pairs).items():
            assert math.isnan(value) or (-1 if name == "mcc" else 0) <= value <= 1 + 1e-12


@given(st.lists(_pairs(), min_size=1, max_size=5))
@settings(max_examples=150)
def test_a_perfect_prediction_measures_one(pairs: list[Pair]) -> None:
    perfect = [replace(each, predicted=tuple(replace(gold, confidence=1.0) for gold in each.gold)) for each in pairs]
    found = _measured(*perfect)
    assert found.pop(("confidence", "calibration_error")) == 0 or not any(each.gold for each in pairs)
    del found["words", "flagged"]
    assert all(math.isnan(value) or value == pytest.approx(1) for value in found.values())
    if any(each.gold for each in pairs):
        assert found["spans", "f1"] == found["characters", "f1"] == found["confidence", "average_precision"] == 1


@given(st.lists(_pairs(), min_size=1, max_size=5))
@settings(max_examples=150)
def test_characters_are_counted_as_one_by_one_by_the_rules_of_the_task(pairs: list[Pair]) -> None:
    hit = predicted_total = gold_total = 0.0
    for each in pairs:
        for at in range(len(each.text) + 1):
            gold = {mark.severity != "minor" for mark in each.gold if mark.covered.start <= at < mark.covered.end}
            said = {mark.severity != "minor" for mark in each.predicted if mark.covered.start <= at < mark.covered.end}
            hit += 0 if not gold or not said else 1 if gold & said or len(gold) == 2 else 0.5
            predicted_total, gold_total = predicted_total + bool(said), gold_total + bool(gold)
    found = _measured(*pairs)
    assert found["characters", "precision"] == pytest.approx(
        hit / predicted_total if predicted_total else math.nan, nan_ok=True
    )
    assert found["characters", "recall"] == pytest.approx(hit / gold_total if gold_total else math.nan, nan_ok=True)
