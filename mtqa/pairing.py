"""A story beside another text, sentence by sentence: its source, or a version that people wrote."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from mtqa.alignment import SHAPES, Bead, Text, align
from mtqa.document import Document, Sentence
from mtqa.finding import Passage
from mtqa.models.crosslingual import CrossLingualEncoder
from mtqa.models.lexicon import Lexicon
from mtqa.span import Span

if TYPE_CHECKING:
    from mtqa.alignment import Likeness

#: What the cosine and the words count for, where a lexicon stands in for what the encoder does not know.
_COSINE, _WORDS = 0.4, 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two texts: the document, its folded text, its sentences in order."""

    document: Document
    plain: str
    sentences: tuple[Sentence, ...]

    def texts(self) -> list[str]:
        """Return the words of each sentence."""
        return [sentence.span.of(self.plain) for sentence in self.sentences]

    def text(self) -> Text:
        """Return what the alignment needs to know."""
        spans = [sentence.span for sentence in self.sentences]
        starts = [block.span.start for block in self.document.blocks]
        openers = {at for at, span in enumerate(spans) if span.start in starts}
        return Text(lengths=tuple(len(span) for span in spans), openers=openers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Sentences of the other text and of the story that say the same; one side may be empty."""

    other: tuple[Sentence, ...]
    story: tuple[Sentence, ...]
    #: Their cosine; where one side is empty, the highest cosine with any sentence of the other text.
    likeness: float

    @property
    def other_span(self) -> Span:
        """From the first character to the last in the other text."""
        return Span(self.other[0].span.start, self.other[-1].span.end)

    @property
    def story_span(self) -> Span:
        """From the first character to the last in the story."""
        return Span(self.story[0].span.start, self.story[-1].span.end)


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """The two texts and what in them belongs together, in order."""

    other: Side
    story: Side
    pairs: tuple[Pair, ...]

    def words(self, pair: Pair) -> str:
        """Return the words of the other text in a pair, plain."""
        return pair.other_span.of(self.other.plain) if pair.other else ""

    def story_words(self, pair: Pair) -> str:
        """Return the words of the story in a pair, plain."""
        return pair.story_span.of(self.story.plain) if pair.story else ""

    def pair_of(self, span: Span) -> int | None:
        """Return the number of the pair in which a span of the story begins, if the other text has it too."""
        at = bisect_right(self._told, (span.start, len(self.pairs))) - 1
        if at < 0:
            return None
        number = self._told[at][1]
        pair = self.pairs[number]
        return number if pair.other and pair.story_span.overlaps(span) else None

    @cached_property
    def _told(self) -> list[tuple[int, int]]:
        """Where the story's side of each pair begins, and the number of the pair."""
        return [(pair.story_span.start, number) for number, pair in enumerate(self.pairs) if pair.story]

    def passage(self, span: Span) -> Passage:
        """Return words of the other text, to be shown beside a finding."""
        return Passage(span=span, text=span.of(self.other.document.text))

    def around(self, number: int) -> tuple[str, str]:
        """Return the words of the other text and of the story in a pair and in those before and behind it."""
        near = self.pairs[max(0, number - 1) : number + 2]
        return " ".join(self.words(pair) for pair in near), " ".join(self.story_words(pair) for pair in near)


def paired(
    other: Side,
    story: Side,
    encoder: CrossLingualEncoder,
    units: Sequence[tuple[Span, Span]] = (),
    lexicon: Lexicon | None = None,
) -> Pairing:
    """Return the pairs of sentences; where a file paired units, none goes beyond its unit.

    The lexicon is of the other text's language, where the encoder does not know that.
    """
    if not units:
        return Pairing(other=other, story=story, pairs=tuple(_pairs(other, story, encoder, lexicon)))
    pairs: list[Pair] = []
    for one, two in units:
        pairs += _pairs(_within(other, one), _within(story, two), encoder, lexicon)
    return Pairing(other=other, story=story, pairs=tuple(pairs))


def _within(side: Side, span: Span) -> Side:
    inside = tuple(sentence for sentence in side.sentences if span.covers(sentence.span))
    return Side(document=side.document, plain=side.plain, sentences=inside)


def _pairs(other: Side, story: Side, encoder: CrossLingualEncoder, lexicon: Lexicon | None) -> list[Pair]:
    found = likenesses(other.texts(), story.texts(), encoder, lexicon)
    return [_pair(bead, other, story, found) for bead in align(other.text(), story.text(), found)]


def _pair(bead: Bead, other: Side, story: Side, found: "Mapping[tuple[int, int], Likeness]") -> Pair:
    likeness = bead.likeness
    if not bead.other and story.sentences:
        likeness = float(found[1, 1][bead.one[0]].max())
    elif not bead.one and other.sentences:
        likeness = float(found[1, 1][:, bead.other[0]].max())
    return Pair(
        other=tuple(other.sentences[at] for at in bead.one),
        story=tuple(story.sentences[at] for at in bead.other),
        likeness=likeness,
    )


def likenesses(
    one: list[str], other: list[str], encoder: CrossLingualEncoder, lexicon: Lexicon | None = None
) -> "dict[tuple[int, int], Likeness]":
    """Return how like sentences are, and neighbours joined, for each shape of bead: their cosine, or what words say too."""
    sides = [{1: texts, 2: [f"{first} {second}" for first, second in pairwise(texts)]} for texts in (one, other)]
    vectors = [
        {1: rows[: len(texts)], 2: rows[len(texts) :]}
        for texts, rows in ((side[1], encoder.encode([*side[1], *side[2]])) for side in sides)
    ]
    found: dict[tuple[int, int], Likeness] = {(k, m): vectors[0][k] @ vectors[1][m].T for k, m in SHAPES}
    if lexicon is not None:
        for k, m in SHAPES:
            found[k, m] = _COSINE * found[k, m] + _WORDS * lexicon.likeness(sides[0][k], sides[1][m])
    return found
