"""Fit what a language model that has read the source says of the tagger's passages.

    python -m mtqa.training.sourced CORPORA MODEL

MODEL is a causal language model of many languages. Stories of documents that the tagger was not trained on are checked beside
their sources; the model in ``weights/sourced.json`` turns the tagger's confidence and the most surprising word of a passage
into a probability. The same on halves of the documents, each by a model of the other half, says what it is worth.
"""

import argparse
import hashlib
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers.tagger import passages
from mtqa.document import Article
from mtqa.models import Models
from mtqa.models.logistic import fit
from mtqa.rulepack import builtin_packs, read_packs
from mtqa.training.tagger.corpora import NEWS, Corpora, by_story
from mtqa.training.tagger.measures import average_precision
from mtqa.training.tagger.rows import Annotated
from mtqa.training.tagger.splits import held_document

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights" / "sourced.json"
_NAMES = ("log odds of the tagger", "nats of the most surprising word")
#: Below it a passage is said at no operating point, whatever the source.
_LEAST = 0.03

Row = tuple[float, float, bool, bool]


def main() -> None:
    """Fit, tell what it is worth, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("model")
    parser.add_argument("--most", type=int, help="stories")
    options = parser.parse_args()
    held = [row for row in Corpora(options.corpora).annotated(NEWS) if held_document(row.doc)]
    stories = [group for group in by_story(held).values() if not group[0].is_human]
    found = list(_rows(stories[: options.most], options.model))
    rows = np.array([row[:2] for row in found])
    is_right, half = (np.array([row[at] for row in found]) for at in (2, 3))
    crossed = np.zeros(len(found))
    for side in (True, False):
        model = fit("", _NAMES, rows[half != side], is_right[half != side])
        crossed[half == side] = [model.score(tuple(row)) for row in rows[half == side]]
    worth = (average_precision(is_right, scores) for scores in (rows[:, 0], rows[:, 1], crossed))
    print(f"{len(found)} passages, {is_right.sum()} right; average precision of the tagger, of surprise, of both:")
    print(" ".join(f"{value:.3f}" for value in worth))
    about = f"{len(found)} passages of {NEWS}, of documents that the tagger did not see; surprise by {Path(options.model).name}"
    model = fit(about, _NAMES, rows, is_right)
    model.write(_WEIGHTS)


def _rows(stories: list[list[Annotated]], name: str) -> Iterator[Row]:
    """Yield for each passage its log odds, its surprise, whether a fault is in it, and to which half its document belongs."""
    models, rules = Models(), read_packs([builtin_packs()])
    for number, group in enumerate(stories):
        starts = np.cumsum([0, *(len(row.text) + 2 for row in group)])
        article = Article(
            document=readers.document("\n\n".join(row.text for row in group), "story"),
            source=readers.document("\n\n".join(row.source for row in group), "source"),
            source_language="zh",
        )
        analysis = Analysis(article=article, rules=rules, models=models, source_model_name=name)
        faults = [
            fault.span.shifted(int(start)) for row, start in zip(group, starts, strict=False) for fault in row.faults
        ]
        half = hashlib.sha256(group[0].doc.encode()).digest()[0] % 2 == 0
        for sentence, judged in zip(analysis.prose, analysis.judgement.sentences, strict=True):
            for passage in passages(analysis, sentence.span, judged):
                span = passage.span.shifted(sentence.span.start)
                nats = analysis.surprise.most(span) if analysis.surprise else None
                if nats is not None and _LEAST <= passage.confidence < 1:
                    odds = log(passage.confidence / (1 - passage.confidence))
                    yield odds, nats, any(span.overlaps(fault) for fault in faults), half
        print(f"{number + 1} of {len(stories)}", flush=True)


if __name__ == "__main__":
    main()
