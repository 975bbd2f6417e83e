"""The layers on top of the network: a story's log odds, and a passage's confidence and severity."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mtqa.models.tagger.features import SPAN_FEATURES, STORY_FEATURES

#: The least confidences of the first weights, which do not say their own.
_POINTS = MappingProxyType({"precision": 0.55, "balanced": 0.3, "recall": 0.15})


@dataclass(frozen=True, slots=True)
class Linear:
    """Log odds from named features; ``means`` are those of what it was fitted on, to tell reasons by."""

    names: tuple[str, ...]
    coefficients: tuple[float, ...]
    means: tuple[float, ...]
    bias: float

    def score(self, values: Mapping[str, float]) -> float:
        """Return the log odds."""
        terms = zip(self.names, self.coefficients, strict=True)
        return self.bias + sum(weight * values[name] for name, weight in terms)

    def reasons(self, values: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds beside what it adds on average, the strongest first, those that add nothing left out."""
        terms = zip(self.names, self.coefficients, self.means, strict=True)
        added = {name: weight * (values[name] - mean) for name, weight, mean in terms if weight}
        return dict(sorted(added.items(), key=lambda item: -abs(item[1])))


@dataclass(frozen=True, slots=True)
class Steps:
    """An isotonic calibration: straight lines between points, flat beyond the first and the last."""

    x: tuple[float, ...]
    y: tuple[float, ...]

    def __call__(self, score: float) -> float:
        """Return the probability that a score stands for."""
        return float(np.interp(score, self.x, self.y))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """All that is fitted on copy kept out of the network's training."""

    story: Linear
    span: Linear
    major: Linear
    steps: Steps
    #: The least probability of any error that makes a word part of a candidate.
    candidate: float
    #: The least confidence of a finding at each operating point.
    points: Mapping[str, float]


def stored(layers: Layers) -> bytes:
    """Return layers as the contents of a file, numbers to five digits."""
    values = {
        **{
            name: {
                "features": list(layer.names),
                "coefficients": _rounded(layer.coefficients),
                "mean": _rounded(layer.means),
                "bias": round(layer.bias, 5),
            }
            for name, layer in (("story", layers.story), ("span", layers.span), ("major", layers.major))
        },
        "isotonic": {"x": _rounded(layers.steps.x), "y": _rounded(layers.steps.y)},
        "candidate": layers.candidate,
        "points": dict(layers.points),
    }
    return (json.dumps(values, indent=1) + "\n").encode()


def restored(data: bytes) -> Layers:
    """Return the layers of a file's contents; raises ``ValueError``, ``KeyError`` or ``TypeError`` if they are none."""
    values = json.loads(data)
    return Layers(
        story=_linear(values["story"], STORY_FEATURES),
        span=_linear(values["span"], SPAN_FEATURES),
        major=_linear(values["major"], SPAN_FEATURES),
        steps=Steps(tuple(map(float, values["isotonic"]["x"])), tuple(map(float, values["isotonic"]["y"]))),
        candidate=float(values["candidate"]),
        points={str(point): float(least) for point, least in values.get("points", _POINTS).items()},
    )


def _linear(values: Mapping[str, object], known: Sequence[str]) -> Linear:
    columns = [values[key] for key in ("features", "coefficients", "mean")]
    names, coefficients, means = (list(column) if isinstance(column, list) else [] for column in columns)
    if not names or not set(names) <= set(known) or not len(names) == len(coefficients) == len(means):
        raise ValueError(f"the features are not among {', '.join(known)}")
    return Linear(tuple(names), tuple(map(float, coefficients)), tuple(map(float, means)), float(str(values["bias"])))


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(float(number), 5) for number in numbers]
