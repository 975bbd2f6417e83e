"""The story layer: how sure one can be that a story was translated, and what that is worth."""

from collections.abc import Mapping, Sequence

import numpy as np

from mtqa.models.tagger.layers import Linear
from mtqa.training.tagger.fitting import cross_fitted, linear, scores, table
from mtqa.training.tagger.held import HELD_SYSTEM, REFERENCE, SEEN_SYSTEM, HeldStory
from mtqa.training.tagger.measures import Scores, apart

#: The features that earned their place: with all eleven no comparison is better by more than a hundredth.
FEATURES = ("ngrams", "mean", "any95", "major95")
#: How much each kind counts as a whole. References are human, but nobody hands in translated sound copy as his own: what
#: people wrote in English weighs as much together.
_WORTH = {HELD_SYSTEM: 0.5, SEEN_SYSTEM: 0.5, REFERENCE: 0.5, "bbc": 0.25, "abc": 0.05}
_OTHER_WORTH = 0.1
_STRENGTH = 0.3
Figures = dict[str, float]


def fit(stories: Sequence[HeldStory], features: Sequence[Mapping[str, float]]) -> tuple[Linear, Scores, Figures]:
    """Return the layer, the log odds that layers fitted without a story's fold give it, and figures from these."""
    x = table(features, FEATURES)
    is_translated = np.array([story.is_translated for story in stories])
    weights = _weights(stories)

    def judge(known: np.ndarray, asked: np.ndarray) -> Scores:
        return scores(linear(FEATURES, x[known], is_translated[known], weights[known], _STRENGTH), x[asked])

    said = cross_fitted(np.array([story.fold for story in stories]), judge)
    return linear(FEATURES, x, is_translated, weights, _STRENGTH), said, figures(stories, said)


def _weights(stories: Sequence[HeldStory]) -> Scores:
    kinds = [story.kind for story in stories]
    weights = np.array([_WORTH.get(kind, _OTHER_WORTH) / kinds.count(kind) for kind in kinds])
    found: Scores = weights * len(kinds) / weights.sum()
    return found


def figures(stories: Sequence[HeldStory], said: Scores) -> Figures:
    """Return how often a translated story is above one of each kind (area under the ROC curve), and how many pass 0.5 and 0.9."""
    both = list(zip(stories, said.tolist(), strict=True))
    machine = [score for story, score in both if story.is_translated]
    against = {
        "references": [score for story, score in both if story.kind == REFERENCE],
        "English originals": [score for story, score in both if story.is_original],
        "news originals": [score for story, score in both if story.is_news],
        "BBC": [score for story, score in both if story.kind == "bbc"],
        "ABC": [score for story, score in both if story.kind == "abc"],
    }
    unseen = [score for story, score in both if story.kind == HELD_SYSTEM]
    found = {
        f"AUC, machines / {name}": apart(machine, scores) for name, scores in against.items() if scores and machine
    }
    found |= {
        f"AUC, unseen systems / {name}": apart(unseen, scores) for name, scores in against.items() if scores and unseen
    }
    for kind in sorted({story.kind for story in stories}):
        of_kind = np.array([score for story, score in both if story.kind == kind])
        for least in (0.5, 0.9):
            found[f"share over {least}, {kind}"] = float((of_kind > np.log(least / (1 - least))).mean())
    return {name: round(value, 4) for name, value in found.items()}
