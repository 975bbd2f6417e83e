"""Batches as tensors."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from mtqa.models.tagger import reading
from mtqa.training.tagger.windows import Window

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: How often the double quotation marks of a window become single ones: their style tells nothing.
_REQUOTED = 0.2


@dataclass(frozen=True, slots=True)
class Marks:
    """The ids of tokens that mean something of their own; -1 where the vocabulary has none."""

    opened: int
    closed: int
    padding: int
    double: int
    single: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows side by side, those with a rival right before it."""

    #: [windows, tokens]: ids; 1 for tokens and 0 for padding; 1 for tokens of sentences.
    ids: Tensor
    mask: Tensor
    inner: Tensor
    #: [windows, tokens, 2] probabilities of any error and a major one; [windows, tokens] how much a token counts.
    odds: Tensor
    weight: Tensor
    #: [windows]: the probability of being translated, how much it counts, whether the next window is the rival.
    translated: Tensor
    importance: Tensor
    has_rival: Tensor


def marks(tokenizer: "Tokenizer") -> Marks:
    """Return the marks of a vocabulary."""
    quotes = [tokenizer.token_to_id(mark) for mark in ('"', "'")]
    double, single = (-1 if token is None else token for token in quotes)
    return Marks(*reading.marks(tokenizer), double, single)


def collate(windows: Sequence[Window], known: Marks, draw: random.Random) -> Batch:
    """Return windows as tensors, padded to the longest."""
    shape = (len(windows), max(map(len, windows)) + 2)
    ids = torch.full(shape, known.padding, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.long)
    inner, weight = torch.zeros(shape), torch.zeros(shape)
    odds = torch.zeros((*shape, 2))
    for row, window in enumerate(windows):
        end = len(window) + 1
        ids[row, 0], ids[row, end] = known.opened, known.closed
        mask[row, : end + 1] = 1
        inner[row, 1:end] = 1
        at = 1
        for part in window.parts:
            ids[row, at : at + len(part)] = torch.from_numpy(part.ids)
            odds[row, at : at + len(part)] = torch.from_numpy(part.odds)
            weight[row, at : at + len(part)] = part.weight
            at += len(part)
        if draw.random() < _REQUOTED and known.single >= 0:
            ids[row][ids[row] == known.double] = known.single
    return Batch(
        ids=ids,
        mask=mask,
        inner=inner,
        odds=odds,
        weight=weight,
        translated=torch.tensor([window.translated for window in windows]),
        importance=torch.tensor([window.weight for window in windows]),
        has_rival=torch.tensor([window.rival is not None for window in windows]),
    )
