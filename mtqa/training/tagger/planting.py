"""Faults planted in sound copy: a word for another that does not go there, a preposition or an article for another."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mtqa.errors import ReadError
from mtqa.finding import Severity
from mtqa.models.tagger.words import words
from mtqa.span import Span
from mtqa.training.tagger.rows import Fault

#: For a word in lower case, those that may be planted in its place.
Near = Mapping[str, Sequence[str]]

_PREPOSITIONS = tuple("about against at between by for from in into of on over to under with".split())
_ARTICLES = {"the": "a", "a": "the", "an": "the"}
#: Another word is not always a wrong one.
_SURE = 0.85
#: How readily each kind of word is replaced, as a multiple of the rate.
_NEAR_SHARE, _PREPOSITION_SHARE, _ARTICLE_SHARE = 1.6, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with faults in it; their spans count in this text, and each says how sure it is to be one."""

    text: str
    faults: tuple[Fault, ...]


class Planter(Protocol):
    """Plants faults; any function of this shape can stand in its place."""

    def __call__(self, texts: Sequence[str], draw: random.Random, rate: float) -> list[Planted]:
        """Return the sentences of one story with faults at about *rate* of their words, the same for the same draws."""
        ...


@dataclass(frozen=True, slots=True)
class NearWords:
    """Plants words that are near others: right in meaning, wrong in English, as when a goalkeeper rescues a penalty."""

    near: Near

    def __call__(self, texts: Sequence[str], draw: random.Random, rate: float) -> list[Planted]:
        """Return texts with words replaced by others, a major fault, or by other prepositions and articles, a minor one."""
        return [self._planted(text, draw, rate) for text in texts]

    def _planted(self, text: str, draw: random.Random, rate: float) -> Planted:
        pieces: list[str] = []
        faults: list[Fault] = []
        length = at = 0
        for span in words(text):
            word = span.of(text)
            put, severity = self._instead(word.lower(), draw, rate)
            if put == word.lower():
                continue
            put = put.capitalize() if word[0].isupper() else put
            before = text[at : span.start]
            start = length + len(before)
            faults.append(Fault(Span(start, start + len(put)), severity, _SURE))
            pieces += [before, put]
            length, at = start + len(put), span.end
        return Planted("".join([*pieces, text[at:]]), tuple(faults))

    def _instead(self, word: str, draw: random.Random, rate: float) -> tuple[str, Severity]:
        lot = draw.random()
        if word in self.near and lot < rate * _NEAR_SHARE:
            return draw.choice(self.near[word]), Severity.MAJOR
        if word in _PREPOSITIONS and lot < rate * _PREPOSITION_SHARE:
            return draw.choice(_PREPOSITIONS), Severity.MINOR
        if word in _ARTICLES and lot < rate * _ARTICLE_SHARE:
            return _ARTICLES[word], Severity.MINOR
        return word, Severity.MINOR


def read_near(path: Path) -> Near:
    """Return a table of near words, a JSON object from each word to a list of others; raises ``ReadError``."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        near = {word: tuple(others) for word, others in table.items() if others and not isinstance(others, str)}
        if not all(isinstance(other, str) for others in near.values() for other in others):
            raise TypeError("a word is no text")
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ReadError(str(path), f"no table of near words, {{word: [others]}}: {error}") from error
    return near
