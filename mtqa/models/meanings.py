"""Vectors of names, phrases and words, each made once; those of mtqa's own data are kept from run to run."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.cache import Kept
from mtqa.models.frequency import zipf

if TYPE_CHECKING:
    from mtqa.models.encoder import Encoder, Vectors

#: On the Zipf scale: once in a million words.
_EVERYDAY = 3.0


@dataclass(kw_only=True)
class Ours:
    """Vectors of our own names and phrases, as bytes; what is not kept yet is made and kept by ``save``."""

    kept: Kept | None = None
    _known: dict[str, bytes] = field(default_factory=dict, repr=False)
    _new: set[str] = field(default_factory=set, repr=False)

    def vector(self, text: str, encoder: "Encoder") -> bytes:
        """Return the vector of one text, made by itself if it is not known."""
        self.look_up([text])
        if text not in self._known:
            self._known[text] = encoder.encode([text])[0].tobytes()
            self._new.add(text)
        return self._known[text]

    def look_up(self, texts: Iterable[str]) -> None:
        """Fetch what is kept of these texts in one go."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing and self.kept is not None:
            self._known.update(self.kept.get(missing))

    def save(self) -> None:
        """Keep what was made since."""
        if self._new and self.kept is not None:
            self.kept.put({text: self._known[text] for text in self._new})
            self._new.clear()


@dataclass(kw_only=True)
class Meanings:
    """How near the short texts of one story are in meaning to ours.

    With int8 weights a vector depends a little on its company. Ours are made one by one and kept, and so are everyday words,
    which tell nothing of a story; its other texts are made in the batches they are asked for in, and not kept. So the same
    story says the same, alone and among others.
    """

    encoder: "Encoder"
    ours: Ours = field(default_factory=Ours)
    _made: "dict[str, Vectors]" = field(default_factory=dict, repr=False)

    def add(self, texts: Iterable[str]) -> None:
        """Make the vectors of texts of the story in one go."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._made]
        missing = [text for text in wanted if not _is_everyday(text)]
        if missing:
            self._made.update(zip(missing, self.encoder.encode(missing), strict=True))
        everyday = [text for text in wanted if _is_everyday(text)]
        self.ours.look_up(everyday)
        for text in everyday:
            self._made[text] = self._ours(text)

    def cosine(self, one: str, ours: str) -> float:
        """Return how near a text of the story is to one of ours, from -1 to 1."""
        self.add([one])
        return float(self._made[one] @ self._ours(ours))

    def _ours(self, text: str) -> "Vectors":
        import numpy as np

        return np.frombuffer(self.ours.vector(text, self.encoder), np.float32)


def _is_everyday(text: str) -> bool:
    return text.isalpha() and text.islower() and zipf(text) >= _EVERYDAY
