"""From sentences to token logits: consecutive sentences share windows, windows of like length share batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from mtqa.models.encoder import batches
from mtqa.models.tagger.typography import fold
from mtqa.models.tagger.words import words
from mtqa.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ids = NDArray[np.int64]
Logits = NDArray[np.float32]

#: What the three logits of a token are.
CHANNELS = ("translated", "any", "major")
TRANSLATED, ANY, MAJOR = range(3)
#: Word pieces in a window, the two marks around them not counted; what the network was trained on.
WINDOW = 126
#: The logit of a word of which the tokenizer keeps nothing.
_UNSEEN = -12.0


class Network(Protocol):
    """Gives logits, [windows, tokens, 3], for ids and a mask (1 token, 0 padding), both [windows, tokens]."""

    def __call__(self, ids: Ids, mask: Ids) -> Logits:
        """Return the logits; those of padding mean nothing."""
        ...


@dataclass(frozen=True)
class Reading:
    """A sentence as the network read it: folded text, the characters of each token, and logits [tokens, 3]."""

    text: str
    offsets: tuple[Span, ...]
    logits: Logits

    @cached_property
    def words(self) -> list[Span]:
        """The words of the sentence."""
        return words(self.text)

    @cached_property
    def word_logits(self) -> Logits:
        """The highest logits of each word's tokens, [words, 2]: any error, a major one."""
        table = np.full((len(self.words), 2), _UNSEEN, np.float32)
        at = 0
        for token, row in zip(self.offsets, self.logits, strict=True):
            while at < len(self.words) and self.words[at].end <= token.start:
                at += 1
            if at < len(self.words) and self.words[at].overlaps(token):
                table[at] = np.maximum(table[at], row[ANY:])
        return table


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of one sentence that stand in a window."""

    sentence: int
    start: int
    ids: list[int]


def read(sentences: Sequence[str], tokenizer: "Tokenizer", network: Network) -> list[Reading]:
    """Read the sentences of one story; *tokenizer* must neither cut nor pad."""
    folded = [fold(sentence) for sentence in sentences]
    encodings = tokenizer.encode_batch(folded, add_special_tokens=False)
    found = [np.zeros((len(encoding.ids), len(CHANNELS)), np.float32) for encoding in encodings]
    windows = list(_windows([encoding.ids for encoding in encodings]))
    opened, closed, padding = marks(tokenizer)
    for batch in batches([_length(window) for window in windows]):
        ids = np.full((len(batch), max(_length(windows[at]) for at in batch) + 2), padding, np.int64)
        mask = np.zeros_like(ids)
        for row, at in enumerate(batch):
            tokens = [opened, *(token for piece in windows[at] for token in piece.ids), closed]
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        logits = network(ids, mask)
        for row, at in enumerate(batch):
            place = 1
            for piece in windows[at]:
                size = len(piece.ids)
                found[piece.sentence][piece.start : piece.start + size] = logits[row, place : place + size]
                place += size
    return [
        Reading(text, tuple(Span(*offset) for offset in encoding.offsets), logits)
        for text, encoding, logits in zip(folded, encodings, found, strict=True)
    ]


def marks(tokenizer: "Tokenizer") -> tuple[int, int, int]:
    """Return the ids of the tokens that open a window, close it and fill it up."""
    ids = [tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[PAD]")]
    opened, closed, padding = (-1 if token is None else token for token in ids)
    return opened, closed, padding


def _windows(sentences: Sequence[list[int]]) -> Iterator[list[_Piece]]:
    """Put sentences into windows in order; one too long for a window is read in pieces."""
    window: list[_Piece] = []
    for number, ids in enumerate(sentences):
        for start in range(0, len(ids), WINDOW):
            piece = _Piece(number, start, ids[start : start + WINDOW])
            if window and _length(window) + len(piece.ids) > WINDOW:
                yield window
                window = []
            window.append(piece)
    if window:
        yield window


def _length(window: Sequence[_Piece]) -> int:
    return sum(len(piece.ids) for piece in window)
