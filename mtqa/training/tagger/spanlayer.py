"""The span layer: how sure one can be of a passage, how severe it is, and what both are worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np

from mtqa.models.tagger.features import SPAN_FEATURES, span_features
from mtqa.models.tagger.layers import Linear, Steps
from mtqa.models.tagger.learned import MAJOR_SHARE
from mtqa.models.tagger.passages import candidates
from mtqa.models.tagger.reading import Reading
from mtqa.span import Span
from mtqa.training.tagger.fitting import Table, cross_fitted, linear, scores, table
from mtqa.training.tagger.measures import Scores, Truth, average_precision, calibration_error, ranking
from mtqa.training.tagger.points import Counted, chosen, rows, worth
from mtqa.training.tagger.rows import Fault

#: The least probability of any error that makes a word part of a candidate.
CANDIDATE = 0.08
#: No confidence is beyond these.
_LEAST, _MOST = 0.01, 0.95
_STRENGTH = 1.0


class Copy(Enum):
    """Where a sentence comes from: how quiet the tagger is on copy like that which it learned from says nothing of other copy."""

    TRANSLATED = 0
    FAMILIAR = 1
    ORIGINAL = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was read, what is wrong with it, the log odds of its story, its fold, and what copy it is."""

    reading: Reading
    faults: tuple[Fault, ...]
    story: float
    fold: int
    copy: Copy


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Features, [candidates, features], for each: is it right, of a major fault, its fold, its copy; what touches each fault."""

    x: Table
    is_right: Truth
    is_major: Truth
    folds: "np.ndarray"
    copies: "np.ndarray"
    faults: Sequence[tuple[Fault, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The layers of any and of a major fault, the calibration of the first, the operating points, and what they are worth."""

    span: Linear
    major: Linear
    steps: Steps
    points: Mapping[str, float]
    figures: Mapping[str, float]


def fit(sentences: Sequence[Sentence]) -> Fitted:
    """Return the layers, the points chosen with confidences that are cross-fitted, and figures from these."""
    found = _candidates(sentences)

    def judge(target: Truth, names: Sequence[str] = SPAN_FEATURES) -> Scores:
        columns = [SPAN_FEATURES.index(name) for name in names]

        def calibrated(known: Truth, asked: Truth) -> Scores:
            layer = linear(names, found.x[known][:, columns], target[known], np.ones(int(known.sum())), _STRENGTH)
            steps = centred(scores(layer, found.x[known][:, columns]), target[known])
            return np.interp(scores(layer, found.x[asked][:, columns]), steps.x, steps.y)

        return cross_fitted(found.folds, calibrated)

    confidence, major = judge(found.is_right), judge(found.is_major)
    without = judge(found.is_right, [name for name in SPAN_FEATURES if "story" not in name])
    every = rows(_counted(sentences, found, confidence, major))
    points = chosen(every)
    ones = np.ones(len(found.x))
    span = linear(SPAN_FEATURES, found.x, found.is_right, ones, _STRENGTH)
    return Fitted(
        span,
        linear(SPAN_FEATURES, found.x, found.is_major, ones, _STRENGTH),
        centred(scores(span, found.x), found.is_right),
        points,
        {
            **_figures(found, confidence),
            "average precision, without the story's log odds": round(average_precision(found.is_right, without), 4),
            **worth(every, points),
        },
    )


def enough(sentences: Sequence[Sentence], fewest: int) -> bool:
    """Tell whether there are so many candidates that are right, that are major, and that are wrong, to fit on."""
    found = _candidates(sentences)
    right, major = int(found.is_right.sum()), int(found.is_major.sum())
    return min(right, major, len(found.x) - right) >= fewest


def matches(gold: Span, found: Span) -> bool:
    """Tell whether a passage counts as having found a fault: where they share a character, as ``mtqa evaluate`` counts.

    A fault without characters, where something is missing, counts as the one that it stands before.
    """
    return found.overlaps(Span(gold.start, max(gold.end, gold.start + 1)))


def centred(said: Scores, is_right: Truth) -> Steps:
    """Return the isotonic regression of what is right on scores, drawn through the middle of each of its steps.

    On a step all passages would be equally sure; lines between the middles keep their order (Oron and Flournoy 2017).
    """
    from sklearn.isotonic import IsotonicRegression

    order = np.argsort(said, kind="stable")
    ordered = said[order]
    level = IsotonicRegression(y_min=_LEAST, y_max=_MOST).fit_transform(np.arange(len(said)), is_right[order])
    borders = [0, *(np.flatnonzero(np.diff(level) > 0) + 1).tolist(), len(said)]
    steps = [(float(ordered[one:other].mean()), float(level[one])) for one, other in pairwise(borders)]
    return Steps(tuple(x for x, _ in steps), tuple(y for _, y in steps))


def _candidates(sentences: Sequence[Sentence]) -> _Candidates:
    features = []
    facts: list[tuple[bool, bool, int, int]] = []
    faults: list[tuple[Fault, Sequence[int]]] = []
    for sentence in sentences:
        touched: list[list[int]] = [[] for _ in sentence.faults]
        for found in candidates(sentence.reading, CANDIDATE):
            hits = [number for number, fault in enumerate(sentence.faults) if matches(fault.span, found.span)]
            for number in hits:
                touched[number].append(len(facts))
            features.append(span_features(found.span, sentence.reading, sentence.story))
            is_major = any(sentence.faults[number].is_major for number in hits)
            facts.append((bool(hits), is_major, sentence.fold, sentence.copy.value))
        faults += zip(sentence.faults, touched, strict=True)
    columns = np.array(facts, np.int64).reshape(len(facts), 4).T
    return _Candidates(table(features, SPAN_FEATURES), columns[0] > 0, columns[1] > 0, columns[2], columns[3], faults)


def _figures(found: _Candidates, confidence: Scores) -> dict[str, float]:
    values = {
        "candidates": len(confidence),
        "right": int(found.is_right.sum()),
        "AUC": ranking(found.is_right, confidence),
        "average precision": average_precision(found.is_right, confidence),
        "calibration error": calibration_error(found.is_right, confidence),
        "calibration error of what is at 0.5 or more": calibration_error(
            found.is_right[confidence >= 0.5], confidence[confidence >= 0.5]
        ),
    }
    return {name: round(value, 4) for name, value in values.items()}


def _counted(sentences: Sequence[Sentence], found: _Candidates, confidence: Scores, major: Scores) -> Counted:
    words = {copy: sum(len(s.reading.text.split()) for s in sentences if s.copy is copy) for copy in Copy}
    return Counted(
        confidence=confidence,
        is_right=found.is_right,
        is_called_major=major >= MAJOR_SHARE * confidence,
        is_translated=found.copies == Copy.TRANSLATED.value,
        is_original=found.copies == Copy.ORIGINAL.value,
        found_at=np.array([confidence[list(touching)].max(initial=0.0) for _, touching in found.faults]),
        is_major_fault=np.array([fault.is_major for fault, _ in found.faults], bool),
        translated_words=words[Copy.TRANSLATED],
        original_words=words[Copy.ORIGINAL],
    )
