"""The measures, each with where it comes from. A measure that is not defined for the counts is NaN."""

from collections.abc import Mapping
from math import isnan
from typing import TYPE_CHECKING

from mtqa.evaluation import calibration, ranking
from mtqa.evaluation.counting import COUNTED, Tally

if TYPE_CHECKING:
    from mtqa.evaluation.counting import Floats

#: The measures of each group, in the order in which ``measured`` returns them. All lie in 0..1, but mcc in -1..1.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "spans": ("precision", "recall", "f1"),
    "characters": ("precision", "recall", "f1"),
    "words": ("precision", "recall", "f1", "mcc", "flagged"),
    "confidence": ("average_precision", "calibration_error"),
}
_NAN = float("nan")


def measured(tally: Tally, weights: "Floats") -> list[float]:
    """Return all measures, a unit counted as often as its weight says; the shape of *weights* is (units,)."""
    count = dict(zip(COUNTED, (weights @ tally.counts).tolist(), strict=True))
    both, only_predicted = count["both"], count["only_predicted"]
    only_gold, neither = count["only_gold"], count["neither"]
    return [
        *_rates(count["right"], count["predicted"], count["found"], count["gold"]),
        *_rates(count["credit"], count["predicted_characters"], count["credit"], count["gold_characters"]),
        *_rates(both, both + only_predicted, both, both + only_gold),
        mcc(both, only_predicted, only_gold, neither),
        ratio(both + only_predicted, both + only_predicted + only_gold + neither),
        ranking.average_precision(tally, weights),
        calibration.error(tally, weights),
    ]


def ratio(part: float, whole: float) -> float:
    """Return *part* of *whole*, NaN where there is nothing."""
    return part / whole if whole else _NAN


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall (van Rijsbergen 1979).

    It is 0 where one of them is 0 or not defined, since then nothing is found or nothing predicted, and NaN where neither
    is defined.
    """
    if isnan(precision) and isnan(recall):
        return _NAN
    return 2 * precision * recall / (precision + recall) if precision > 0 and recall > 0 else 0.0


def mcc(both: float, only_predicted: float, only_gold: float, neither: float) -> float:
    """Return the correlation of two yes-or-no judgements, -1 to 1 (Matthews 1975), NaN where nothing is judged.

    Where all fall into one of the four kinds the formula is 0/0, and the value is its limit: 1 if they agree, -1 if not;
    where a judgement is always the same and the other is not, it is 0 (Chicco and Jurman 2020, BMC Genomics 21:6).
    """
    if (both or neither) and not (only_predicted or only_gold):
        return 1.0
    if (only_predicted or only_gold) and not (both or neither or (only_predicted and only_gold)):
        return -1.0
    if not (both or neither or only_predicted or only_gold):
        return _NAN
    # The root of each factor, since the product of four large counts is no exact number.
    bottom = 1.0
    for margin in (both + only_predicted, both + only_gold, neither + only_predicted, neither + only_gold):
        bottom *= float(margin) ** 0.5
    value = (both * neither - only_predicted * only_gold) / bottom if bottom else 0.0
    return max(-1.0, min(1.0, value))


def _rates(right: float, predicted: float, found: float, gold: float) -> tuple[float, float, float]:
    precision, recall = ratio(right, predicted), ratio(found, gold)
    return precision, recall, f1(precision, recall)
