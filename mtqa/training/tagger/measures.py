"""How good probabilities are, in numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]


def ranking(is_right: Truth, scores: Scores) -> float:
    """Return the area under the ROC curve; not a number where one side is empty."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(is_right, scores)) if 0 < is_right.sum() < len(is_right) else float("nan")


def average_precision(is_right: Truth, scores: Scores) -> float:
    """Return the area under the curve of precision by recall; not a number where nothing is right."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(is_right, scores)) if is_right.any() else float("nan")


def calibration_error(is_right: Truth, confidences: Scores, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width (Naeini, Cooper and Hauskrecht 2015)."""
    places = np.minimum((confidences * bins).astype(int), bins - 1)
    total = 0.0
    for place in range(bins):
        inside = places == place
        if inside.any():
            total += inside.mean() * abs(confidences[inside].mean() - is_right[inside].mean())
    return float(total)


def apart(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how often a score of the first is above one of the second."""
    scores = np.array([*positive, *negative], np.float64)
    return ranking(np.arange(len(scores)) < len(positive), scores)
