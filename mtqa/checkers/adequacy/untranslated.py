"""Words of the source that stand in the story as they were."""

import re
from collections.abc import Iterator

from mtqa.functionwords import english_share
from mtqa.pairing import Pairing
from mtqa.span import Span, first_overlap

#: Scripts that English copy is not written in.
_FOREIGN = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
    "(?:[^A-Za-z\n]*[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])*"
)
_WORD = re.compile(r"[^\W\d_]+")
#: An address of the web, of which nothing is translated.
_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|(?<![\w-])[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:/\S*)?")
#: A sign alone is no word.
_FEWEST_LETTERS = 2
#: So many words of the source in a row are no name and no title.
_FEWEST = 5


def foreign(pairing: Pairing) -> Iterator[Span]:
    """Yield passages of the story in another script that the source has."""
    plain, source = pairing.story.plain, pairing.other.plain
    addresses = _addresses(plain)
    for match in _FOREIGN.finditer(plain):
        words = match.group().split()
        span = Span(*match.span())
        is_word = sum(character.isalpha() for character in match.group()) >= _FEWEST_LETTERS
        is_sound = _is_glossed(plain, match) or first_overlap(addresses, span) is not None
        if is_word and not is_sound and any(word in source for word in words):
            yield span


def copied(pairing: Pairing) -> Iterator[Span]:
    """Yield passages of the story, of several words, that stand in the source word for word."""
    addresses = _addresses(pairing.story.plain)
    for pair in pairing.pairs:
        if not pair.story:
            continue
        inside = pair.story_span
        words = list(_WORD.finditer(pairing.story.plain, inside.start, inside.end))
        source = [match.group().lower() for match in _WORD.finditer(pairing.other.plain)]
        known = {tuple(source[at : at + _FEWEST]) for at in range(len(source) - _FEWEST + 1)}
        at = 0
        while at <= len(words) - _FEWEST:
            end = at
            while tuple(word.group().lower() for word in words[end : end + _FEWEST]) in known:
                end += 1
            if end > at:
                span = Span(words[at].start(), words[end + _FEWEST - 2].end())
                is_prose = english_share(span.of(pairing.story.plain)) < 0.15 and _runs(words[at : end + _FEWEST - 1])
                if is_prose and first_overlap(addresses, span) is None:
                    yield span
            at = max(end, at) + 1


def _addresses(plain: str) -> list[Span]:
    return [Span(*match.span()) for match in _ADDRESS.finditer(plain)]


def _runs(words: list[re.Match[str]]) -> bool:
    """Tell whether the words are a clause and not a name: most are in lower case."""
    return sum(word.group()[0].islower() for word in words) >= len(words) // 2


def _is_glossed(plain: str, match: re.Match[str]) -> bool:
    """Tell whether the words stand in brackets behind what they are called in English."""
    return plain[: match.start()].rstrip().endswith(("(", "[", "\uff08"))
