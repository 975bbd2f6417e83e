"""Counts of words beside, near and between each other, by hash, so that they take the same room for any copy."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Numbers = NDArray[np.float32]

#: How far words are near each other.
NEAR = 4
_BITS = 22
_KNOWN = 60_000
#: The ids of an empty place and of a word that is not among the known.
_EMPTY, _UNKNOWN, _FIRST = 0, 1, 2
#: The golden ratio in 64 bits, and a multiplier of splitmix64 (Steele, Lea and Flood 2014).
_START, _MULTIPLIER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each word stands alone, beside another, one apart, in threes, and near another."""

    ids: Mapping[str, int]
    single: Numbers
    beside: Numbers
    apart: Numbers
    three: Numbers
    near: Numbers

    def id(self, word: str) -> int:
        """Return the number of a word; none for an empty place."""
        return self.ids.get(word, _UNKNOWN) if word else _EMPTY


def count(texts: Iterable[Sequence[str]]) -> Counts:
    """Return the counts of texts, given by their words."""
    every = list(texts)
    common = Counter(word for text in every for word in text).most_common(_KNOWN)
    ids = {word: number for number, (word, _) in enumerate(common, _FIRST)}
    # Empty places between texts, so that no pair is of two.
    gap = [_EMPTY] * (NEAR + 1)
    flat = np.array(
        [number for text in every for number in (*(ids.get(word, _UNKNOWN) for word in text), *gap)] or gap, np.int64
    )
    left, middle, right = flat[:-2], flat[1:-1], flat[2:]
    near = np.zeros(2**_BITS, np.float32)
    for distance in range(1, NEAR + 1):
        near += _counted(flat[:-distance], flat[distance:])
        near += _counted(flat[distance:], flat[:-distance])
    return Counts(
        ids,
        np.bincount(flat, minlength=len(ids) + _FIRST).astype(np.float32),
        _counted(left, middle),
        _counted(left, right),
        _counted(left, middle, right),
        near,
    )


def mixed(*parts: Ids) -> Ids:
    """Return the place of each row of ids in a table of counts."""
    state = np.full(parts[0].shape, _START, np.uint64)
    for part in parts:
        state = (state ^ part.astype(np.uint64)) * _MULTIPLIER
        state ^= state >> np.uint64(29)
    return (state & np.uint64(2**_BITS - 1)).astype(np.int64)


def _counted(*parts: Ids) -> Numbers:
    return np.bincount(mixed(*parts), minlength=2**_BITS).astype(np.float32)
