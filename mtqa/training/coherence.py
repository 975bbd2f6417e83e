"""Fits the models of the coherence checker on stories with a strange passage or a strange headline put in.

    python -m mtqa.training.coherence STORIES.jsonl.gz…

Writes mtqa/models/weights/{foreign,headline,furniture}.json and furniture-bank.npz.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers.coherence import cohesion, furniture, headline
from mtqa.checkers.coherence.cohesion import Said, said
from mtqa.document import Article, Role
from mtqa.models import Models
from mtqa.models.encoder import Encoder, load
from mtqa.models.logistic import fit
from mtqa.training.stories import stories

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights"
_FEWEST = 6
_TIMES = 8
#: How often a story stays as it is: most stories of a feed are whole.
_WHOLE = 6
#: How often furniture and prose stand in a paragraph of their own.
_FURNITURE_ALONE, _PROSE_ALONE = 0.7, 0.5
_WRONG_HEADLINES = 0.25
_PASSAGES = (1, 1, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Story:
    """The sentences of a story, the headline first if it has one."""

    vectors: "Vectors"
    said: tuple[Said, ...]
    is_running: tuple[bool, ...]
    prose: tuple[str, ...]
    has_headline: bool


def main() -> None:
    """Fit and write the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=900, help="so many stories at most")
    options = parser.parse_args()
    encoder = load()
    texts = list(stories(*options.files, kept_apart=False))
    random.Random(1).shuffle(texts)
    known = [story for text in texts[: options.most] if (story := _read(text, encoder))]
    rows, labels = _foreign(known)
    names = ", ".join(file.name for file in options.files)
    about = f"{len(known)} stories of {names}, each {_TIMES} times, {_TIMES - _WHOLE} of them with a passage of another"
    fit(about, cohesion.NAMES, rows, labels).write(_WEIGHTS / "foreign.json")
    titled = [story for story in known if story.has_headline]
    rows, labels = _headlines(titled)
    about = f"{len(titled)} stories of {', '.join(file.name for file in options.files)} under their own headline and under others"
    fit(about, headline.NAMES, rows, labels).write(_WEIGHTS / "headline.json")
    _furniture(known, encoder)


def _read(text: str, encoder: Encoder) -> Story | None:
    analysis = Analysis(article=Article(document=readers.document(text, "story")), rules={}, models=Models())
    running = analysis.of_role(*cohesion.CONTEXT)
    if len(running) < _FEWEST:
        return None
    prose = [sentence.span.of(analysis.plain) for sentence in running]
    return Story(
        encoder.encode(prose),
        tuple(map(said, prose)),
        tuple(sentence.role is Role.BODY for sentence in running),
        tuple(prose),
        running[0].role is Role.HEADLINE,
    )


def _foreign(known: Sequence[Story]) -> tuple["np.ndarray", "np.ndarray"]:
    draw = random.Random(2)
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    for story in known:
        for time in range(_TIMES):
            other = draw.choice(known)
            length = 0 if time < _WHOLE else draw.choice(_PASSAGES)
            if other is story or len(other.said) < length:
                continue
            first = draw.randrange(len(other.said) - length + 1)
            at = draw.randrange(1, len(story.said) + 1)
            vectors = np.insert(story.vectors, [at] * length, other.vectors[first : first + length], axis=0)
            if not all(other.is_running[first : first + length]):
                continue
            put = (*story.said[:at], *other.said[first : first + length], *story.said[at:])
            is_running = (*story.is_running[:at], *[True] * length, *story.is_running[at:])
            for number, row in enumerate(cohesion.features(vectors, put)):
                if is_running[number] and put[number].count >= cohesion.FEWEST_WORDS:
                    rows.append(row)
                    labels.append(at <= number < at + length)
    return np.array(rows), np.array(labels)


def _headlines(known: Sequence[Story]) -> tuple["np.ndarray", "np.ndarray"]:
    draw = random.Random(3)
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    for story in known:
        body = [at for at, running in enumerate(story.is_running) if running]
        # Few headlines are wrong; the share says how sure a finding is.
        for other in (story, draw.choice(known)) if draw.random() < _WRONG_HEADLINES else (story,):
            rows.append(
                headline.features(other.said[0], other.vectors[0], story.vectors[body], [story.said[at] for at in body])
            )
            labels.append(other is not story)
    return np.array(rows), np.array(labels)


def _furniture(known: Sequence[Story], encoder: Encoder) -> None:
    """Keep lines of furniture and of prose to compare with, and fit what tells furniture in a story from its prose."""
    lines, prose = (_lines(name, encoder) for name in ("furniture.txt", "near-furniture.txt"))
    draw = random.Random(4)
    half = len(known) // 2
    sound = np.vstack([story.vectors[draw.sample(range(len(story.said)), 2)] for story in known[:half]])
    kinds = {
        "furniture": np.stack([vector for _, vector, _ in lines]),
        "prose": np.vstack([[vector for _, vector, _ in prose], sound]),
    }
    small = {kind: np.round(vectors * 127).astype(np.int8) for kind, vectors in kinds.items()}
    np.savez_compressed(_WEIGHTS / furniture.BANK, furniture=small["furniture"], prose=small["prose"])
    furniture.bank.cache_clear()
    bank = furniture.bank()
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    for story in known[half:]:
        other = draw.choice(known)
        number = draw.randrange(len(other.said))
        foreign = (other.said[number], other.vectors[number], other.prose[number])
        for strange, is_furniture in (
            (draw.choice(lines), True),
            (draw.choice(lines), True),
            (draw.choice(prose), False),
            (foreign, False),
        ):
            at = draw.randrange(1, len(story.said) + 1)
            vectors = np.insert(story.vectors, at, strange[1], axis=0)
            put = (*story.said[:at], strange[0], *story.said[at:])
            plain = (*story.prose[:at], strange[2], *story.prose[at:])
            running = (*story.is_running[:at], True, *story.is_running[at:])
            near = bank.nearness(vectors).tolist()
            for number, row in enumerate(cohesion.features(vectors, put)):
                if running[number]:
                    alone = draw.random() < (_FURNITURE_ALONE if number == at else _PROSE_ALONE)
                    rows.append(furniture.features(near[number], row, alone=alone, plain=plain[number]))
                    labels.append(number == at and is_furniture)
    about = f"{len(lines)} lines of furniture put into {len(known) - half} stories"
    fit(about, furniture.NAMES, np.array(rows), np.array(labels)).write(_WEIGHTS / "furniture.json")


def _lines(name: str, encoder: Encoder) -> list[tuple[Said, "Vectors", str]]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(said(line), vector, line) for line, vector in zip(lines, encoder.encode(lines), strict=True)]


if __name__ == "__main__":
    main()
