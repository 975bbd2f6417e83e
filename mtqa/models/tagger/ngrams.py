"""A linear model of hashed word n-grams: cheap, and it knows how a machine strings English together."""

import io
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: N-grams up to this many tokens go to this many buckets (a power of 2), by CRC-32.
ORDER, BUCKETS = 3, 2**18
_TOKEN = re.compile(r"\w+|[^\w\s]")


def grams(sentences: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the buckets of a story's n-grams of one to three tokens, [n], and their values, [n].

    A value is log(1 + count), the whole of length 1. A line end stands between sentences and before the first.
    """
    counts: Counter[int] = Counter()
    before, previous = b"\n", b"\n"
    for sentence in sentences:
        for token in (*_TOKEN.findall(sentence.lower()), "\n"):
            now = token.encode()
            one = zlib.crc32(now)
            two = zlib.crc32(b" " + previous, one)
            three = zlib.crc32(b" " + before, two)
            for gram in (one, two, three):
                counts[gram % BUCKETS] += 1
            before, previous = previous, now
    values = np.log1p(np.fromiter(counts.values(), np.float32, len(counts)))
    length = max(1e-6, float(np.linalg.norm(values)))
    return np.fromiter(counts, np.int64, len(counts)), (values / length).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Ngrams:
    """The model: int8 weights, [BUCKETS], times one scale, and a bias."""

    weights: NDArray[np.int8]
    scale: float
    bias: float

    def logit(self, sentences: Sequence[str]) -> float:
        """Return the log odds that a story was translated by a machine."""
        buckets, values = grams(sentences)
        return float(values @ self.weights[buckets].astype(np.float32)) * self.scale + self.bias


def stored(model: Ngrams) -> bytes:
    """Return a model as the contents of a file."""
    file = io.BytesIO()
    np.savez_compressed(file, weights=model.weights, scale=np.float64(model.scale), bias=np.float64(model.bias))
    return file.getvalue()


def restored(data: bytes) -> Ngrams:
    """Return the model of a file's contents; raises ``ValueError`` or ``KeyError`` if they are none."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return Ngrams(file["weights"], float(file["scale"]), float(file["bias"]))
