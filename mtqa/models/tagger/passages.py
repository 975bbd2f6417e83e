"""From word logits to passages, and where a decoder hung."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.models.tagger.reading import Logits, Reading
from mtqa.models.tagger.words import words
from mtqa.span import Span

#: A decoder that hangs says so many words over and over, so many times and so many words in all at least.
_LOOP_LENGTHS = (2, 15)
_LOOP_TIMES, _LOOP_WORDS = 3, 9


@dataclass(frozen=True, slots=True)
class Candidate:
    """Neighbouring words that may be wrong, with the highest probabilities of any of them."""

    span: Span
    p_any: float
    p_major: float


def sigmoid(logits: Logits) -> NDArray[np.float64]:
    """Return probabilities for log odds, of the same shape."""
    return 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -30, 30)))


def candidates(reading: Reading, least: float) -> Iterator[Candidate]:
    """Yield the runs of neighbouring words whose probability of any error is *least* or more."""
    odds = sigmoid(reading.word_logits)
    chosen = np.flatnonzero(odds[:, 0] >= least)
    for run in np.split(chosen, np.flatnonzero(np.diff(chosen) > 1) + 1):
        if len(run):
            p_any, p_major = odds[run].max(0).tolist()
            yield Candidate(Span(reading.words[run[0]].start, reading.words[run[-1]].end), p_any, p_major)


def loops(text: str) -> Iterator[Span]:
    """Yield the stretches in which a few words, not all the same, are said over and over."""
    spans = words(text)
    said = [span.of(text).lower() for span in spans]
    at = 0
    while at < len(said):
        end = _loop_end(said, at)
        if end > at:
            yield Span(spans[at].start, spans[end - 1].end)
        at = max(end, at + 1)


def _loop_end(said: list[str], at: int) -> int:
    """Return the word behind a loop that begins at *at*, or *at*."""
    shortest, longest = _LOOP_LENGTHS
    for size in range(shortest, min(longest, (len(said) - at) // _LOOP_TIMES) + 1):
        end = at + size
        while end < len(said) and said[end] == said[end - size]:
            end += 1
        if end - at >= max(_LOOP_TIMES * size, _LOOP_WORDS) and len(set(said[at : at + size])) > 1:
            return end
    return at
