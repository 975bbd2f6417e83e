"""The learned error tagger: it judges a story first, then its passages, from the English alone.

A small encoder gives each word piece three logits (evidence of translation, any error, a major error); a linear model of word
n-grams reads the story beside it; two logistic layers make a story's probability and a passage's confidence of both. How they
are made: ``mtqa.training.tagger``, the command ``mtqa train``. Nothing heavy is imported before a tagger is loaded.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from mtqa.models.tagger.judgement import Judgement, Passage, SentenceJudgement
from mtqa.models.tagger.weights import folder_files, packaged_files, signature

__all__ = ["Judgement", "Passage", "SentenceJudgement", "Tagger", "load", "name"]


class Tagger(Protocol):
    """Judges stories."""

    @property
    def points(self) -> Mapping[str, float]:
        """The least confidence of a finding at each operating point, by the point's name."""
        ...

    def judge(self, sentences: Sequence[str]) -> Judgement:
        """Judge one story, given as its sentences in order."""
        ...


def load(folder: Path | None = None) -> Tagger:
    """Return the tagger of a folder that ``mtqa train`` made, without one the packaged tagger; raises ``ModelError``."""
    from mtqa.models.tagger.learned import LearnedTagger

    return LearnedTagger(packaged_files() if folder is None else folder_files(folder))


def name(folder: Path | None = None) -> str:
    """Return the name of a tagger, with the beginning of a checksum of its files, without loading it; raises ``ModelError``."""
    return f"mtqa-tagger-{signature(folder)}"
