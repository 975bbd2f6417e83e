"""What the tagger learns from: each epoch draws anew which system, which reference, which stories and which faults are seen."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtqa.training.tagger.annotators import SoftLabels
from mtqa.training.tagger.coding import Coded, Coder
from mtqa.training.tagger.corpora import NEWS, TED, TRAIN_PAIRS, Corpora, by_story
from mtqa.training.tagger.planting import Planter
from mtqa.training.tagger.rows import Annotated, Segment, Story
from mtqa.training.tagger.splits import held_document, held_system
from mtqa.training.tagger.windows import Window, cut

#: Segments that are cut into windows together.
_RUN = 10
#: How many words of a broken story are replaced.
_PLANTED_RATES = (0.02, 0.09)
#: A broken story is judged translated, but counts half.
BROKEN_WEIGHT = 0.5
#: How much the tokens of each kind of copy count.
_NEWS_WEIGHT, _TED_WEIGHT, REFERENCE_WEIGHT, STORY_WEIGHT, _SOFT_WEIGHT = 2.0, 1.0, 0.5, 1.0, 1.0
#: Talks are no news: whether one is translated counts little.
_TALK_WEIGHT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How much of each corpus an epoch sees, and how many of the human stories are broken (of references a third as many)."""

    bbc: float = 0.22
    abc: float = 0.12
    originals: float = 1.0
    news: float = 0.8
    ted: float = 0.3
    planted: float = 0.3


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """All training data, and how it is drawn from."""

    coder: Coder
    planter: Planter
    labels: SoftLabels
    runs: Sequence[tuple[str, Sequence[tuple[int, Segment]]]]
    news: Sequence[Sequence[Annotated]]
    ted: Sequence[Sequence[Annotated]]
    stories: Sequence[Story]
    seed: int
    shares: Shares = Shares()

    def draw(self, epoch: int) -> list[Window]:
        """Return the windows of an epoch in random order, the same whenever it is asked for."""
        draw = random.Random(f"{self.seed}/{epoch}")
        found: list[Window] = []
        for pair, run in self.runs:
            found += self._translations(pair, run, draw)
        for rows in self.news:
            if draw.random() < self.shares.news:
                found += self._annotated(rows, draw, _NEWS_WEIGHT, 1.0)
        for rows in self.ted:
            if draw.random() < self.shares.ted:
                found += self._annotated(rows, draw, _TED_WEIGHT, _TALK_WEIGHT)
        shares: Mapping[str, float] = {"bbc": self.shares.bbc, "abc": self.shares.abc}
        for story in self.stories:
            if draw.random() < shares.get(story.corpus, self.shares.originals):
                found += self._story(story, draw)
        draw.shuffle(found)
        return found

    def _story(self, story: Story, draw: random.Random) -> Iterator[Window]:
        """Yield windows of human copy, some of it broken."""
        is_broken = draw.random() < self.shares.planted
        rate = draw.uniform(*_PLANTED_RATES) if is_broken else 0.0
        parts = self._human(story.sentences, draw, rate, STORY_WEIGHT)
        for window in cut([(part,) for part in parts], draw):
            yield _window(window, 0, float(is_broken), BROKEN_WEIGHT if is_broken else 1.0)

    def _annotated(
        self, rows: Sequence[Annotated], draw: random.Random, weight: float, story: float
    ) -> Iterator[Window]:
        parts = [self.coder.marked(row.text, row.faults, weight) for row in rows]
        for window in cut([(part,) for part in parts], draw):
            yield _window(window, 0, float(not rows[0].is_human), story)

    def _translations(self, pair: str, run: Sequence[tuple[int, Segment]], draw: random.Random) -> Iterator[Window]:
        """Yield windows of one system and the same sentences by a person, her rival, unless she is broken."""
        systems = sorted({name for _, segment in run for name in segment.systems if not held_system(name)})
        references = sorted({name for _, segment in run for name in segment.references})
        if not systems or not references:
            return
        yield from self._versions(pair, run, draw.choice(systems), draw.choice(references), draw)

    def _versions(
        self, pair: str, run: Sequence[tuple[int, Segment]], system: str, reference: str, draw: random.Random
    ) -> Iterator[Window]:
        is_broken = draw.random() < self.shares.planted / 3
        rate = draw.uniform(*_PLANTED_RATES) if is_broken else 0.0
        machines, others = self._both(pair, run, system, reference)
        twins = list(zip(machines, self._human(others, draw, rate, REFERENCE_WEIGHT), strict=True))
        for window in cut(twins, draw):
            human = _window(window, 1, float(is_broken), BROKEN_WEIGHT if is_broken else 1.0)
            if is_broken:
                yield human
            yield _window(window, 0, 1.0, 1.0, rival=None if is_broken else human)

    def _both(
        self, pair: str, run: Sequence[tuple[int, Segment]], system: str, reference: str
    ) -> tuple[list[Coded], list[str]]:
        """Return the sentences that a system has, and a person's for each."""
        machines: list[Coded] = []
        others: list[str] = []
        for place, segment in run:
            text = segment.systems.get(system)
            other = segment.references.get(reference) or next(iter(segment.references.values()), None)
            if text and other:
                machines.append(self._machine(pair, place, system, text))
                others.append(other)
        return machines, others

    def _machine(self, pair: str, place: int, system: str, text: str) -> Coded:
        labels = self.labels.of(pair, place, system)
        return self.coder.sound(text, 0.0) if labels is None else self.coder.soft(text, labels, _SOFT_WEIGHT)

    def _human(self, texts: Sequence[str], draw: random.Random, rate: float, weight: float) -> list[Coded]:
        if not rate:
            return [self.coder.sound(text, weight) for text in texts]
        planted = self.planter(texts, draw, rate)
        return [self.coder.marked(one.text, one.faults, weight) for one in planted]


def mixture(corpora: Corpora, *, coder: Coder, planter: Planter, labels: SoftLabels, seed: int) -> Mixture:
    """Return all training data of a folder of corpora, what is kept out left out."""
    numbered = [(pair, corpora.training_segments(pair)) for pair in TRAIN_PAIRS]
    news = [row for row in corpora.annotated(NEWS) if not held_document(row.doc)]
    return Mixture(
        coder=coder,
        planter=planter,
        labels=labels,
        runs=[(pair, rows[at : at + _RUN]) for pair, rows in numbered for at in range(0, len(rows), _RUN)],
        news=list(by_story(news).values()),
        ted=list(by_story(corpora.annotated(TED)).values()),
        stories=[story for story in corpora.stories() if not story.is_held],
        seed=seed,
    )


def _window(
    sentences: Sequence[tuple[Coded, ...]], version: int, translated: float, weight: float, rival: Window | None = None
) -> Window:
    return Window(tuple(versions[version] for versions in sentences), translated, weight, rival)
