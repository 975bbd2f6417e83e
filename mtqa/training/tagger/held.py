"""Copy kept out of training, as stories: runs of segments of pairs that are not trained on, and what people wrote in English."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.training.tagger.copytext import tidy
from mtqa.training.tagger.corpora import HELD_PAIRS, NEWS, Corpora, by_story, runs
from mtqa.training.tagger.rows import Annotated, Segment
from mtqa.training.tagger.splits import bucket, held_document, held_system

#: About so many words make a story.
WORDS = 250
HELD_SYSTEM, SEEN_SYSTEM, REFERENCE = "held system", "seen system", "reference"
#: There is so much of ABC that one story in so many is enough.
_ABC_EVERY = 4
_FOLDS = 3
_LANGUAGES = sorted({pair.split("-")[1] for pair in HELD_PAIRS})


@dataclass(frozen=True, slots=True)
class HeldStory:
    """A story by a system, a translator or a journalist; ``kind`` says which."""

    kind: str
    name: str
    sentences: tuple[str, ...]
    is_translated: bool

    @property
    def is_original(self) -> bool:
        """Whether it is one of the English originals of WMT."""
        return self.kind.startswith("orig")

    @property
    def is_news(self) -> bool:
        """Whether it is an English original, and news."""
        return self.is_original and self.kind.endswith("-news")

    @property
    def words(self) -> int:
        """The number of words."""
        return sum(len(sentence.split()) for sentence in self.sentences)

    @property
    def fold(self) -> int:
        """One of three folds; translations from one language share a fold, human copy is dealt by hash."""
        if self.is_translated or self.kind == REFERENCE:
            return _LANGUAGES.index(self.name.split("/")[0].split("-")[1]) % _FOLDS
        return bucket(f"fold/{self.name}", _FOLDS)


def stories(corpora: Corpora, every: int = 1) -> list[HeldStory]:
    """Return the stories kept out, or one in so many of each kind."""
    found = [
        story
        for pair in HELD_PAIRS
        for number, run in enumerate(runs(corpora.segments(pair), WORDS))
        if number % every == 0
        for story in _versions(f"{pair}/{number}", run)
    ]
    human = [story for story in corpora.stories() if story.is_held]
    for story in human:
        few = every * (_ABC_EVERY if story.corpus == "abc" else 1)
        if bucket(f"every/{story.name}", few) == 0:
            found.append(HeldStory(story.corpus, story.name, story.sentences, False))
    return found


def annotated_documents(corpora: Corpora) -> list[list[Annotated]]:
    """Return the annotated documents kept out, each in the versions that were annotated."""
    return list(by_story([row for row in corpora.annotated(NEWS) if held_document(row.doc)]).values())


def _versions(name: str, run: Sequence[Segment]) -> Iterator[HeldStory]:
    """Yield one run by a system kept out, by one that is not, and by every reference."""
    systems = sorted(set.intersection(*(set(segment.systems) for segment in run)))
    draw = random.Random(name)
    for kind, is_held in ((HELD_SYSTEM, True), (SEEN_SYSTEM, False)):
        of_kind = [system for system in systems if held_system(system) == is_held]
        if of_kind:
            system = draw.choice(of_kind)
            yield HeldStory(kind, name, tuple(tidy(segment.systems[system]) for segment in run), True)
    for reference in sorted(run[0].references):
        texts = tuple(tidy(segment.references[reference]) for segment in run if reference in segment.references)
        yield HeldStory(REFERENCE, name, texts, False)
