"""Which sentences of one text say what which sentences of another say, in order: 1-1, 1-2, 2-1, 1-0 and 0-1.

Dynamic programming over the likeness of sentences and of joined neighbours, as in Vecalign (Thompson and Koehn 2019,
https://aclanthology.org/D19-1136): a likeness counts by how far it stands above what the sentences have with any other, so
that a sentence like all others claims no partner. What gains less than nothing is left alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Likeness = NDArray[np.float32]

#: How many sentences of the one and of the other may go together.
SHAPES = ((1, 1), (1, 2), (2, 1))
#: A likeness, less what is usual, under which two sentences are better left alone: at most, at least, and between them by
#: how far the best partners stand above what a language has that the encoder hardly knows.
_MOST_ALONE, _LEAST_ALONE, _SHARE, _WEAK = 0.17, 0.03, 0.3, 0.25
#: What joining two sentences costs, within a paragraph and across its border.
_JOINED, _ACROSS = 0.10, 0.14
#: Two neighbours that go with one sentence count for more than one, and the more as they are liker to it than either alone.
_WEIGHT, _BETTER = 1.15, 1.0
#: What it costs, by nepers, when one side is longer than the texts as a whole would have it.
_LONGER = 0.20
#: What it costs when one side opens a paragraph and the other does not.
_OFFBEAT = 0.02


@dataclass(frozen=True, slots=True)
class Bead:
    """Neighbouring sentences of the one and of the other text, by number, and their cosine; one side may be empty."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is known of the sentences of a text: their lengths in characters, and which of them open a paragraph."""

    lengths: tuple[int, ...]
    openers: Collection[int] = frozenset()


def align(one: Text, other: Text, likeness: "Mapping[tuple[int, int], Likeness]") -> list[Bead]:
    """Return the beads that hold every sentence of both once, in order.

    ``likeness[k, l][i, j]`` is the cosine of sentences i to i+k-1 of the one joined and j to j+l-1 of the other joined,
    for each of ``SHAPES``.
    """
    import numpy as np

    rows, columns = len(one.lengths), len(other.lengths)
    if not rows or not columns:
        return [Bead((at,), (), 0.0) for at in range(rows)] + [Bead((), (at,), 0.0) for at in range(columns)]
    gains = {shape: _gains(one, other, shape, likeness) for shape in SHAPES}
    best = np.full((rows + 1, columns + 1), -np.inf)
    step = np.zeros((rows + 1, columns + 1, 2), np.int8)
    best[0, 0] = 0.0
    for row in range(rows + 1):
        for column in range(columns + 1):
            options = [((k, m), g) for k, m in ((1, 0), (0, 1)) if (g := _at(best, row - k, column - m)) > -np.inf]
            for shape, gain in gains.items():
                before = _at(best, row - shape[0], column - shape[1])
                if before > -np.inf:
                    options.append((shape, before + gain[row - shape[0], column - shape[1]]))
            if options:
                step[row, column], best[row, column] = max(options, key=lambda option: option[1])
    return _traced(step, likeness)


def _at(best: "NDArray[np.float64]", row: int, column: int) -> float:
    return float(best[row, column]) if row >= 0 and column >= 0 else -float("inf")


def _traced(step: "NDArray[np.int8]", likeness: "Mapping[tuple[int, int], Likeness]") -> list[Bead]:
    row, column = step.shape[0] - 1, step.shape[1] - 1
    beads: list[Bead] = []
    while row or column:
        k, m = int(step[row, column, 0]), int(step[row, column, 1])
        row, column = row - k, column - m
        cosine = float(likeness[k, m][row, column]) if k and m else 0.0
        beads.append(Bead(tuple(range(row, row + k)), tuple(range(column, column + m)), cosine))
    return beads[::-1]


def _gains(
    one: Text, other: Text, shape: tuple[int, int], likeness: "Mapping[tuple[int, int], Likeness]"
) -> "NDArray[np.float64]":
    """Return what each bead of a shape gains, by the number of its first sentences."""
    import numpy as np

    k, m = shape
    single = likeness[1, 1]
    rows, columns = single.shape[0] - k + 1, single.shape[1] - m + 1
    if rows < 1 or columns < 1:
        return np.zeros((0, 0))
    usual_one, usual_other = _usual(single, 1), _usual(single, 0)
    usual = (_joined(usual_one, k)[:, None] / k + _joined(usual_other, m)[None, :] / m) / 2
    lengths_one = _joined(np.array(one.lengths, float), k)[:, None]
    lengths_other = _joined(np.array(other.lengths, float), m)[None, :]
    ratio = max(sum(one.lengths), 1) / max(sum(other.lengths), 1)
    longer = np.abs(np.log((lengths_one + 5) / (lengths_other * ratio + 5)))
    best = single.max(1) - usual_one if single.shape[0] <= single.shape[1] else single.max(0) - usual_other
    least = min(_MOST_ALONE, max(_LEAST_ALONE, _SHARE * (float(np.median(best)) - _WEAK)))
    gain: NDArray[np.float64] = likeness[shape] - usual - least - _LONGER * longer
    if shape != (1, 1):
        gain = _WEIGHT * (gain + _BETTER * np.minimum(likeness[shape] - _alone(single, shape), 0.1))
    opens_one = np.array([at in one.openers for at in range(single.shape[0])])
    opens_other = np.array([at in other.openers for at in range(single.shape[1])])
    gain = gain - _OFFBEAT * (opens_one[:rows, None] != opens_other[None, :columns])
    if k == 2:
        gain = gain - np.where(opens_one[1:], _ACROSS, _JOINED)[:, None]
    if m == 2:
        gain = gain - np.where(opens_other[1:], _ACROSS, _JOINED)[None, :]
    return gain


def _alone(single: "Likeness", shape: tuple[int, int]) -> "Likeness":
    """Return the better cosine that one of two neighbours has without the other."""
    import numpy as np

    if shape == (2, 1):
        return np.maximum(single[:-1], single[1:])
    return np.maximum(single[:, :-1], single[:, 1:])


def _usual(single: "Likeness", axis: int) -> "NDArray[np.float64]":
    """Return the mean cosine of each sentence with those of the other text, but for its best."""
    import numpy as np

    size = single.shape[axis]
    if size < 3:
        return np.full(single.shape[1 - axis], 0.07)
    means: NDArray[np.float64] = (single.sum(axis) - single.max(axis)) / (size - 1)
    return means


def _joined(values: "NDArray[np.float64]", count: int) -> "NDArray[np.float64]":
    return values if count == 1 else values[:-1] + values[1:]
