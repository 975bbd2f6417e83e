"""Fits the model that judges a story as a whole from what the tagger read and what the other checks found.

    python -m mtqa.training.story DATA [--most N] [--seed N]

DATA is the folder of corpora that ``mtqa train tagger`` reads; only what was kept out of its training is used: stories that
people wrote, human translations, and translations of systems. Writes mtqa/models/weights/story.json and prints how far the
kinds lie apart, judged by models that had not seen the fifth a story is in.
"""

import argparse
import random
from collections import defaultdict
from pathlib import Path

import numpy as np

from mtqa import pipeline, readers, story
from mtqa.analysis import Analysis
from mtqa.checkers import CHECKERS
from mtqa.config import Config
from mtqa.document import Article
from mtqa.merge import TAGGER
from mtqa.models.logistic import fit, probability
from mtqa.pipeline import Desk
from mtqa.score import count_words
from mtqa.training.tagger.corpora import Corpora
from mtqa.training.tagger.held import REFERENCE, HeldStory, stories
from mtqa.training.tagger.measures import apart
from mtqa.training.tagger.splits import bucket

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights"
_FOLDS = 5
#: A human translation reads much like a good machine's; nobody hands it in as his own copy.
_REFERENCE_SHARE = 0.5


def main() -> None:
    """Fit and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=150, help="stories of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    drawn = _drawn(stories(Corpora(options.data)), options.most, random.Random(options.seed))
    desk = Desk(
        config=Config(checks=tuple(name for name, entry in CHECKERS.items() if name != TAGGER and not entry.needs))
    )
    rows = np.array([_features(each, desk) for each in drawn])
    labels = np.array([each.is_translated for each in drawn])
    keep = np.array([each.kind != REFERENCE or bucket(each.name, 100) < 100 * _REFERENCE_SHARE for each in drawn])
    folds = np.array([bucket(each.name, _FOLDS) for each in drawn])
    said = np.zeros(len(drawn))
    for number in range(_FOLDS):
        known = (folds != number) & keep
        model = fit("", story.NAMES, rows[known], labels[known])
        said[folds == number] = [model.score(row) for row in rows[folds == number]]
    for column, name in ((rows[:, 0], "the tagger alone"), (said, "all evidence")):
        print(name, *_apart(drawn, column), sep="\n  ")
    about = (
        f"{labels[keep].sum()} machine translations, {(~labels[keep]).sum()} stories by people, kept out of training"
    )
    model = fit(about, story.NAMES, rows[keep], labels[keep])
    model.write(_WEIGHTS / "story.json")
    print(about, dict(zip(model.names, np.round(model.weights, 2), strict=True)))


def _drawn(every: list[HeldStory], most: int, draw: random.Random) -> list[HeldStory]:
    kinds: dict[str, list[HeldStory]] = defaultdict(list)
    for each in every:
        kinds[each.kind].append(each)
    return [each for kind in sorted(kinds) for each in draw.sample(kinds[kind], min(most, len(kinds[kind])))]


def _features(each: HeldStory, desk: Desk) -> tuple[float, ...]:
    text = "\n\n".join(each.sentences)
    article = Article(document=readers.document(text, each.name))
    analysis = Analysis(article=article, rules=desk.rules, models=desk.models, knowledge=desk.knowledge)
    findings = pipeline.check(article, desk).findings
    return story.features(analysis.judgement.logit, findings, count_words(text))


def _apart(drawn: list[HeldStory], said: np.ndarray) -> list[str]:
    """Return how far each kind lies from the machines, and how much of it would be sent to review."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for each, value in zip(drawn, said.tolist(), strict=True):
        kinds["machine" if each.is_translated else each.kind].append(value)
    return [
        f"{kind}: {len(scores)} stories, AUC {apart(kinds['machine'], scores):.3f},"
        f" {np.mean([probability(score) >= story.TRANSLATED for score in scores]):.1%} at {story.TRANSLATED} or more"
        for kind, scores in sorted(kinds.items())
    ]


if __name__ == "__main__":
    main()
