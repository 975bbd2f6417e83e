"""Near-synonyms in set phrases: “commander in head”, “first suspect”.

A stretch of the story that has all words of a set phrase but one, and in the place of a fixed one another that means
nearly the same, is reported, unless it is good English itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

from mtqa.analysis import Analysis
from mtqa.document import Role
from mtqa.finding import Finding
from mtqa.functionwords import FUNCTION_WORDS
from mtqa.gazetteer.wording import same_stem
from mtqa.models.frequency import zipf
from mtqa.models.logistic import packaged
from mtqa.models.meanings import Meanings
from mtqa.phrasebook import Phrase, Phrasebook, Word, words
from mtqa.span import Span

NAMES = (
    "cos_phrase", "cos_word", "length", "content", "commonness", "commoner", "same_stem", "last", "fixed_words", "proper",
)  # fmt: skip
_PROSE = frozenset({Role.HEADLINE, Role.BODY, Role.LIST, Role.CAPTION})
#: Less sure than this is not worth a word at any operating point.
_LEAST = 0.2
_LEAST_ODDS = log(_LEAST / (1 - _LEAST))
_SHORTEST = 3
_SUREST = 0.97
#: Most copy is sound: set phrases are far commoner in it than faults in them.
_PRIOR = -1.5
_QUOTED = -1.0
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten first second third hundred thousand million".split()
)
#: What a word has to come near to in meaning to be put for it, at the least.
NEAR_ENOUGH = 0.35
_NEAR_PHRASES, _NEAR_WORDS = 0.9, 0.75


@dataclass(frozen=True, slots=True)
class Likeness:
    """A stretch of the story that is a set phrase but for one word."""

    span: Span
    found: str
    word: str
    phrase: Phrase
    slot: int

    @property
    def fixed(self) -> str:
        """The word that belongs there."""
        return self.phrase.words[self.slot]


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what is nearly a set phrase."""
    if analysis.language != "en":
        return
    model = packaged("phrases")

    def is_likely(likeness: Likeness, cos_word: float) -> bool:
        score = model.score(features(likeness, _NEAR_PHRASES, cos_word))
        return cos_word >= NEAR_ENOUGH and score + _shift(analysis, likeness) >= _LEAST_ODDS

    found = [each for each in suspects(analysis, analysis.knowledge.phrasebook) if is_likely(each, _NEAR_WORDS)]
    if not found:
        return
    meanings = analysis.meanings("phrases", analysis.knowledge.phrases_digest)
    meanings.add(each.word for each in found)
    meanings.add_ours(each.fixed for each in found)
    found = [each for each in found if is_likely(each, meanings.cosine(each.word, each.fixed))]
    meanings.add(each.found.lower() for each in found)
    for each in found:
        sure = model.probability(features(each, *nearness(each, meanings)), shift=_shift(analysis, each))
        if sure >= _LEAST:
            yield analysis.rules["phrases/near-synonym"].finding(
                each.span,
                confidence=round(min(_SUREST, sure), 3),
                suggestions=(each.phrase.text,),
                found=each.span.of(analysis.text),
                better=each.phrase.text,
                word=each.word,
                fixed=each.fixed,
            )
    meanings.ours.save()


def _shift(analysis: Analysis, likeness: Likeness) -> float:
    return _PRIOR + _QUOTED * analysis.is_quoted(likeness.span)


def suspects(analysis: Analysis, phrasebook: Phrasebook) -> Iterator[Likeness]:
    """Yield what has all words of a set phrase but a fixed one, and is not known to be sound."""
    plain = analysis.plain
    for block in analysis.document.blocks:
        if block.role not in _PROSE:
            continue
        text = list(words(plain, block.span.start, block.span.end))
        for at, word in enumerate(text):
            for number, slot, anchor in phrasebook.by_anchor.get(word.base, ()):
                phrase = phrasebook.phrases[number]
                first = at - anchor
                got = text[first : first + len(phrase.words)] if first >= 0 else []
                if len(got) == len(phrase.words) and _fits(got, phrase, slot, plain, phrasebook):
                    span = Span(got[0].start, got[-1].end)
                    yield Likeness(span, span.of(plain), got[slot].text, phrase, slot)


def _fits(got: list[Word], phrase: Phrase, slot: int, plain: str, phrasebook: Phrasebook) -> bool:
    other = got[slot]
    if all(word in FUNCTION_WORDS for at, word in enumerate(phrase.words) if at != slot):
        # “on the … of” is no frame: anything may stand in it.
        return False
    if other.base == phrase.bases[slot] or len(other.text) < _SHORTEST or other.text in FUNCTION_WORDS:
        return False
    if any(word.base != base for at, (word, base) in enumerate(zip(got, phrase.bases, strict=True)) if at != slot):
        return False
    if any(plain[one.end : two.start] not in {" ", "-"} for one, two in pairwise(got)):
        return False
    return (
        other.text.isalpha() and other.text not in _NUMBERS and tuple(word.base for word in got) not in phrasebook.sound
    )


def nearness(likeness: Likeness, meanings: Meanings) -> tuple[float, float]:
    """Return how near the stretch is to the phrase in meaning, and the word to the fixed one."""
    return (
        meanings.cosine(likeness.found.lower(), likeness.phrase.text),
        meanings.cosine(likeness.word, likeness.fixed),
    )


def features(likeness: Likeness, cos_phrase: float, cos_word: float) -> tuple[float, ...]:
    """Return what speaks for a fault, in the order of ``NAMES``."""
    phrase, slot = likeness.phrase, likeness.slot
    fixed = phrase.words[slot]
    content = [word for at, word in enumerate(phrase.words) if at != slot and word not in FUNCTION_WORDS]
    return (
        cos_phrase,
        cos_word,
        float(len(phrase.words)),
        float(len(content)),
        zipf(likeness.word),
        zipf(likeness.word) - zipf(fixed),
        float(same_stem(likeness.word, fixed)),
        float(slot == len(phrase.words) - 1),
        float(len(phrase.fixed)),
        float(any(part[0].isupper() for part in likeness.found.split()[1:])),
    )
