"""Precision and recall at every threshold of confidence."""

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from mtqa.evaluation.counting import COUNTED, Tally

if TYPE_CHECKING:
    from mtqa.evaluation.counting import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Precision and recall, by spans, of the predictions that are at least as sure as the threshold."""

    threshold: float
    precision: float
    recall: float


def curve(tally: Tally) -> tuple[Point, ...]:
    """Return a point for each different confidence, from the highest down; none without confidences or gold marks."""
    import numpy as np

    precision, recall = _rates(tally, np.ones(tally.units))
    return tuple(
        Point(threshold=at, precision=one, recall=other)
        for at, one, other in zip(tally.levels.tolist(), precision.tolist(), recall.tolist(), strict=True)
        if not isnan(other)
    )


def average_precision(tally: Tally, weights: "Floats") -> float:
    """Return the sum over thresholds of precision times the recall that is gained there: Σ (Rₙ - Rₙ₋₁) Pₙ.

    Not interpolated, as scikit-learn has it
    (https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score); predictions that are
    equally sure come in together. Recall is that of gold marks, so that what no prediction finds counts as missed. NaN
    where there is no gold mark or a prediction has no confidence.
    """
    import numpy as np

    gold = float(weights @ tally.counts[:, COUNTED.index("gold")])
    if not tally.has_confidence or not gold:
        return float("nan")
    precision, recall = _rates(tally, weights)
    # A threshold at which nothing is predicted yet gains no recall.
    return float(np.diff(recall, prepend=0.0) @ np.nan_to_num(precision))


def _rates(tally: Tally, weights: "Floats") -> "tuple[Floats, Floats]":
    """Return precision and recall at each level, the shape of both that of ``tally.levels``."""
    import numpy as np

    size = len(tally.levels)
    if not size:
        return np.zeros(0), np.zeros(0)
    weight = weights[tally.predicted_unit]
    predicted = np.bincount(tally.predicted_level, weight, size).cumsum()
    right = np.bincount(tally.predicted_level, weight * tally.predicted_right, size).cumsum()
    found = np.bincount(tally.found_level, weights[tally.found_unit], size).cumsum()
    gold = float(weights @ tally.counts[:, COUNTED.index("gold")])
    with np.errstate(invalid="ignore"):
        return right / predicted, found / gold if gold else np.full(size, np.nan)
