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
class Kept:
    """Vectors of our own names and phrases, as bytes; *key* names the encoder and the data, without one nothing is kept."""

    key: str = ""
    new: set[str] = field(default_factory=set, repr=False)

    @cached_property
    def vectors(self) -> dict[str, bytes]:
        """What was kept, and what was made since."""
        return remembered("vectors", self.key, dict) if self.key else {}

    def save(self) -> None:
        """Keep what was made since, if it is worth a file."""
        if self.key and len(self.new) > _GROWTH * (len(self.vectors) - len(self.new)):
            forget("vectors", self.key)
            remembered("vectors", self.key, lambda: self.vectors)
            self.new.clear()


@dataclass(kw_only=True)
class Meanings:
    """How near the short texts of one story are in meaning to ours.

    With int8 weights a vector depends a little on its company. Ours are made one by one and kept; those of a story are
    made in the batches they are asked for in, so that the same story says the same, alone and among others. A story's
    words are not kept.
    """

    encoder: "Encoder"
    kept: Kept = field(default_factory=Kept)
    _made: "dict[str, Vectors]" = field(default_factory=dict, repr=False)

    def add(self, texts: Iterable[str]) -> None:
        """Make the vectors of texts of the story in one go."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._made]
        if missing:
            self._made.update(zip(missing, self.encoder.encode(missing), strict=True))

    def cosine(self, one: str, ours: str) -> float:
        """Return how near a text of the story is to one of ours, from -1 to 1."""
        import numpy as np

        self.add([one])
        if ours not in self.kept.vectors:
            self.kept.vectors[ours] = self.encoder.encode([ours])[0].tobytes()
            self.kept.new.add(ours)
        return float(self._made[one] @ np.frombuffer(self.kept.vectors[ours], np.float32))
