"""What the second round learns from: all of the first, but broken copy stands beside the same whole, its rival."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.training.tagger.mixture import BROKEN_WEIGHT, REFERENCE_WEIGHT, STORY_WEIGHT, Mixture
from mtqa.training.tagger.rows import Segment, Story
from mtqa.training.tagger.windows import Window, cut

#: How many words of a broken story are replaced.
_RATES = (0.01, 0.08)


@dataclass(frozen=True, kw_only=True)
class Tasks(Mixture):
    """All training data; ``shares.planted`` of human stories and half as many of references are broken and whole."""

    def _story(self, story: Story, draw: random.Random) -> Iterator[Window]:
        if draw.random() < self.shares.planted:
            yield from self._twins(story.sentences, draw, STORY_WEIGHT)
        else:
            for window in cut([(self.coder.sound(text, STORY_WEIGHT),) for text in story.sentences], draw):
                yield Window(tuple(part for (part,) in window), 0.0, 1.0)

    def _versions(
        self, pair: str, run: Sequence[tuple[int, Segment]], system: str, reference: str, draw: random.Random
    ) -> Iterator[Window]:
        machines, others = self._both(pair, run, system, reference)
        is_broken = draw.random() < self.shares.planted / 2
        if is_broken:
            yield from self._twins(others, draw, REFERENCE_WEIGHT)
        people = [self.coder.sound(text, REFERENCE_WEIGHT) for text in others]
        for window in cut(list(zip(machines, people, strict=True)), draw):
            human = Window(tuple(person for _, person in window), 0.0, 1.0)
            yield Window(tuple(machine for machine, _ in window), 1.0, 1.0, None if is_broken else human)

    def _twins(self, texts: Sequence[str], draw: random.Random, weight: float) -> Iterator[Window]:
        """Yield windows of a broken story, each with the same whole; those that stayed whole have no rival."""
        planted = self.planter(texts, draw, draw.uniform(*_RATES))
        broken = [self.coder.marked(one.text, one.faults, weight) for one in planted]
        whole = [self.coder.sound(text, weight) for text in texts]
        for window in cut(list(zip(broken, whole, strict=True)), draw):
            sound = Window(tuple(part for _, part in window), 0.0, 1.0)
            is_touched = any(part.odds.any() for part, _ in window)
            yield Window(tuple(part for part, _ in window), 1.0, BROKEN_WEIGHT, sound) if is_touched else sound
