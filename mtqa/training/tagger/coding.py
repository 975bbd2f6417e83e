"""From sentences to tokens, with what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mtqa.models.tagger.reading import WINDOW, Ids
from mtqa.models.tagger.words import words
from mtqa.span import Span
from mtqa.training.tagger.rows import Fault

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence: ids, [tokens], and the probabilities of any error and of a major one to learn, [tokens, 2].

    No longer than a window. The weight says how much its tokens count; 0 where nothing is known of them.
    """

    ids: Ids
    odds: NDArray[np.float32]
    weight: float

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Coder:
    """Turns sentences into tokens; the tokenizer must neither cut nor pad."""

    tokenizer: "Tokenizer"

    def sound(self, text: str, weight: float) -> Coded:
        """Return a sentence without faults."""
        return self.marked(text, (), weight)

    def marked(self, text: str, faults: Sequence[Fault], weight: float) -> Coded:
        """Return a sentence with faults."""
        ids, offsets = self._tokens(text)
        odds = np.zeros((len(ids), 2), np.float32)
        for fault in faults:
            inside = [number for number, token in enumerate(offsets) if token.overlaps(fault.span)]
            odds[inside] = np.maximum(odds[inside], fault.odds)
        return Coded(ids, odds, weight)

    def soft(self, text: str, labels: NDArray[np.float16], weight: float) -> Coded:
        """Return a sentence of whose words probabilities are known, [words, 2]; raises ``ValueError`` if they are of another."""
        own = words(text)
        if len(own) != len(labels):
            raise ValueError(f"{len(labels)} labels for {len(own)} words")
        ids, offsets = self._tokens(text)
        odds = np.zeros((len(ids), 2), np.float32)
        at = 0
        for number, token in enumerate(offsets):
            while at < len(own) and own[at].end <= token.start:
                at += 1
            if at < len(own) and own[at].overlaps(token):
                odds[number] = labels[at]
        return Coded(ids, odds, weight)

    def _tokens(self, text: str) -> tuple[Ids, list[Span]]:
        coded = self.tokenizer.encode(text, add_special_tokens=False)
        return np.array(coded.ids[:WINDOW], np.int64), [Span(*offset) for offset in coded.offsets[:WINDOW]]
