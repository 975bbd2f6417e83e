"""Fits the n-gram model on stories of several lengths."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.errors import UsageError
from mtqa.models.tagger.ngrams import BUCKETS, Ngrams, grams
from mtqa.training.tagger.copytext import tidy
from mtqa.training.tagger.corpora import TRAIN_PAIRS, Corpora, runs
from mtqa.training.tagger.rows import Segment
from mtqa.training.tagger.splits import held_system

#: Lengths, in words, that translated stories are cut to; the model must judge short ones and long ones.
SIZES = (60, 150, 400)
#: Human copy: sentences in a story, its weight, and how much of the plentiful corpora is read.
_SENTENCES, _HUMAN_WEIGHT, _HUMAN_SHARE = 6, 0.5, 0.25
_SMALLEST = 1e-6
#: All but the largest weights in ten thousand fit into int8.
_FITTING = 0.9999


@dataclass(frozen=True, slots=True)
class Example:
    """A story, whether a machine translated it, and how much it counts."""

    sentences: Sequence[str]
    is_translated: bool
    weight: float


def fit(corpora: Corpora, seed: int) -> Ngrams:
    """Return a logistic model, fitted by averaged stochastic gradient descent; raises ``UsageError`` without data."""
    from scipy import sparse
    from sklearn.linear_model import SGDClassifier

    known = [example for example in examples(corpora, seed) if example.sentences]
    labels = np.array([example.is_translated for example in known])
    if len(set(labels.tolist())) < 2:
        raise UsageError("the n-gram model needs copy by machines and by people; see the table of corpora")
    rows = [grams(example.sentences) for example in known]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    parts = (np.concatenate([values for _, values in rows]), np.concatenate([buckets for buckets, _ in rows]), ends)
    weight = np.array([example.weight for example in known])
    model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=15, tol=None, average=True, random_state=seed)
    model.fit(sparse.csr_matrix(parts, shape=(len(rows), BUCKETS)), labels, sample_weight=weight / weight.mean())
    weights = model.coef_[0]
    scale = max(_SMALLEST, float(np.quantile(np.abs(weights), _FITTING)) / 127)
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return Ngrams(small, scale, float(model.intercept_[0]))


def examples(corpora: Corpora, seed: int) -> Iterator[Example]:
    """Yield translated stories of several lengths, the same by people, and copy that people wrote in English."""
    for pair in TRAIN_PAIRS:
        segments = [segment for _, segment in corpora.training_segments(pair)]
        for size in SIZES:
            for run in runs(segments, size):
                yield from _translations(run, size / 100)
    draw = random.Random(seed)
    for story in corpora.stories():
        if not story.is_held and (story.is_original or draw.random() < _HUMAN_SHARE):
            for at in range(0, len(story.sentences), _SENTENCES):
                yield Example(story.sentences[at : at + _SENTENCES], False, _HUMAN_WEIGHT)


def _translations(run: Sequence[Segment], worth: float) -> Iterator[Example]:
    """Yield a run by each system that has all of it, and by each reference; each side is worth as much as the other."""
    systems = sorted(set.intersection(*(set(segment.systems) for segment in run)))
    systems = [name for name in systems if not held_system(name)]
    for name in systems:
        yield Example([tidy(segment.systems[name]) for segment in run], True, worth / len(systems))
    references = sorted(run[0].references)
    for name in references:
        texts = [tidy(segment.references[name]) for segment in run if name in segment.references]
        yield Example(texts, False, worth / len(references))
