"""The headline against the whole story: whether it speaks of the same thing."""

from collections.abc import Iterator, Sequence
from math import log
from typing import TYPE_CHECKING

from mtqa.analysis import Analysis
from mtqa.checkers.coherence.cohesion import FEWEST_SENTENCES, LEAST, SURE, Said
from mtqa.document import Role, Sentence
from mtqa.finding import Finding, Severity
from mtqa.models.logistic import packaged

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

NAMES = ("nearest", "nearest_three", "story", "lede", "words_shared", "share", "names_shared", "length", "sentences")
_FEWEST_WORDS = 4
_NEAREST = 3


def features(title: Said, vector: "Vectors", vectors: "Vectors", story: Sequence[Said]) -> tuple[float, ...]:
    """Return how a headline fits a story, in the order of ``NAMES``; rows of the vectors are sentences."""
    import numpy as np

    likeness = vectors @ vector
    whole = vectors.sum(0)
    words = frozenset().union(*(sentence.words for sentence in story))
    shared = len(title.words & words)
    return (
        float(likeness.max()),
        float(np.sort(likeness)[-_NEAREST:].mean()),
        float(vector @ whole / np.linalg.norm(whole)),
        float(likeness[:_NEAREST].max()),
        float(min(6, shared)),
        shared / max(1, len(title.words)),
        float(min(4, len(title.names & words))),
        log(max(1, title.count)),
        log(len(story)),
    )


def check(analysis: Analysis, part: Sequence[Sentence], vectors: "Vectors", told: Sequence[Said]) -> Iterator[Finding]:
    """Yield the headline if it speaks of something that the running text does not."""
    title = next((at for at, sentence in enumerate(part) if sentence.role is Role.HEADLINE), None)
    body = [at for at, sentence in enumerate(part) if sentence.role is Role.BODY]
    if title is None or len(body) < FEWEST_SENTENCES - 1 or told[title].count < _FEWEST_WORDS:
        return
    row = features(told[title], vectors[title], vectors[body], [told[at] for at in body])
    sure = packaged("headline").probability(row)
    if sure >= LEAST:
        yield analysis.rules["coherence/headline-of-another-story"].finding(
            part[title].span, confidence=round(sure, 3), severity=Severity.MINOR if sure < SURE else None
        )
