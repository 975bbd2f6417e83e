"""Faults planted from the table of confusions: words, names, compounds turned round, sentences cut in two."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mtqa.models.frequency import zipf
from mtqa.models.tagger.words import words
from mtqa.span import Span
from mtqa.training.tagger.confusions import Table
from mtqa.training.tagger.likes import LIKE
from mtqa.training.tagger.planting import Planted
from mtqa.training.tagger.replacing import Replacement, apart, replaced
from mtqa.training.tagger.splits import held_pair
from mtqa.training.tagger.thesaurus import Nouns


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word or two are replaced: the words of the sentence in lower case, the first one's number, how many, by what."""

    said: Sequence[str]
    at: int
    count: int
    new: str

    @property
    def old(self) -> str:
        """What stands there."""
        return " ".join(self.said[self.at : self.at + self.count])


#: How sure one can be of a confusion, of other faults, and of which to be major ones.
_SURE, _NAME, _COMPOUND, _END, _CUT = 0.7, (0.6, 0.5), (0.8, 0.5), (0.7, 0.6), (0.8, 0.6)
_MAJOR_SHARE, _COMMON_MAJOR_SHARE = 0.8, 0.4
#: How readily two words, one, and a common one are replaced, and names, as multiples of the rate.
_TWO, _ONE, _COMMON_ONE, _IN_NAME = 3.0, 1.8, 0.35, 3.0
_COMMON = 6.2
_SHORTEST_CUT = 10
_CUT_BEFORE = frozenset("that who which and but when where because while after as with for to by".split())
_JOINT = re.compile(r" ([a-z]+)\b")


@dataclass(frozen=True)
class Confusing:
    """Plants what a table says may be confused: pairs that are trained on or, with *is_held*, those that are only measured by."""

    table: Table
    nouns: Nouns = field(default_factory=Nouns)
    is_held: bool = False

    def __post_init__(self) -> None:
        """Keep the pairs that may be planted, by the root of their weights."""
        kept = {
            old: [(new, weight**0.5) for new, weight in found if held_pair(old, new) == self.is_held]
            for old, found in self.table.items()
        }
        object.__setattr__(self, "table", {old: found for old, found in kept.items() if found})

    def __call__(self, texts: Sequence[str], draw: random.Random, rate: float) -> list[Planted]:
        """Return the sentences of a story with faults at about *rate* of their words."""
        own = [words(text) for text in texts]
        planted = []
        for text, spans in zip(texts, own, strict=True):
            faults = [*_cut(text, spans, draw, rate), *_names(text, spans, draw, rate)]
            faults += _compounds(text, spans, self.nouns, draw, rate)
            faults += [_confusion(spans, place) for place in self.places(text, spans, draw, rate)]
            planted.append(replaced(text, apart(faults)))
        return planted

    def places(self, text: str, spans: Sequence[Span], draw: random.Random, rate: float) -> list[Place]:
        """Return where a sentence, whose words have these spans, is to be confused; names and numbers are left alone."""
        said = [span.of(text).lower() for span in spans]
        found: list[Place] = []
        at = 0
        while at < len(spans):
            lot, first = draw.random(), text[spans[at].start]
            count = (
                0
                if (at and first.isupper()) or first.isdigit()
                else self._count(text, spans, said, at, lot / rate if rate else 1e9)
            )
            if count:
                news, weights = zip(*self.table[" ".join(said[at : at + count])], strict=True)
                found.append(Place(said, at, count, draw.choices(news, weights)[0]))
            # The word behind is left as it is.
            at += count + 1
        return found

    def _count(self, text: str, spans: Sequence[Span], said: Sequence[str], at: int, lot: float) -> int:
        """Return how many words are replaced at a place."""
        both = " ".join(said[at : at + 2])
        if (
            at + 1 < len(said)
            and both in self.table
            and text[spans[at].end : spans[at + 1].start] == " "
            and lot < _TWO
        ):
            return 2
        return int(said[at] in self.table and lot < (_COMMON_ONE if zipf(said[at]) > _COMMON else _ONE))


def _confusion(spans: Sequence[Span], place: Place) -> Replacement:
    is_common = place.count == 1 and zipf(place.old) > _COMMON
    span = Span(spans[place.at].start, spans[place.at + place.count - 1].end)
    return Replacement(span, place.new, _SURE, _SURE * (_COMMON_MAJOR_SHARE if is_common else _MAJOR_SHARE))


def _names(text: str, spans: Sequence[Span], draw: random.Random, rate: float) -> Iterator[Replacement]:
    """Yield another kind of body or another country in a name."""
    capitals = [text[span.start].isupper() for span in spans]
    for at, span in enumerate(spans):
        like = LIKE.get(span.of(text).lower())
        beside = capitals[max(0, at - 1) : at] + capitals[at + 1 : at + 2]
        if at and like and capitals[at] and any(beside) and draw.random() < _IN_NAME * rate:
            yield Replacement(span, draw.choice(like), *_NAME)


def _compounds(
    text: str, spans: Sequence[Span], nouns: Nouns, draw: random.Random, rate: float
) -> Iterator[Replacement]:
    """Yield compounds turned round: a mine of coal for a coal mine."""
    for one, other in pairwise(spans):
        first, head = one.of(text), other.of(text)
        is_compound = first in nouns.only and not nouns.heads.isdisjoint((head, head.removesuffix("s")))
        if is_compound and text[one.end : other.start] == " " and draw.random() < rate:
            yield Replacement(Span(one.start, other.end), f"{head} of {first}", *_COMPOUND)


def _cut(text: str, spans: Sequence[Span], draw: random.Random, rate: float) -> Iterator[Replacement]:
    """Yield a full stop in the middle, or an end that is missing."""
    if len(spans) < _SHORTEST_CUT or draw.random() >= rate:
        return
    if draw.random() < 0.5:
        last = spans[draw.randint(5, len(spans) - 3)]
        yield Replacement(Span(last.start, len(text)), f"{last.of(text)}.", *_END)
        return
    joints = [joint for joint in _JOINT.finditer(text, spans[3].start, spans[-4].start) if joint[1] in _CUT_BEFORE]
    if joints:
        joint = draw.choice(joints)
        yield Replacement(Span(*joint.span()), f". {joint[1].capitalize()}", *_CUT)
