"""What the other translations of a sentence say about each word of one.

They are read all at once, which nobody can when a story is checked; what is learned from them labels the data of the tagger,
which reads one. The idea, errors as what other systems do not say: arXiv 2603.12983; the features are our own.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mtqa.models.frequency import zipf
from mtqa.models.tagger.words import words

Table = NDArray[np.float32]

FEATURES = (
    "share",
    "share of references",
    "share as often",
    "share of beginnings",
    "share with the word before",
    "share with the word behind",
    "share of the two around it",
    "references with the word before",
    "references with the word behind",
    "share of the word before",
    "share of the word behind",
    "share around",
    "rarity",
    "letters",
    "capital",
    "digit",
    "place",
    "times",
    "missing",
    "share on average",
    "length beside others",
    "length",
    "likeness to others",
)
_SUFFIX = re.compile(r"(?:'s|ations?|ings?|edly|ed|ies|es|s|ly|er|ion|ment|al|e|y)$")
_AROUND = 3
#: A word that so many others have and this text has not is missing, if it is not as common as "the".
_COMMON, _EVERYDAY = 0.6, 6.5


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a word without its ending, if three letters are left."""
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= 3 else word


@dataclass(frozen=True, slots=True)
class Witness:
    """A translation, ready to be asked what it says."""

    length: int
    stems: Counter[str]
    beginnings: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    skips: frozenset[tuple[str, str]]


def witness(text: str) -> Witness:
    """Return what a translation says."""
    said = [word.of(text).lower() for word in words(text)]
    stems = [stem(word) for word in said]
    framed = ["<", *stems, ">"]
    return Witness(
        len(said),
        Counter(stems),
        frozenset(word[:4] for word in said),
        frozenset(pairwise(framed)),
        frozenset(zip(framed, framed[2:], strict=False)),
    )


def features(text: str, others: Sequence[Witness], references: Sequence[Witness]) -> Table:
    """Return a row of ``FEATURES`` for each word, [words, 23]; shares are of *others* and *references* together."""
    said = [word.of(text) for word in words(text)]
    if not said:
        return np.zeros((0, len(FEATURES)), np.float32)
    everyone = [*others, *references]
    stems = [stem(word.lower()) for word in said]
    own = Counter(stems)
    framed = ["<", *stems, ">"]
    share = np.array([_share(everyone, [one.stems[word] > 0 for one in everyone]) for word in stems])
    whole = _whole(stems, share, everyone)
    table = np.zeros((len(said), len(FEATURES)), np.float32)
    for at, word in enumerate(said):
        left, here, right = framed[at : at + 3]
        table[at] = [
            share[at],
            _share(references, [one.stems[here] > 0 for one in references]),
            _share(everyone, [one.stems[here] >= own[here] for one in everyone]),
            _share(everyone, [word.lower()[:4] in one.beginnings for one in everyone]),
            _share(everyone, [(left, here) in one.pairs for one in everyone]),
            _share(everyone, [(here, right) in one.pairs for one in everyone]),
            _share(everyone, [(left, right) in one.skips for one in everyone]),
            _share(references, [(left, here) in one.pairs for one in references]),
            _share(references, [(here, right) in one.pairs for one in references]),
            share[at - 1] if at else 1.0,
            share[at + 1] if at + 1 < len(said) else 1.0,
            share[max(0, at - _AROUND) : at + _AROUND + 1].mean(),
            zipf(word.lower()),
            len(word),
            word[0].isupper(),
            word[0].isdigit(),
            at / len(said),
            own[here],
            *whole,
        ]
    return table


def _share(asked: Sequence[Witness], answers: Sequence[bool]) -> float:
    return sum(answers) / max(1, len(asked))


def _whole(stems: Sequence[str], share: NDArray[np.float64], everyone: Sequence[Witness]) -> list[float]:
    """Return the features that all words of a text share."""
    own = set(stems)
    counts = Counter(word for one in everyone for word in one.stems)
    missing = sum(
        count / len(everyone) > _COMMON and word not in own and zipf(word) < _EVERYDAY for word, count in counts.items()
    )
    lengths = [one.length for one in everyone] or [len(stems)]
    likeness = [len(own & one.stems.keys()) / max(1, len(own | one.stems.keys())) for one in everyone] or [0.0]
    return [
        missing / len(stems),
        float(share.mean()),
        len(stems) / max(1.0, float(np.median(lengths))),
        len(stems),
        float(np.mean(likeness)),
    ]
