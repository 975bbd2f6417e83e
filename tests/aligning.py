"""How well sentences are aligned, on stories made of consecutive pairs with sentences merged, split, dropped and inserted.

    python -m tests.aligning --vectors CACHE wmt2021-zh-en.jsonl.gz … [--stories N] [--seed N]

Every file is a language. A bead counts as right when it is right to the sentence; beads with an empty side do not count, as
in the literature. Vectors are kept in CACHE, so that a second run is quick. Of a language that has a lexicon, a story comes from
one fifth of the file and its lexicon from the other four, or from FILE where --lexicon-from gives one.
"""

import argparse
import gzip
import json
import pickle
import random
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa.alignment import Text, align
from mtqa.models.crosslingual import UseEncoder
from mtqa.models.lexicon import LANGUAGES, Lexicon
from mtqa.pairing import likenesses
from mtqa.training.lexicon import learned
from mtqa.training.tagger.rows import Segment

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
_FOLDS = 5
_COMMA = re.compile(r"[,;:，；、：]\s*")
_FURNITURE = [
    "Share on Facebook",
    "Read more",
    "Advertisement",
    "© 2021 All rights reserved.",
    "Sign up to our newsletter",
]


class Cached:
    """An encoder that remembers."""

    languages: frozenset[str] | None = None

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, Vectors] = pickle.loads(file.read_bytes()) if file.exists() else {}
        self._encoder: UseEncoder | None = None

    def encode(self, texts: Sequence[str]) -> "Vectors":
        missing = sorted({text for text in texts if text not in self._known})
        if missing:
            self._encoder = self._encoder or UseEncoder()
            self._known.update(zip(missing, self._encoder.encode(missing).astype(np.float16), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(len(texts), 512)

    def save(self) -> None:
        self._file.write_bytes(pickle.dumps(self._known))


def rows(file: Path) -> list[tuple[str, str]]:
    return [(segment.source, next(iter(segment.references.values()))) for segment in segments(file)]


def segments(file: Path) -> list[Segment]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [Segment(row["source"], row["systems"], row["references"]) for row in found if row["references"]]


def language(file: Path) -> str:
    return file.name.split("-")[1]


def parts(file: Path, other: Path | None = None) -> list[tuple[list[tuple[str, str]], Lexicon | None]]:
    """Return the pairs of a file in parts, each with the lexicon of the rest or of another file, if the language needs one."""
    if language(file) not in LANGUAGES:
        return [(rows(file), None)]
    if other is not None:
        return [(rows(file), learned(segments(other)))]
    whole = segments(file)
    borders = [len(whole) * fold // _FOLDS for fold in range(_FOLDS + 1)]
    return [(rows(file)[start:end], learned(whole[:start] + whole[end:])) for start, end in pairwise(borders)]


def story(
    pairs: list[tuple[str, str]], strangers: list[tuple[str, str]], draw: random.Random
) -> tuple[list[str], list[str], Beads]:
    """Return the sentences of both sides and the true beads."""
    one: list[str] = []
    other: list[str] = []
    beads: Beads = []
    at = 0
    while at < len(pairs):
        source, target = pairs[at]
        what = draw.choices(["keep", "merge", "split", "drop", "insert"], [70, 9, 9, 6, 6])[0]
        sides = draw.random() < 0.5
        if what == "merge" and at + 1 < len(pairs):
            pieces = ([source, pairs[at + 1][0]], [f"{target} {pairs[at + 1][1]}"])
            if sides:
                pieces = ([f"{source} {pairs[at + 1][0]}"], [target, pairs[at + 1][1]])
            at += 1
        elif what == "split":
            pieces = ([source], _cut(target)) if sides else (_cut(source), [target])
        elif what == "drop":
            (one if sides else other).append(source if sides else target)
            at += 1
            continue
        else:
            if what == "insert":
                stranger = draw.choice(strangers)
                line = stranger[not sides] if draw.random() < 0.7 else draw.choice(_FURNITURE)
                (one if sides else other).append(line)
            pieces = ([source], [target])
        beads.append(
            (
                tuple(range(len(one), len(one) + len(pieces[0]))),
                tuple(range(len(other), len(other) + len(pieces[1]))),
            )
        )
        one += pieces[0]
        other += pieces[1]
        at += 1
    return one, other, beads


def _cut(text: str) -> list[str]:
    """Return a sentence in two at the comma nearest the middle, or whole."""
    places = [match for match in _COMMA.finditer(text) if 0.3 * len(text) < match.end() < 0.7 * len(text)]
    if not places:
        return [text]
    place = min(places, key=lambda match: abs(match.end() - len(text) / 2))
    return [text[: place.start()] + ".", text[place.end() :]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--stories", type=int, default=8)
    parser.add_argument("--length", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lexicon-from", type=Path)
    options = parser.parse_args()
    encoder = Cached(options.vectors)
    for file in options.files:
        draw = random.Random(options.seed)
        divided = parts(file, options.lexicon_from)
        right = said = true = 0
        for number in range(options.stories):
            pairs, lexicon = divided[number % len(divided)]
            start = draw.randrange(len(pairs) - options.length)
            one, other, beads = story(pairs[start : start + options.length], pairs, draw)
            first, second = (Text(lengths=tuple(map(len, side))) for side in (one, other))
            likeness = likenesses(one, other, encoder, lexicon)
            found = {(bead.one, bead.other) for bead in align(first, second, likeness)}
            found = {bead for bead in found if bead[0] and bead[1]}
            right, said, true = right + len(found & set(beads)), said + len(found), true + len(beads)
        precision, recall = right / max(said, 1), right / max(true, 1)
        f1 = 2 * right / (said + true)
        print(f"{file.name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, {true} beads", flush=True)
        encoder.save()


if __name__ == "__main__":
    main()
