"""Everything that the measures are made of, counted for each unit that intervals are drawn from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.evaluation.judging import NEVER, Judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

_WORD = re.compile(r"\S+")
#: What is counted: marks, characters (credit may be a half), and words by whether gold and prediction mark them.
COUNTED = (
    *("predicted", "right", "gold", "found"),
    *("credit", "predicted_characters", "gold_characters"),
    *("both", "only_predicted", "only_gold", "neither"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of every unit, and the predictions in order of confidence.

    ``counts`` has a row for each unit (a document, or a row where there are none) and a column for each of ``COUNTED``.
    ``levels`` are the different confidences from the highest down, empty where a prediction has none. For each prediction
    there are its unit, its confidence, its level and whether it is right; for each gold mark that is found, its unit and
    the level from which on it is.
    """

    units: int
    counts: "Floats"
    levels: "Floats"
    predicted_unit: "Integers"
    predicted_confidence: "Floats"
    predicted_level: "Integers"
    predicted_right: "Floats"
    found_unit: "Integers"
    found_level: "Integers"
    has_confidence: bool


def tally(judgements: Sequence[Judged]) -> Tally:
    """Return the counts of all pairs; those of one document are one unit."""
    import numpy as np

    unit_of = _units(judgements)
    units = max(unit_of, default=-1) + 1
    counts = np.zeros((units, len(COUNTED)))
    for unit, judgement in zip(unit_of, judgements, strict=True):
        counts[unit] += _counts(judgement)
    predicted = [
        (unit, mark.confidence, right)
        for unit, judgement in zip(unit_of, judgements, strict=True)
        for mark, right in zip(judgement.pair.predicted, judgement.right, strict=True)
    ]
    found = [
        (unit, at)
        for unit, judgement in zip(unit_of, judgements, strict=True)
        for at in judgement.found_at
        if at > NEVER
    ]
    has_confidence = all(confidence is not None for _, confidence, _ in predicted)
    stated = np.array([confidence for _, confidence, _ in predicted] if has_confidence else [], float)
    levels = np.unique(stated)[::-1]
    return Tally(
        units=units,
        counts=counts,
        levels=levels,
        predicted_unit=np.array([unit for unit, _, _ in predicted], np.intp),
        predicted_confidence=stated,
        predicted_level=np.searchsorted(-levels, -stated),
        predicted_right=np.array([right for _, _, right in predicted], float),
        found_unit=np.array([unit for unit, _ in found], np.intp),
        found_level=np.searchsorted(-levels, [-at for _, at in found]) if has_confidence else np.array([], np.intp),
        has_confidence=has_confidence,
    )


def words(text: str) -> list[tuple[int, int]]:
    """Return start and end of each word: a stretch between white space."""
    return [match.span() for match in _WORD.finditer(text)]


def _units(judgements: Sequence[Judged]) -> list[int]:
    """Return for each pair the number of its unit: the document where one is named, and otherwise the pair itself."""
    numbers: dict[object, int] = {}
    names = (judgement.pair.document or at for at, judgement in enumerate(judgements))
    return [numbers.setdefault(name, len(numbers)) for name in names]


def _counts(judgement: Judged) -> "Floats":
    import numpy as np

    # How often a character that gold marks so is predicted so: a table of 4 by 4.
    table = np.bincount(judgement.gold * np.uint8(4) + judgement.predicted, minlength=16).reshape(4, 4)
    marked = [
        (bool(judgement.gold[start:end].any()), bool(judgement.predicted[start:end].any()))
        for start, end in words(judgement.pair.text)
    ]
    return np.array(
        [
            len(judgement.right),
            sum(judgement.right),
            len(judgement.found_at),
            sum(at > NEVER for at in judgement.found_at),
            (table * _credit()).sum(),
            table[:, 1:].sum(),
            table[1:, :].sum(),
            *(marked.count(kind) for kind in ((True, True), (False, True), (True, False), (False, False))),
        ],
        float,
    )


def _credit() -> "Floats":
    """Return what a character counts as found, by how gold (row) and prediction (column) mark it.

    The rules of WMT 2023 task 2, from its scorer (https://github.com/WMT-QE-Task/qe-eval-scripts,
    wmt23/task2_evaluate.py): 1 where a predicted severity is the gold one, 0.5 where none is, and 1 for any prediction
    where gold has both. Two predicted severities on one character cost nothing there.
    """
    import numpy as np

    return np.array([[0, 0, 0, 0], [0, 1, 0.5, 1], [0, 0.5, 1, 1], [0, 1, 1, 1]])
