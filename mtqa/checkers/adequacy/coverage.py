"""What of the source the story lacks, what it has beyond the source, and what means something else."""

import re
from collections.abc import Iterator
from statistics import median

from mtqa.analysis import Analysis
from mtqa.checkers.adequacy.gaps import place_for
from mtqa.checkers.adequacy.shown import shown
from mtqa.document import Role
from mtqa.finding import Finding
from mtqa.pairing import Pair, Pairing

#: The median cosine of pairs under which the texts are not of one story; of translations the lowest fifth of languages has 0.5.
_ANOTHER = 0.28
#: Of fewer sentences one that is told freely says nothing of the rest.
_FEWEST_SENTENCES = 3
#: A sentence left alone that is so like one of the other text, at least or as a share of what pairs usually have, only moved.
_ELSEWHERE, _MOVED = 0.52, 0.93
#: Shorter passages say too little to be missed: characters, where a character of Chinese or Japanese counts thrice.
_SHORTEST = 25
#: From here on words are a sentence without a full stop too.
_LONG = 45
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ENDS = re.compile(r"[.!?。！？…؟۔][\"'”’»」』)）\]]*$")


def is_another(pairing: Pairing) -> bool:
    """Tell whether the two texts are not of one story at all."""
    usual = _usual(pairing)
    paired = sum(len(pair.story) for pair in pairing.pairs if pair.other)
    sentences = len(pairing.story.sentences)
    if not sentences or not pairing.other.sentences:
        return False
    if min(sentences, len(pairing.other.sentences)) < _FEWEST_SENTENCES:
        return False
    return usual < _ANOTHER or paired < 0.25 * sentences


def another(analysis: Analysis, pairing: Pairing, rule: str) -> Iterator[Finding]:
    """Yield one finding on the opening of the story."""
    yield analysis.rules[rule].finding(pairing.story.sentences[0].span)


def check(analysis: Analysis, pairing: Pairing, pack: str) -> Iterator[Finding]:
    """Yield omissions, additions and passages of another meaning; *pack* is ``adequacy`` or ``reference``."""
    elsewhere = max(_ELSEWHERE, _MOVED * _usual(pairing))
    alone = [(number, pair) for number, pair in enumerate(pairing.pairs) if pair.likeness < elsewhere]
    lost = [number for number, pair in alone if not pair.story and _is_prose(pairing.words(pair))]
    added = [number for number, pair in alone if not pair.other and _is_told(pairing, pair)]
    for number in added:
        pair = pairing.pairs[number]
        # One sentence in the place of another: neither was left out or put in.
        instead = next((near for near in (number - 1, number + 1) if near in lost), None)
        if instead is None:
            yield analysis.rules[f"{pack}/addition"].finding(pair.story_span)
        else:
            lost.remove(instead)
            beside = pairing.passage(pairing.pairs[instead].other_span)
            yield shown(analysis.rules[f"{pack}/meaning"].finding(pair.story_span), beside)
    for number in lost:
        if not _is_edge(pairing, number):
            beside = pairing.passage(pairing.pairs[number].other_span)
            yield shown(analysis.rules[f"{pack}/omission"].finding(place_for(pairing, number)), beside)


def _is_told(pairing: Pairing, pair: Pair) -> bool:
    return pair.story[0].role in {Role.BODY, Role.QUOTE} and _is_prose(pairing.story_words(pair))


def _usual(pairing: Pairing) -> float:
    """Return the median cosine of what was paired."""
    matched = [pair.likeness for pair in pairing.pairs if pair.other and pair.story]
    return median(matched) if matched else 0.0


def _is_prose(words: str) -> bool:
    """Tell whether words are a sentence, and not a line of page furniture."""
    weight = sum(3 if _DENSE.match(character) else 1 for character in words)
    return weight >= _LONG or (weight >= _SHORTEST and _ENDS.search(words.strip()) is not None)


def _is_edge(pairing: Pairing, number: int) -> bool:
    """Tell whether everything before or behind is alone too, and there is much of it: page furniture, or another story."""
    before = [pair for pair in pairing.pairs[:number] if pair.story]
    behind = [pair for pair in pairing.pairs[number + 1 :] if pair.story]
    return (not before or not behind) and sum(not pair.story for pair in pairing.pairs) > len(pairing.pairs) // 2
