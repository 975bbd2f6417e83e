"""The span layer: how sure one can be of a passage, how severe it is, and what both are worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.models.tagger.features import SPAN_FEATURES, span_features
from mtqa.models.tagger.layers import Linear, Steps
from mtqa.models.tagger.learned import MAJOR_SHARE
from mtqa.models.tagger.passages import candidates
from mtqa.models.tagger.reading import Reading
from mtqa.span import Span
from mtqa.training.tagger.fitting import Table, cross_fitted, linear, scores, table
from mtqa.training.tagger.measures import Scores, Truth, average_precision, calibration_error, ranking
from mtqa.training.tagger.rows import Fault

#: The least probability of any error that makes a word part of a candidate.
CANDIDATE = 0.08
#: The least confidence of a finding at each operating point.
POINTS = {"precision": 0.55, "balanced": 0.3, "recall": 0.15}
#: No confidence is beyond these.
_LEAST, _MOST = 0.01, 0.95
_STRENGTH = 1.0
#: A mark is a hit if it shares so much with what the annotator marked, and is not far longer than that.
_SHARED, _TIMES_AS_LONG, _LONGER_BY = 0.5, 4, 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was read, what is wrong with it, the log odds of its story, its fold, and whether it is human copy."""

    reading: Reading
    faults: tuple[Fault, ...]
    story: float
    fold: int
    is_human: bool


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Features, [candidates, features], and for each: whether it is right, a major fault, its fold, human copy or not."""

    x: Table
    is_right: Truth
    is_major: Truth
    folds: "np.ndarray"
    is_human: Truth


def fit(sentences: Sequence[Sentence]) -> tuple[Linear, Linear, Steps, dict[str, float]]:
    """Return the layers of any and of a major fault, the calibration of the first, and figures from cross-fitting."""
    found = _candidates(sentences)
    ones = np.ones(len(found.x))

    def judge(target: Truth) -> Scores:
        def calibrated(known: Truth, asked: Truth) -> Scores:
            layer = linear(SPAN_FEATURES, found.x[known], target[known], ones[known], _STRENGTH)
            steps = _steps(scores(layer, found.x[known]), target[known])
            return np.interp(scores(layer, found.x[asked]), steps.x, steps.y)

        return cross_fitted(found.folds, calibrated)

    confidence, major = judge(found.is_right), judge(found.is_major)
    span = linear(SPAN_FEATURES, found.x, found.is_right, ones, _STRENGTH)
    return (
        span,
        linear(SPAN_FEATURES, found.x, found.is_major, ones, _STRENGTH),
        _steps(scores(span, found.x), found.is_right),
        {**_figures(found, confidence), **_points(sentences, found, confidence, major)},
    )


def enough(sentences: Sequence[Sentence], fewest: int) -> bool:
    """Tell whether there are so many candidates that are right, that are major, and that are wrong, to fit on."""
    found = _candidates(sentences)
    right, major = int(found.is_right.sum()), int(found.is_major.sum())
    return min(right, major, len(found.x) - right) >= fewest


def matches(gold: Span, found: Span) -> bool:
    """Tell whether a passage counts as having found a fault."""
    shared = min(gold.end, found.end) - max(gold.start, found.start)
    enough = shared > 0 and shared >= _SHARED * min(len(gold), len(found))
    return enough and len(found) <= max(_TIMES_AS_LONG * len(gold), len(gold) + _LONGER_BY)


def _candidates(sentences: Sequence[Sentence]) -> _Candidates:
    rows = []
    facts: list[tuple[bool, bool, int, bool]] = []
    for sentence in sentences:
        for found in candidates(sentence.reading, CANDIDATE):
            hits = [fault for fault in sentence.faults if matches(fault.span, found.span)]
            rows.append(span_features(found.span, sentence.reading, sentence.story))
            facts.append((bool(hits), any(fault.is_major for fault in hits), sentence.fold, sentence.is_human))
    columns = np.array(facts, np.int64).reshape(len(facts), 4)
    return _Candidates(
        table(rows, SPAN_FEATURES), columns[:, 0] > 0, columns[:, 1] > 0, columns[:, 2], columns[:, 3] > 0
    )


def _steps(said: Scores, is_right: Truth) -> Steps:
    """Return the isotonic regression of what is right on scores (Zadrozny and Elkan 2002)."""
    from sklearn.isotonic import IsotonicRegression

    fitted = IsotonicRegression(out_of_bounds="clip", y_min=_LEAST, y_max=_MOST).fit(said, is_right)
    return Steps(tuple(fitted.X_thresholds_.tolist()), tuple(fitted.y_thresholds_.tolist()))


def _figures(found: _Candidates, confidence: Scores) -> dict[str, float]:
    values = {
        "candidates": len(confidence),
        "right": int(found.is_right.sum()),
        "AUC": ranking(found.is_right, confidence),
        "average precision": average_precision(found.is_right, confidence),
        "calibration error": calibration_error(found.is_right, confidence),
    }
    return {name: round(value, 4) for name, value in values.items()}


def _points(sentences: Sequence[Sentence], found: _Candidates, confidence: Scores, major: Scores) -> dict[str, float]:
    """Return what a finding is worth at each operating point, on translated and on human copy."""
    words = {
        human: sum(len(s.reading.text.split()) for s in sentences if s.is_human == human) for human in (True, False)
    }
    faults = [fault for sentence in sentences if not sentence.is_human for fault in sentence.faults]
    values: dict[str, float] = {"human words": words[True], "translated words": words[False], "faults": len(faults)}
    for point, least in POINTS.items():
        said = confidence >= least
        translated, human = said & ~found.is_human, said & found.is_human
        is_major = major >= MAJOR_SHARE * confidence
        values |= dict(
            _rates(
                point,
                {
                    "precision": (int(found.is_right[translated].sum()), int(translated.sum())),
                    "recall": (int(found.is_right[translated].sum()), len(faults)),
                    "recall of major": (int(found.is_major[translated].sum()), sum(fault.is_major for fault in faults)),
                    "findings in 1,000 words": (1000 * int(translated.sum()), words[False]),
                    "findings in 1,000 human words": (1000 * int(human.sum()), words[True]),
                    "major ones in 1,000 human words": (1000 * int((human & is_major).sum()), words[True]),
                },
            )
        )
    return values


def _rates(point: str, counts: dict[str, tuple[int, int]]) -> Iterator[tuple[str, float]]:
    for name, (part, of) in counts.items():
        if of:
            yield f"at {point}: {name}", round(part / of, 4)
