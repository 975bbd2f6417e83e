"""Which words of a language stand for which of English, for languages that the cross-lingual encoder does not know.

A lexicon is small, learned from a thousand or two sentences, and knows words by their opening letters; names, loanwords and
figures are told by being alike. How much of two sentences has a counterpart in the other, each word weighing what it is rare,
says whether the one translates the other.
"""

import gzip
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from mtqa.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtqa.models.encoder import Vectors

#: The languages, by ISO 639-1 code, that a lexicon comes with mtqa for.
LANGUAGES = frozenset("cs ha is uk".split())
#: How many letters of a word are its stem.
_STEM = 4
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
#: What a word weighs that the lexicon has not, in nepers.
_UNKNOWN = 3.0
#: How sure a word stands for another that has the same letters, that many of them at least, or as many at its opening.
_SAME, _SAME_SHORT, _LONG = 1.0, 0.5, 4
_OPENINGS = ((4, 0.6), (5, 0.9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Stems of a language and of English: how sure the one stands for the other, and in how many sentences each was."""

    #: How many sentences it was learned from.
    sentences: int
    #: By stem of the language, by stem of English: from 0 to 1.
    meanings: Mapping[str, Mapping[str, float]]
    counts: Mapping[str, int]
    english: Mapping[str, int]

    def likeness(self, texts: Sequence[str], english: Sequence[str]) -> "Vectors":
        """Return how much of each text and of each English one the other has, from 0 to 1: len(texts) by len(english)."""
        import numpy as np

        one, other = self._side(texts, self.counts), self._side(english, self.english)
        if not one.words or not other.words:
            return np.zeros((len(texts), len(english)), np.float32)
        support = np.sqrt(self._support(one.words, other.words))
        rows = [support[words].max(0) if words.any() else np.zeros(len(other.words)) for words in one.inside]
        columns = [support[:, words].max(1) if words.any() else np.zeros(len(one.words)) for words in other.inside]
        covered, covered_other = one.shares @ np.array(columns).T, np.array(rows) @ other.shares.T
        found: Vectors = np.sqrt(covered * covered_other).astype(np.float32)
        return found

    def _side(self, texts: Sequence[str], counts: Mapping[str, int]) -> "_Side":
        import numpy as np

        found = [set(words(text)) for text in texts]
        every = sorted(set().union(*found))
        inside = np.array([[word in each for word in every] for each in found], bool).reshape(len(texts), len(every))
        weights = np.array([self._weight(counts.get(stem(word), 0)) for word in every])
        whole = np.maximum((inside * weights).sum(1, keepdims=True), 1e-9)
        return _Side(every, inside, inside * weights / whole)

    def _weight(self, count: int) -> float:
        return math.log((self.sentences + 1) / (count + 1)) if count else _UNKNOWN

    def _support(self, one: Sequence[str], other: Sequence[str]) -> "NDArray[np.float32]":
        """Return how sure each word of the one stands for each of the other."""
        import numpy as np

        support = np.zeros((len(one), len(other)), np.float32)
        by_stem: dict[str, list[int]] = {}
        by_opening: dict[str, list[int]] = {}
        for column, word in enumerate(other):
            by_stem.setdefault(stem(word), []).append(column)
            for length, _ in _OPENINGS:
                if len(word) >= length and word.isalpha():
                    by_opening.setdefault(word[:length], []).append(column)
        places = {word: column for column, word in enumerate(other)}
        for row, word in enumerate(one):
            for length, sure in _OPENINGS:
                if len(word) >= length:
                    support[row, by_opening.get(word[:length], [])] = sure
            if word in places:
                is_sure = word.isdigit() or len(word) >= _LONG
                support[row, places[word]] = _SAME if is_sure else _SAME_SHORT
            for meaning, sure in self.meanings.get(stem(word), {}).items():
                columns = by_stem.get(meaning, [])
                support[row, columns] = np.maximum(support[row, columns], sure)
        return support


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of some texts, which of them each text has, and what share of it each is."""

    words: Sequence[str]
    inside: "NDArray[np.bool_]"
    shares: "NDArray[np.float64]"


def words(text: str) -> list[str]:
    """Return the words of a text in plain small letters, whatever their script; of a number its digits.

    Raises ``MissingExtraError``.
    """
    try:
        from anyascii import anyascii
    except ModuleNotFoundError as error:
        raise MissingExtraError("to compare words across scripts, mtqa needs anyascii", "source") from error
    found = (re.sub("[^0-9a-z]", "", anyascii(match.group()).lower()) for match in _WORD.finditer(text))
    return [word for word in found if word]


def stem(word: str) -> str:
    """Return what a lexicon knows a word by."""
    return word if word.isdigit() else word[:_STEM]


@lru_cache(maxsize=8)
def load(language: str) -> Lexicon:
    """Return the lexicon of a language of ``LANGUAGES``."""
    file = resources.files("mtqa.models") / "weights" / "lexicons" / f"{language}.json.gz"
    said = json.loads(gzip.decompress(file.read_bytes()))
    return Lexicon(
        sentences=said["sentences"],
        meanings={
            word: {english: percent / 100 for english, percent in meanings.items()}
            for word, (_, meanings) in said["words"].items()
        },
        counts={word: count for word, (count, _) in said["words"].items()},
        english=said["english"],
    )
