"""How true the stated confidences are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.evaluation.counting import Tally

if TYPE_CHECKING:
    from mtqa.evaluation.counting import Floats

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The predictions with a confidence over ``low`` and up to ``high``, the first bin with 0 in it.

    ``confidence`` is the mean of what they state and ``right`` the share that is right; nothing where there are none.
    """

    low: float
    high: float
    predictions: int
    confidence: float | None
    right: float | None


def table(tally: Tally) -> tuple[Bin, ...]:
    """Return the reliability table: ten bins of equal width, or none where a prediction has no confidence."""
    import numpy as np

    if not tally.has_confidence:
        return ()
    counts, stated, right = _sums(tally, np.ones(tally.units))
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            predictions=round(count),
            confidence=claim / count if count else None,
            right=true / count if count else None,
        )
        for number, (count, claim, true) in enumerate(
            zip(counts.tolist(), stated.tolist(), right.tolist(), strict=True)
        )
    )


def error(tally: Tally, weights: "Floats") -> float:
    """Return the expected calibration error, 0 to 1: the mean distance of confidence and share right over all predictions.

    Over ten bins of equal width, ((m-1)/10, m/10], each weighted by its predictions (Naeini, Cooper and Hauskrecht 2015;
    Guo and others 2017, https://arxiv.org/abs/1706.04599). NaN where there is no prediction or one has no confidence.
    """
    import numpy as np

    if not tally.has_confidence:
        return float("nan")
    counts, stated, right = _sums(tally, weights)
    total = float(counts.sum())
    return float(np.abs(stated - right).sum()) / total if total else float("nan")


def _sums(tally: Tally, weights: "Floats") -> "Floats":
    """Return for each bin the number of predictions, the sum of their confidences and how many are right: (3, bins)."""
    import numpy as np

    edges = [number / BINS for number in range(1, BINS)]
    bins = np.digitize(tally.predicted_confidence, edges, right=True)
    weight = weights[tally.predicted_unit]
    stated, right = weight * tally.predicted_confidence, weight * tally.predicted_right
    return np.array([np.bincount(bins, sums, BINS) for sums in (weight, stated, right)], float)
