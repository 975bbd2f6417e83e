"""Quotation marks that the source has and the story lacks, or the other way round."""

import re
from collections.abc import Iterator

from mtqa.pairing import Pair, Pairing

_MARKS = re.compile(
    "[\"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f\u300a\u300b\u2039\u203a\u3008\u3009\u2018\u2019'\u201a]"
)
#: What a speaker says, and not a word or title in quotation marks: so much between two marks, in characters.
_SPEECH = re.compile(
    '["\u201c\u00ab\u300c\u300e\u201e]([^"\u201c\u201d\u00ab\u00bb\u300d\u300f]{25,})["\u201d\u00bb\u300d\u300f\u201c]'
)


def lost(pairing: Pairing) -> Iterator[Pair]:
    """Yield pairs in which the source quotes at length and the story has no mark of quotation."""
    for pair in _whole(pairing):
        if _SPEECH.search(pairing.words(pair)) and not _MARKS.search(pairing.story_words(pair)):
            yield pair


def gained(pairing: Pairing) -> Iterator[Pair]:
    """Yield pairs in which the story quotes at length and the source has no mark of quotation, nor one near it."""
    for number, pair in enumerate(pairing.pairs):
        if pair.other and pair.story and _SPEECH.search(pairing.story_words(pair)):
            near = pairing.around(number)[0]
            if not _MARKS.search(near) and "-" not in near and "\u2013" not in near and "\u2014" not in near:
                yield pair


def _whole(pairing: Pairing) -> Iterator[Pair]:
    return (pair for pair in pairing.pairs if pair.other and pair.story)
