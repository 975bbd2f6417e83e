"""Near words from the trunk: which words it takes for like, of the same ending and another stem."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mtqa.models.frequency import zipf
from mtqa.models.tagger.reading import marks
from mtqa.models.tagger.words import words
from mtqa.training.tagger.agreement import stem
from mtqa.training.tagger.trunk import encoder, tokenizer

_ENDINGS = ("ing", "ed", "ly", "ies", "es", "s", "ion", "er")
_MOST_WORDS, _MOST_NEAR, _LOOKED_AT = 14_000, 8, 60
_LEAST_LIKENESS = 0.4
#: Words between these rarities are neither names nor small words.
_RARITIES = (2.5, 6.0)


def near_words(trunk: Path, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return for each frequent word of *texts* those nearest to it in meaning, the nearest first."""
    counts = Counter(span.of(text).lower() for text in texts for span in words(text))
    known = [word for word, _ in counts.most_common() if _is_plain(word)][:_MOST_WORDS]
    vectors = _vectors(trunk, known)
    found: dict[str, list[str]] = {}
    for at in range(0, len(known), 512):
        likeness = vectors[at : at + 512] @ vectors.T
        for word, scores in zip(known[at : at + 512], likeness, strict=True):
            best = [number for number in np.argsort(-scores)[1:_LOOKED_AT] if scores[number] >= _LEAST_LIKENESS]
            near = [known[number] for number in best if _goes_instead(known[number], word)][:_MOST_NEAR]
            if near:
                found[word] = near
    return found


def _is_plain(word: str) -> bool:
    low, high = _RARITIES
    return word.isalpha() and len(word) > 2 and low < zipf(word) < high


def _goes_instead(other: str, word: str) -> bool:
    return _ending(other) == _ending(word) and stem(other) != stem(word) and other[:4] != word[:4]


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def _vectors(trunk: Path, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the normalised means of the token states, [texts, width]."""
    cutter, model = tokenizer(trunk), encoder(trunk).eval()
    opened, closed, padding = marks(cutter)
    rows = []
    for at in range(0, len(texts), 256):
        tokens = [
            [opened, *one.ids, closed]
            for one in cutter.encode_batch(list(texts[at : at + 256]), add_special_tokens=False)
        ]
        longest = max(map(len, tokens))
        ids = torch.tensor([[*row, *[padding] * (longest - len(row))] for row in tokens])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in tokens])
        with torch.no_grad():
            states = model(input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)).last_hidden_state
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        rows.append(torch.nn.functional.normalize(means, dim=1).numpy())
    return np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)
