"""Vectors of names, phrases and words, each made once; those of mtqa's own data are kept from run to run."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.cache import forget, remembered

if TYPE_CHECKING:
    from mtqa.models.encoder import Encoder, Vectors

#: The file is written anew when it has grown by this share.
_GROWTH = 0.02


@dataclass(kw_only=True)
class Meanings:
    """How near short texts are in meaning.

    *key* names the encoder and the data whose texts are kept; without one nothing is kept. Only texts that are said to be
    ``ours`` are written to the cache: a story's words stay out of it.
    """

    encoder: "Encoder"
    key: str = ""
    _made: "dict[str, Vectors]" = field(default_factory=dict, repr=False)
    _new: set[str] = field(default_factory=set, repr=False)

    def add(self, texts: Iterable[str], *, ours: bool = False) -> None:
        """Make the vectors of these texts, one by one: with int8 weights a vector depends a little on its company."""
        for text in texts:
            if text in self._kept:
                continue
            if text not in self._made:
                self._made[text] = self.encoder.encode([text])[0]
            if ours:
                self._kept[text] = self._made[text].tobytes()
                self._new.add(text)

    def cosine(self, one: str, other: str) -> float:
        """Return how near two texts are, from -1 to 1."""
        return float(self._vector(one) @ self._vector(other))

    def save(self) -> None:
        """Keep what was made since, if it is worth a file."""
        if self.key and len(self._new) > _GROWTH * (len(self._kept) - len(self._new)):
            forget("vectors", self.key)
            remembered("vectors", self.key, lambda: self._kept)
            self._new.clear()

    def _vector(self, text: str) -> "Vectors":
        import numpy as np

        if text not in self._made:
            if text in self._kept:
                self._made[text] = np.frombuffer(self._kept[text], np.float32)
            else:
                self._made[text] = self.encoder.encode([text])[0]
        return self._made[text]

    @cached_property
    def _kept(self) -> dict[str, bytes]:
        return remembered("vectors", self.key, dict) if self.key else {}
