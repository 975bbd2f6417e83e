"""Which language a text is in."""

from collections.abc import Mapping
from typing import Protocol

#: langdetect looks at letter trigrams and reads no further than this anyway.
_MAX_CHARACTERS = 10_000


class Identifier(Protocol):
    """Tells languages by ISO 639-1 code."""

    def languages(self, text: str) -> Mapping[str, float]:
        """Return the likely languages of *text* with their probabilities, the likeliest first."""
        ...


class LangdetectIdentifier:
    """langdetect, seeded, since it draws at random."""

    def __init__(self) -> None:
        from langdetect import DetectorFactory, LangDetectException, detect_langs

        DetectorFactory.seed = 0
        self._detect, self._error = detect_langs, LangDetectException

    def languages(self, text: str) -> Mapping[str, float]:
        """Return the likely languages of *text* with their probabilities, the likeliest first."""
        try:
            return {found.lang: found.prob for found in self._detect(text[:_MAX_CHARACTERS])}
        except self._error:
            return {}


def name() -> str:
    """Return the name and version of the identifier."""
    from importlib import metadata

    return f"langdetect-{metadata.version('langdetect')}"
