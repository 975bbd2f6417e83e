"""Fit what the tagger says of a passage whose source is known.

    python -m mtqa.training.sourcedwords CORPORA

Stories of documents that the tagger was not trained on, of people and of machines, are judged beside their sources; the model
in ``weights/sourced-words.json`` turns the log odds of a passage's worst word, the cosine of its sentence and the source, and
the log odds of the story into a probability. Passages are what that model makes of words, so it is fitted on them again until
they stay. Halves of the documents, each by a model of the other half, say what it is worth beside the tagger alone.
"""

import argparse
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa.models.crosslingual import load
from mtqa.models.logistic import Logistic, fit
from mtqa.models.tagger import SentenceJudgement
from mtqa.models.tagger import load as load_tagger
from mtqa.models.tagger.sourced import NAMES, passages, runs
from mtqa.training.tagger.corpora import NEWS, Corpora, by_story
from mtqa.training.tagger.measures import average_precision
from mtqa.training.tagger.rows import Annotated
from mtqa.training.tagger.splits import held_document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtqa.span import Span

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights" / "sourced-words.json"
#: What the first passages are made by: the network alone, from about one word in twelve on.
_FIRST = Logistic("", NAMES, (0.0,) * 3, (1.0,) * 3, (1.0, 0.0, 0.0), 0.0)
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence, what the tagger says of it and of its story, its cosine with the source, and the half of its document."""

    annotated: Annotated
    judged: SentenceJudgement
    story: float
    cosine: float
    half: bool


def main() -> None:
    """Fit, tell what it is worth, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    held = [row for row in Corpora(parser.parse_args().corpora).annotated(NEWS) if held_document(row.doc)]
    rows = list(_rows(by_story(held).values()))
    crossed = {half: fitted("", [row for row in rows if row.half != half]) for half in (True, False)}
    _tell("the tagger alone", rows, lambda row: [(one.span, one.confidence) for one in row.judged.passages])
    _tell(
        "beside the source",
        rows,
        lambda row: [
            (one.span, one.confidence) for one in passages(row.judged, row.cosine, row.story, crossed[row.half])
        ],
    )
    about = f"{len(rows)} sentences of {NEWS}, of documents that the tagger did not see"
    model = fitted(about, rows)
    print(dict(zip(NAMES, np.array(model.weights) / np.array(model.scales), strict=True)))
    model.write(_WEIGHTS)


def fitted(about: str, rows: list[_Row]) -> Logistic:
    """Return the model of passages that itself makes them."""
    model = _FIRST
    for _ in range(_ROUNDS):
        values, labels = [], []
        for row in rows:
            for run in runs(row.judged.words, model, row.cosine, row.story):
                values.append((max(word.any for word in run), row.cosine, row.story))
                labels.append(any(fault.span.overlaps(word.span) for fault in row.annotated.faults for word in run))
        model = fit(about, NAMES, np.array(values), np.array(labels))
    return model


def _rows(stories: Iterable[list[Annotated]]) -> Iterable[_Row]:
    tagger, encoder = load_tagger(), load()
    for group in stories:
        judgement = tagger.judge([row.text for row in group])
        cosines = (encoder.encode([row.source for row in group]) * encoder.encode([row.text for row in group])).sum(1)
        half = hashlib.sha256(group[0].doc.encode()).digest()[0] % 2 == 0
        for row, judged, cosine in zip(group, judgement.sentences, cosines, strict=True):
            yield _Row(row, judged, judgement.logit, float(cosine), half)


def _tell(name: str, rows: list[_Row], found: Callable[[_Row], list[tuple["Span", float]]]) -> None:
    """Print what the words of passages are worth, each with the confidence of its passage."""
    scores, labels = [], []
    for row in rows:
        said = found(row)
        for word in row.judged.words:
            scores.append(max((sure for span, sure in said if span.overlaps(word.span)), default=0.0))
            labels.append(any(fault.span.overlaps(word.span) for fault in row.annotated.faults))
    is_wrong, sure = np.array(labels), np.array(scores)
    best = max(_correlation(is_wrong, sure >= least) for least in np.linspace(0.15, 0.8, 66))
    print(f"{name}: average precision of words {average_precision(is_wrong, sure):.3f}, best MCC {best:.3f}")


def _correlation(is_wrong: "NDArray[np.bool_]", is_said: "NDArray[np.bool_]") -> float:
    return float(np.corrcoef(is_wrong, is_said)[0, 1]) if is_said.any() and not is_said.all() else 0.0


if __name__ == "__main__":
    main()
