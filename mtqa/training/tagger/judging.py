"""How likely a replacement is wrong: a judge on counts, taught by a sample of a language model's verdicts.

The model (``verdicts.py``) is too slow for every word that is planted; the judge is not.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtqa.errors import LocatedError, ReadError
from mtqa.models.frequency import zipf
from mtqa.training.tagger.confusing import Judge, Place
from mtqa.training.tagger.confusions import Table, lowered, versions
from mtqa.training.tagger.corpora import Corpora
from mtqa.training.tagger.counts import NEAR, Counts, Ids, Numbers, count, mixed
from mtqa.training.tagger.measures import ranking
from mtqa.training.tagger.splits import held_verdict

#: A loss of log-probability, in nats, at which half of the replacements are wrong, how fast the share rises, and what of the
#: loss is explained by how much rarer the new word is.
_MIDDLE, _SLOPE, _EXPLAINED = 5.0, 1.5, 0.5
#: How many systems of a segment are counted, and how many words around a place; words as common as this say nothing.
_SYSTEMS, _AROUND, _COMMON = 3, 6, 5.8
_SMOOTHING = 0.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """A replacement, and the probability that it is wrong."""

    place: Place
    sure: float


def read_verdicts(path: Path) -> list[Verdict]:
    """Return verdicts that ``verdicts.py`` wrote; raises ``ReadError`` and, for a line that is none, ``LocatedError``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(path), f"cannot be read: {error}") from error
    return [_verdict(line, str(path), number) for number, line in enumerate(lines, 1) if line.strip()]


def _verdict(line: str, path: str, number: int) -> Verdict:
    try:
        row: dict[str, Any] = json.loads(line)
        place = Place(lowered(row["text"]), row["at"], row["words"], row["new"])
        if not 0 <= place.at < place.at + place.count <= len(place.said):
            raise ValueError("no such words in the text")
        return Verdict(place, sure(row["word"] + row["behind"], place))
    except (ValueError, KeyError, TypeError) as error:
        raise LocatedError(path, number, f"no verdict: {error}") from error


def sure(lost: float, place: Place) -> float:
    """Return how wrong a replacement is that costs so much log-probability."""
    rarer = min(map(zipf, place.old.split())) - min(map(zipf, place.new.split()))
    return float(1 / (1 + np.exp(-(lost - _EXPLAINED * np.log(10) * rarer - _MIDDLE) / _SLOPE)))


def fit(corpora: Corpora, table: Table, verdicts: Sequence[Verdict]) -> tuple[Judge, dict[str, float]]:
    """Return a judge, and what one that has not seen a fifth of the pairs is worth on these."""
    counts = count(_copy(corpora))
    rows = features([verdict.place for verdict in verdicts], counts, table)
    odds = np.array([verdict.sure for verdict in verdicts])
    held = np.array([held_verdict(verdict.place.old, verdict.place.new) for verdict in verdicts])
    figures = {"verdicts": float(len(odds)), "mean": float(odds.mean())}
    if held.any() and not held.all():
        said = _fitted(rows[~held], odds[~held])(rows[held])
        figures["AUC of over half, pairs not seen"] = ranking(odds[held] > 0.5, said)
    model = _fitted(rows, odds)

    def judge(places: Sequence[Place]) -> list[float]:
        found: list[float] = model(features(places, counts, table)).tolist() if places else []
        return found

    return judge, {name: round(value, 4) for name, value in figures.items() if not np.isnan(value)}


def _fitted(rows: Numbers, odds: NDArray[np.float64]) -> Any:
    """Return what gives the probability of each row: boosted trees on both classes of each, weighted by its verdict."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees = HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.05, max_leaf_nodes=20, min_samples_leaf=60, l2_regularization=1.0, random_state=0
    ).fit(np.concatenate([rows, rows]), np.repeat([1, 0], len(rows)), sample_weight=np.concatenate([odds, 1 - odds]))
    return lambda asked: trees.predict_proba(asked)[:, 1]


def _copy(corpora: Corpora) -> Iterator[Sequence[str]]:
    """Yield the words of training copy: stories, references, some systems, and what editors left."""
    for story in corpora.stories():
        if not story.is_held:
            yield from map(lowered, story.sentences)
    for references, systems in versions(corpora):
        yield from (*references, *systems[:_SYSTEMS])
    for _, edited in corpora.post_edits():
        yield lowered(edited)


def features(places: Sequence[Place], counts: Counts, table: Table) -> Numbers:
    """Return a row for each replacement: how the new word goes with those around it, what is lost beside the old, its shape."""
    frames, ends, shapes = [], [], []
    for place in places:
        said, at, end = place.said, place.at, place.at + place.count
        padded = ["", "", *said, "", ""]
        around = [word for word in (*said[max(0, at - NEAR) : at], *said[end : end + NEAR]) if zipf(word) < _COMMON][
            :_AROUND
        ]
        frame = [*padded[at : at + 2], *padded[end + 2 : end + 4], *around, *[""] * (_AROUND - len(around))]
        frames.append(list(map(counts.id, frame)))
        new = place.new.split()
        ends.append([counts.id(word) for word in (said[at], said[end - 1], new[0], new[-1])])
        shapes.append(_shape(place, table))
    frame_ids, end_ids = np.array(frames, np.int64), np.array(ends, np.int64)
    was = _links(counts, frame_ids, end_ids[:, 0], end_ids[:, 1])
    now = _links(counts, frame_ids, end_ids[:, 2], end_ids[:, 3])
    lost = [before - after for before, after in zip(was, now, strict=True)]
    return np.column_stack([*now, *lost, np.array(shapes, np.float32)]).astype(np.float32)


def _shape(place: Place, table: Table) -> list[float]:
    old, new = place.old.split(), place.new.split()
    return [
        dict(table.get(place.old, ())).get(place.new, 0.0),
        dict(table.get(place.new, ())).get(place.old, 0.0),
        min(map(zipf, old)),
        min(map(zipf, new)),
        len(old),
        len(new),
        old[-1][-2:] == new[-1][-2:],
        old[-1][-1:] == new[-1][-1:],
        len(place.old),
        len(place.new),
        place.at == 0,
        place.at + place.count == len(place.said),
    ]


def _links(counts: Counts, frames: Ids, first: Ids, last: Ids) -> list[Numbers]:
    """Return how a word, or two from *first* to *last*, goes with two words on each side, and with the content around."""
    total, single = float(counts.single.sum()), counts.single
    far_left, left, right, far_right = frames[:, :4].T

    def together(table: Numbers, one: Ids, other: Ids, of: float = total) -> Numbers:
        """Return smoothed pointwise mutual information."""
        joint = table[mixed(one, other)]
        found: Numbers = np.log((joint + _SMOOTHING) / (single[one] * single[other] / of + _SMOOTHING))
        return found

    near = np.stack([together(counts.near, first, word, total / (2 * NEAR)) for word in frames[:, 4:].T], 1)
    near[frames[:, 4:] <= 1] = 0
    return [
        together(counts.beside, left, first),
        together(counts.beside, last, right),
        together(counts.apart, far_left, first),
        together(counts.apart, last, far_right),
        np.log1p(counts.three[mixed(far_left, left, first)]),
        np.log1p(counts.three[mixed(left, first, right)]),
        np.log1p(counts.three[mixed(last, right, far_right)]),
        np.log1p(counts.beside[mixed(left, first)]),
        np.log1p(counts.beside[mixed(last, right)]),
        near.max(1),
        near.mean(1),
    ]
