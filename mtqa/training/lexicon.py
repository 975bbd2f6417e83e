"""Learns which words of a language stand for which of English, from sentences and their translations.

    python -m mtqa.training.lexicon DATA

DATA is the folder of the corpora; what people and systems made of each sentence counts alike. IBM Model 1 (Brown and others
1993, https://aclanthology.org/J93-2003) is fitted both ways, and the surer way counts. Writes mtqa/models/weights/lexicons.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa.models.lexicon import Lexicon, stem, words
from mtqa.training.tagger.corpora import Corpora
from mtqa.training.tagger.rows import Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights" / "lexicons"
PAIRS: Mapping[str, tuple[str, ...]] = {
    "cs": ("2021-cs", "2022-cs"),
    "ha": ("2021-ha",),
    "is": ("2021-is",),
    "uk": ("2022-uk",),
}
_SYSTEMS = 8
_ROUNDS = 6
#: A meaning is kept from this probability on, and when it was met so often, in expectation.
_LEAST, _SEEN = 0.10, 2.0
#: Added to what a word was met with, so that rare words are less sure.
_DOUBT = 0.5


def learned(segments: Sequence[Segment]) -> Lexicon:
    """Return the lexicon of sentences and their translations."""
    sources = [_stems(segment.source) for segment in segments]
    english = [_stems(next(iter(segment.references.values()))) for segment in segments]
    one: list[frozenset[str]] = []
    other: list[frozenset[str]] = []
    for source, segment in zip(sources, segments, strict=True):
        versions = [*segment.references.values(), *list(segment.systems.values())[:_SYSTEMS]]
        one += [source] * len(versions)
        other += [_stems(version) for version in versions]
    sure = _model1(one, other)
    for (meaning, word), probability in _model1(other, one).items():
        sure[word, meaning] = max(sure.get((word, meaning), 0.0), probability)
    meanings: dict[str, dict[str, float]] = {}
    for (word, meaning), probability in sorted(sure.items()):
        meanings.setdefault(word, {})[meaning] = round(probability, 2)
    met, met_english = (Counter(word for sentence in side for word in sentence) for side in (sources, english))
    said = {meaning for each in meanings.values() for meaning in each}
    return Lexicon(
        sentences=len(segments),
        meanings=meanings,
        counts={word: met[word] for word in meanings},
        english={word: met_english[word] for word in sorted(said) if met_english[word]},
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, words(text)))


def _model1(one: Sequence[Iterable[str]], other: Sequence[Iterable[str]]) -> dict[tuple[str, str], float]:
    """Return the probability that a word of the one is translated by one of the other, where it is worth keeping."""
    numbers, numbers_other = _numbered(one), _numbered(other)
    nothing = len(numbers)
    left, right, sentence = [], [], []
    for at, (words_one, words_other) in enumerate(zip(one, other, strict=True)):
        these = [numbers[word] for word in sorted(words_one)] + [nothing]
        those = [numbers_other[word] for word in sorted(words_other)]
        left.append(np.repeat(these, len(those)))
        right.append(np.tile(those, len(these)))
        sentence.append(np.full(len(these) * len(those), at))
    width = len(numbers_other)
    pairs, kind = np.unique(_joint(left) * width + _joint(right), return_inverse=True)
    _, place = np.unique(_joint(sentence) * width + _joint(right), return_inverse=True)
    from_word = pairs // width
    probability: NDArray[np.float64] = np.ones(len(pairs))
    met: NDArray[np.float64] = probability
    for _ in range(_ROUNDS):
        each = probability[kind]
        met = np.bincount(kind, each / np.bincount(place, each)[place], len(pairs)).astype(float)
        probability = met / (np.bincount(from_word, met, nothing + 1)[from_word] + _DOUBT)
    names, names_other = list(numbers), list(numbers_other)
    kept = np.flatnonzero((probability >= _LEAST) & (met >= _SEEN) & (from_word != nothing))
    return {(names[from_word[at]], names_other[pairs[at] % width]): float(probability[at]) for at in kept}


def _numbered(side: Sequence[Iterable[str]]) -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted({word for sentence in side for word in sentence}))}


def _joint(parts: "list[NDArray[np.int64]]") -> "NDArray[np.int64]":
    return np.concatenate(parts).astype(np.int64)


def write(lexicon: Lexicon, file: Path) -> None:
    """Write a lexicon as it ships."""
    said = {
        "sentences": lexicon.sentences,
        "words": {
            word: [lexicon.counts[word], {each: round(100 * sure) for each, sure in meanings.items()}]
            for word, meanings in lexicon.meanings.items()
        },
        "english": lexicon.english,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(json.dumps(said, separators=(",", ":")).encode(), mtime=0))


def main() -> None:
    """Learn and write all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    corpora = Corpora(parser.parse_args().data)
    for language, pairs in PAIRS.items():
        lexicon = learned([segment for pair in pairs for segment in corpora.segments(pair)])
        write(lexicon, _WEIGHTS / f"{language}.json.gz")
        meanings = sum(map(len, lexicon.meanings.values()))
        print(f"{language}: {len(lexicon.meanings)} words, {meanings} meanings of {lexicon.sentences} sentences")


if __name__ == "__main__":
    main()
