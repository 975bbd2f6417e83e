"""Which language a text is in."""

import re
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


#: The names of characters of a script tell its language where one language has it for itself.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
#: Words of languages that langdetect does not know, and that none of its own has.
_WORDS = (
    # Faroese has no thorn, and writes ø.
    ("is", re.compile(r"\b\w*þ\w*\b|\b(?=\w*ö)\w*ð\w*\b|\b(?:að|með|hafði|yfir)\b", re.IGNORECASE)),
    ("ha", re.compile(
        r"\b(?:cewa|kuma|wannan|cikin|wajen|domin|suka|yadda|wadanda|waɗanda|shugaban|kasar|ƙasar|ake|ɗan|wani|wata|yayin|saboda|amma"
        r"|hukumar|gwamnatin|jihar|lokacin|zuwa)\b",
        re.IGNORECASE,
    )),
)  # fmt: skip
#: So many of the words have to be such words, and not one of them said over and over.
_LEAST_WORDS, _LEAST_DIFFERENT = 0.04, 2
_WORD = re.compile(r"\w+")
#: So large a part of the letters has to be of the script; kana is a tenth of the densest Japanese.
_LEAST_SHARE = 0.1


def identified(text: str, identifier: Identifier) -> str | None:
    """Return the language of a text, by its script where that tells, or nothing where no language is likely.

    langdetect takes short Chinese for Korean, and no script but its own writes Japanese, Korean or Thai; Icelandic and Hausa
    it does not know.
    """
    sample = text[:_MAX_CHARACTERS]
    letters = sum(character.isalpha() for character in sample)
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > _LEAST_SHARE * letters:
            return code
    for code, known in _WORDS:
        found = [match.lower() for match in known.findall(sample)]
        if len(set(found)) >= _LEAST_DIFFERENT and len(found) >= _LEAST_WORDS * len(_WORD.findall(sample)):
            return code
    likeliest = next(iter(identifier.languages(sample)), None)
    # langdetect tells two kinds of Chinese apart.
    return likeliest.partition("-")[0] if likeliest else None
