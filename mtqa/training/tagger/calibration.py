"""Fits the layers on copy kept out of the network's training."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mtqa.models.tagger.features import story_features
from mtqa.models.tagger.layers import Layers, Linear
from mtqa.models.tagger.ngrams import Ngrams
from mtqa.models.tagger.reading import Network, read
from mtqa.training.tagger import held, spanlayer, storylayer
from mtqa.training.tagger.corpora import Corpora
from mtqa.training.tagger.rows import Annotated
from mtqa.training.tagger.spanlayer import CANDIDATE, Copy, Sentence
from mtqa.training.tagger.splits import bucket

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_FOLDS = 3


def calibrate(
    corpora: Corpora, tokenizer: "Tokenizer", network: Network, ngrams: Ngrams
) -> tuple[Layers, dict[str, dict[str, float]]]:
    """Return the layers, and what stories and passages are worth with them; raises ``UsageError`` with too little copy.

    *network* is the one that ships, so that what is fitted is what is used.
    """
    stories = held.stories(corpora)
    read_stories = [read(story.sentences, tokenizer, network) for story in stories]
    features = [story_features(readings, ngrams) for readings in read_stories]
    story, said, story_figures = storylayer.fit(stories, features)
    sentences = list(_annotated(held.annotated_documents(corpora), tokenizer, network, ngrams, story))
    for one, readings, logit in zip(stories, read_stories, said.tolist(), strict=True):
        if one.kind == "bbc" or one.is_original:
            copy = Copy.ORIGINAL if one.is_original else Copy.FAMILIAR
            sentences += [Sentence(reading, (), logit, one.fold, copy) for reading in readings]
    fitted = spanlayer.fit(sentences)
    layers = Layers(
        story=story,
        span=fitted.span,
        major=fitted.major,
        steps=fitted.steps,
        candidate=CANDIDATE,
        points=fitted.points,
    )
    return layers, {"story": story_figures, "passages": dict(fitted.figures)}


def _annotated(
    documents: Sequence[Sequence[Annotated]], tokenizer: "Tokenizer", network: Network, ngrams: Ngrams, story: Linear
) -> Iterator[Sentence]:
    for rows in documents:
        readings = read([row.text for row in rows], tokenizer, network)
        logit = story.score(story_features(readings, ngrams))
        fold = bucket(f"fold/{rows[0].doc}", _FOLDS)
        for row, reading in zip(rows, readings, strict=True):
            yield Sentence(reading, row.faults, logit, fold, Copy.TRANSLATED)
