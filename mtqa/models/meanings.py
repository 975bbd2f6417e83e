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
        """Return the vector of one text, made if it is not known."""
        self.make([text], encoder)
        return self._known[text]

    def make(self, texts: Iterable[str], encoder: "Encoder") -> None:
        """Fetch what is kept of these texts in one go, and make the rest in one go."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing and self.kept is not None:
            self._known.update(self.kept.get(missing))
            missing = [text for text in missing if text not in self._known]
        if missing:
            self._known.update(
                (text, row.tobytes()) for text, row in zip(missing, encoder.encode(missing), strict=True)
            )
            self._new.update(missing)

    def save(self) -> None:
        """Keep what was made since."""
        if self._new and self.kept is not None:
            self.kept.put({text: self._known[text] for text in self._new})
            self._new.clear()


@dataclass(kw_only=True)
class Meanings:
    """How near the short texts of one story are in meaning to ours.

    Ours are kept, and so are everyday words, which tell nothing of a story; its other texts are not.
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
        self.add_ours(everyday)
        self._made.update((text, self._ours(text)) for text in everyday)

    def add_ours(self, texts: Iterable[str]) -> None:
        """Make the vectors of our texts in one go, or fetch them."""
        self.ours.make(texts, self.encoder)

    def cosine(self, one: str, ours: str) -> float:
        """Return how near a text of the story is to one of ours, from -1 to 1."""
        self.add([one])
        return float(self._made[one] @ self._ours(ours))

    def _ours(self, text: str) -> "Vectors":
        import numpy as np

        return np.frombuffer(self.ours.vector(text, self.encoder), np.float32)


def _is_everyday(text: str) -> bool:
    return text.isalpha() and text.islower() and zipf(text) >= _EVERYDAY
