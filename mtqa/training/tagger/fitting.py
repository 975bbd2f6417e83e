"""Logistic layers, cross-fitted: each fold is judged by a layer that has not seen it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.errors import UsageError
from mtqa.models.tagger.layers import Linear
from mtqa.training.tagger.measures import Scores, Truth

Table = NDArray[np.float64]
_SMALLEST = 1e-6


def table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Table:
    """Return the features of these names, [rows, names]."""
    return np.array([[row[name] for name in names] for row in rows], np.float64).reshape(len(rows), len(names))


def linear(names: Sequence[str], x: Table, is_right: Truth, weights: Scores, strength: float) -> Linear:
    """Return a logistic layer on standardised features; *strength* is the inverse of the ridge penalty.

    Raises ``UsageError`` where all rows are alike.
    """
    from sklearn.linear_model import LogisticRegression

    if not 0 < is_right.sum() < len(is_right):
        raise UsageError("there is too little copy kept out of training to fit the layers on; see the table of corpora")
    means, scales = x.mean(0), x.std(0) + _SMALLEST
    model = LogisticRegression(C=strength, max_iter=2000).fit((x - means) / scales, is_right, sample_weight=weights)
    coefficients = model.coef_[0] / scales
    return Linear(
        tuple(names),
        tuple(coefficients.tolist()),
        tuple(means.tolist()),
        float(model.intercept_[0] - means @ coefficients),
    )


def scores(layer: Linear, x: Table) -> Scores:
    """Return the log odds of each row."""
    said: Scores = x @ np.array(layer.coefficients) + layer.bias
    return said


def cross_fitted(folds: NDArray[np.int64], judge: Callable[[Truth, Truth], Scores]) -> Scores:
    """Return what *judge* says of each fold, given which rows to fit on and which to judge."""
    found = np.zeros(len(folds))
    for fold in np.unique(folds):
        found[folds == fold] = judge(folds != fold, folds == fold)
    return found
