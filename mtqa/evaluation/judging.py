"""What overlaps what in one text: the one place where two sets of marks meet.

Two marks overlap when they share a character. How much they share does not matter, nor severity nor category. A
prediction is right when it overlaps a gold mark, and a gold mark is found when a prediction overlaps it; so two
predictions on one gold mark are both right, and find it once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.evaluation.pairing import Pair
from mtqa.evaluation.rows import Mark
from mtqa.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

#: How a character is marked: not, as minor, as major, as both. Critical counts as major, since WMT has nothing graver.
MINOR, MAJOR = 1, 2
#: The confidence of what is nowhere predicted: below every threshold.
NEVER = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One pair, judged.

    ``right`` has a truth value for each prediction, ``found_at`` for each gold mark the highest confidence of a
    prediction that overlaps it, or ``NEVER``; a prediction without a confidence counts as 1. ``gold`` and ``predicted``
    say of each character how it is marked, 0 to 3, with one place behind the last character for empty spans there.
    """

    pair: Pair
    right: tuple[bool, ...]
    found_at: tuple[float, ...]
    gold: "NDArray[np.uint8]"
    predicted: "NDArray[np.uint8]"


def judged(pair: Pair) -> Judged:
    """Return what overlaps what, in time linear in the text and the spans."""
    import numpy as np

    length = len(pair.text) + 1
    gold, predicted = _marked(pair.gold, length), _marked(pair.predicted, length)
    surest = np.full(length, NEVER)
    for mark in pair.predicted:
        covered = surest[mark.covered.start : mark.covered.end]
        np.maximum(covered, 1.0 if mark.confidence is None else mark.confidence, out=covered)
    return Judged(
        pair=pair,
        right=tuple(bool(gold[mark.covered.start : mark.covered.end].any()) for mark in pair.predicted),
        found_at=tuple(float(surest[mark.covered.start : mark.covered.end].max()) for mark in pair.gold),
        gold=gold,
        predicted=predicted,
    )


def _marked(marks: "Iterable[Mark]", length: int) -> "NDArray[np.uint8]":
    import numpy as np

    characters = np.zeros(length, np.uint8)
    for mark in marks:
        characters[mark.covered.start : mark.covered.end] |= MINOR if mark.severity is Severity.MINOR else MAJOR
    return characters
