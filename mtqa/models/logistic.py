"""Logistic models small enough to read: named features in, a probability out; fitted here, kept as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import resources
from math import exp, log
from typing import TYPE_CHECKING

from mtqa.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]
    Labels = NDArray[np.bool_]

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression on standardised features; ``about`` says what it was fitted on."""

    about: str
    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def score(self, row: Sequence[float]) -> float:
        """Return the log odds for one row of features, in the order of ``names``."""
        columns = zip(row, self.means, self.scales, self.weights, strict=True)
        return self.bias + sum((value - mean) / scale * weight for value, mean, scale, weight in columns)

    def probability(self, row: Sequence[float], *, shift: float = 0.0) -> float:
        """Return the probability for one row of features; *shift* is what else is known, in log odds."""
        return probability(self.score(row) + shift)

    def write(self, path: "Path") -> None:
        """Keep the model as JSON, numbers to six digits."""
        values = {
            key: [round(number, 6) for number in value] if key in {"means", "scales", "weights"} else value
            for key, value in asdict(self).items()
        }
        path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def probability(score: float) -> float:
    """Return the probability that log odds stand for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def shifted(likely: float, shift: float) -> float:
    """Return a probability moved by *shift* in log odds; what is certain stays."""
    return probability(log(likely / (1 - likely)) + shift) if 0 < likely < 1 else likely


def fit(about: str, names: Sequence[str], rows: "Rows", labels: "Labels", *, ridge: float = 1.0) -> Logistic:
    """Return the model that fits best, by Newton's method with a ridge penalty on the weights."""
    import numpy as np

    means, scales = rows.mean(0), rows.std(0) + 1e-6
    design = np.hstack([(rows - means) / scales, np.ones((len(rows), 1))])
    penalty = np.diag([ridge] * len(names) + [0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (labels - likely) - penalty @ weights
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return Logistic(about, tuple(names), tuple(means), tuple(scales), tuple(weights[:-1]), float(weights[-1]))


@lru_cache
def packaged(name: str) -> Logistic:
    """Return a model that ships with mtqa; raises ``ModelError``."""
    file = resources.files("mtqa") / "models" / "weights" / f"{name}.json"
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        columns = {key: tuple(values[key]) for key in ("names", "means", "scales", "weights")}
        return Logistic(about=values["about"], bias=values["bias"], **columns)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{file} is missing or damaged: pip install --force-reinstall mtqa") from error
