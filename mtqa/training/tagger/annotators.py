"""A model of the annotators: what they would mark, from what the other translations say; it labels all of WMT."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.models.tagger.words import words
from mtqa.training.tagger import agreement
from mtqa.training.tagger.agreement import Table, Witness, witness
from mtqa.training.tagger.corpora import ANNOTATED_PAIR, NEWS, TRAIN_PAIRS, Corpora
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.measures import average_precision, ranking
from mtqa.training.tagger.rows import Fault, Segment
from mtqa.training.tagger.splits import held_document

#: Gives the probability of each class for rows of features, [rows, features] -> [rows].
Model = Callable[[Table], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class SoftLabels:
    """For each translation, by pair, place and system, the probabilities of each word, [words, 2]: any error, a major one."""

    rows: Mapping[str, NDArray[np.float16]]

    def of(self, pair: str, place: int, system: str) -> NDArray[np.float16] | None:
        """Return the labels of one translation, if there are any."""
        return self.rows.get(key(pair, place, system))

    def write(self, path: Path) -> None:
        """Keep the labels."""
        tables = list(self.rows.values())
        values = np.concatenate(tables) if tables else np.zeros((0, 2), np.float16)
        with whole(path) as file, file.open("wb") as out:
            np.savez_compressed(
                out, keys=np.array(list(self.rows), np.str_), sizes=list(map(len, tables)), values=values
            )


def read_labels(path: Path) -> SoftLabels:
    """Return labels that were kept."""
    with np.load(path, allow_pickle=False) as file:
        ends = np.cumsum(file["sizes"], dtype=np.int64)[:-1]
        tables = np.split(file["values"], ends) if len(file["keys"]) else []
        return SoftLabels(dict(zip(file["keys"].tolist(), tables, strict=True)))


def key(pair: str, place: int, system: str) -> str:
    """Return the name of a translation."""
    return f"{pair}/{place}/{system}"


def marked(text: str, faults: Sequence[Fault]) -> NDArray[np.float32]:
    """Return whether each word of a text is in any error, and in a major one, [words, 2]."""
    table = np.zeros((len(own := words(text)), 2), np.float32)
    for fault in faults:
        inside = [number for number, word in enumerate(own) if word.overlaps(fault.span)]
        table[inside, : 2 if fault.is_major else 1] = 1
    return table


def fit(corpora: Corpora) -> tuple[tuple[Model, Model], dict[str, float]]:
    """Return models of any error and of a major one, fitted on the annotated news, and what they are worth on documents kept out.

    Gradient-boosted trees, since the features are shares that mean something only together.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    x, y = _examples(corpora, held=False)
    held_x, held_y = _examples(corpora, held=True)
    models: list[Model] = []
    figures: dict[str, float] = {"words": len(y), "held-out words": len(held_y)}
    for number, name in enumerate(("any", "major")):
        trees = HistGradientBoostingClassifier(
            max_iter=150,
            learning_rate=0.06,
            max_leaf_nodes=15,
            min_samples_leaf=200,
            l2_regularization=1.0,
            random_state=0,
        ).fit(x, y[:, number])
        models.append(_second_column(trees.predict_proba))
        if len(held_y):
            odds = models[-1](held_x)
            figures[f"{name} AUC"] = ranking(held_y[:, number] > 0, odds)
            figures[f"{name} average precision"] = average_precision(held_y[:, number] > 0, odds)
    return (models[0], models[1]), figures


def label(corpora: Corpora, models: tuple[Model, Model]) -> SoftLabels:
    """Return what the models say of every translation that may be trained on."""
    rows: dict[str, NDArray[np.float16]] = {}
    for pair in TRAIN_PAIRS:
        names: list[str] = []
        tables: list[Table] = []
        for place, segment in corpora.training_segments(pair):
            systems, references = _witnesses(segment)
            for name, text in segment.systems.items():
                # Neither a text nor a copy of it is its own witness.
                others = [one for other, one in systems.items() if segment.systems[other] != text]
                names.append(key(pair, place, name))
                tables.append(agreement.features(text, others, list(references.values())))
        if tables:
            x = np.concatenate(tables)
            odds = np.stack([model(x) for model in models], 1).astype(np.float16)
            rows |= dict(zip(names, np.split(odds, np.cumsum(list(map(len, tables)))[:-1]), strict=True))
    return SoftLabels(rows)


def _second_column(predict: Callable[[Table], NDArray[np.float64]]) -> Model:
    return lambda rows: predict(rows)[:, 1] if len(rows) else np.zeros(0)


def _witnesses(segment: Segment) -> tuple[dict[str, Witness], dict[str, Witness]]:
    systems = {name: witness(text) for name, text in segment.systems.items()}
    return systems, {name: witness(text) for name, text in segment.references.items()}


def _examples(corpora: Corpora, *, held: bool) -> tuple[Table, NDArray[np.float32]]:
    segments = {segment.source: segment for segment in corpora.segments(ANNOTATED_PAIR)}
    asked: dict[str, tuple[dict[str, Witness], dict[str, Witness]]] = {}
    tables, labels = [np.zeros((0, len(agreement.FEATURES)), np.float32)], [np.zeros((0, 2), np.float32)]
    for row in corpora.annotated(NEWS):
        if row.source not in segments or held_document(row.doc) != held:
            continue
        segment = segments[row.source]
        if row.source not in asked:
            asked[row.source] = _witnesses(segment)
        systems, references = asked[row.source]
        others = [one for name, one in systems.items() if segment.systems[name] != row.text]
        people = [one for name, one in references.items() if segment.references[name] != row.text]
        tables.append(agreement.features(row.text, others, people))
        labels.append(marked(row.text, row.faults))
    return np.concatenate(tables), np.concatenate(labels)
