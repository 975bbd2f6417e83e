"""How much the words of a story surprise who has read its source."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from mtqa.models.conditional import SourceModel
from mtqa.pairing import Pairing
from mtqa.span import Span

_WORD = re.compile(r"\S+")
#: No more of a pair is read: what is longer is no sentence, and what it costs grows with the square.
_MOST_CHARACTERS = 1_500


@dataclass(frozen=True, kw_only=True)
class Surprise:
    """A story beside its source as a language model reads them; a pair of sentences is read when it is asked for."""

    pairing: Pairing
    model: SourceModel
    #: The English name of the source's language.
    language: str
    _read: dict[int, list[tuple[Span, float]]] = field(default_factory=dict, repr=False)

    def most(self, span: Span) -> float | None:
        """Return how much the most surprising word of a passage surprises, in nats; nothing where the source lacks it."""
        number = self.pairing.pair_of(span)
        if number is None or not self._is_readable(number):
            return None
        if number not in self._read:
            self._read[number] = self._words(number)
        return max((nats for word, nats in self._read[number] if word.overlaps(span)), default=None)

    def _is_readable(self, number: int) -> bool:
        pair = self.pairing.pairs[number]
        return max(len(pair.other_span), len(pair.story_span)) <= _MOST_CHARACTERS

    def _words(self, number: int) -> list[tuple[Span, float]]:
        """Return the words of a pair's sentences, spans in the story, with the sum of what their tokens surprise."""
        pair = self.pairing.pairs[number]
        story = self.pairing.story_words(pair)
        words = [Span(*match.span()) for match in _WORD.finditer(story)]
        starts = [word.start for word in words]
        sums: dict[int, float] = defaultdict(float)
        for token, nats in self.model.surprisals(self.pairing.words(pair), self.language, story):
            # A token may begin with the space before its word.
            at = bisect_right(starts, token.end - 1) - 1
            if at >= 0 and words[at].overlaps(token):
                sums[at] += nats
        return [(words[at].shifted(pair.story_span.start), nats) for at, nats in sums.items()]
