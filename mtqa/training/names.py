"""Fits the model that tells a distorted name from a real one that happens to be near another.

    python -m mtqa.training.names STORIES.jsonl.gz… --distorted LINES.jsonl… [--sound LINES.jsonl…]

Names are distorted in the ways of machine translation (a near-synonym for a word, another kind word or country, another
order, a form of the same word, a word lost or added); real ones come from stories written by people. Lines are
{"text", "name"} with, for distorted ones, "right": [names]. Writes mtqa/models/weights/names.json.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers.entities import evidence
from mtqa.checkers.entities.evidence import Evidence, fields
from mtqa.checkers.entities.judging import candidates, is_known
from mtqa.checkers.entities.names import Piece, readings
from mtqa.document import Article
from mtqa.gazetteer import Gazetteer
from mtqa.knowledge import Knowledge
from mtqa.models import Models
from mtqa.models.encoder import load
from mtqa.models.logistic import fit
from mtqa.models.meanings import Meanings
from mtqa.span import Span
from mtqa.training.stories import stories

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights"
_NEIGHBOURS = 12
_NEAR = 0.42
_INSTITUTIONS = 2_500


def main() -> None:
    """Fit and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--distorted", nargs="*", default=[], type=Path)
    parser.add_argument("--sound", nargs="*", default=[], type=Path)
    parser.add_argument("--most", type=int, default=1500, help="so many stories at most")
    parser.add_argument(
        "--weight", type=int, default=4, help="how many times each line of --distorted and --sound counts"
    )
    options = parser.parse_args()
    gazetteer = Knowledge().gazetteer
    meanings = Meanings(encoder=load())
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []

    def add(piece: Piece, words: str, right: Sequence[int] | None, weight: int = 1) -> None:
        for likeness in candidates(piece, words, gazetteer):
            is_right = right is not None and likeness.form.institution in right
            if right is not None and not is_right:
                continue
            numbers = Evidence(
                words=words,
                tokens=piece.tokens,
                short=piece.short,
                likeness=likeness,
                gazetteer=gazetteer,
                meanings=meanings,
            ).numbers
            rows.extend([numbers] * weight)
            labels.extend([is_right] * weight)

    for distorted, right in _distorted(gazetteer, meanings):
        tokens = gazetteer.tokens(distorted)
        if not is_known(tokens, gazetteer):
            add(Piece(span=Span(0, len(distorted)), tokens=tokens), distorted, [right])
    made = len(rows)
    for path in options.distorted:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            meant = [number for name in row["right"] for number in gazetteer.known.get(gazetteer.tokens(name), ())]
            for piece, words in _pieces(row["text"], gazetteer):
                if row["name"] in words or words in row["name"]:
                    add(piece, words, meant, options.weight)
    given = len(rows) - made
    seen: set[str] = set()
    texts = [
        json.loads(line)["text"] for path in options.sound for line in path.read_text(encoding="utf-8").splitlines()
    ]
    times = [options.weight] * len(texts)
    real = list(stories(*options.files, kept_apart=False))
    random.Random(1).shuffle(real)
    texts += real[: options.most]
    for number, text in enumerate(texts):
        for piece, words in _pieces(text, gazetteer):
            if words not in seen:
                seen.add(words)
                add(piece, words, None, times[number] if number < len(times) else 1)
    about = f"{made} pairs of names distorted by program, {given} by hand, {len(rows) - made - given} of real names near others"
    print(about)
    fit(about, evidence.NAMES, np.array(rows), np.array(labels)).write(_WEIGHTS / "names.json")


def _pieces(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Piece, str]]:
    analysis = Analysis(article=Article(document=readers.document(f"{text}\n\n.", "story")), rules={}, models=Models())
    for ways in readings(analysis, gazetteer):
        for piece in ways:
            if is_known(piece.tokens, gazetteer):
                break
            if len(piece.tokens) > 1:
                yield piece, piece.span.of(analysis.plain)


def _distorted(gazetteer: Gazetteer, meanings: Meanings) -> Iterator[tuple[str, int]]:
    """Yield distorted names and the number of the institution that is meant."""
    draw = random.Random(2)
    vocabulary = _vocabulary(gazetteer)
    vectors = meanings.encoder.encode(vocabulary)
    place = {word: number for number, word in enumerate(vocabulary)}
    countries = [country.peoples[0] for country in gazetteer.countries if country.peoples]
    numbers = [
        number
        for number, item in enumerate(gazetteer.institutions)
        if item.kind in evidence.BODIES and " " in item.name
    ]
    for number in draw.sample(numbers, min(_INSTITUTIONS, len(numbers))):
        parts = gazetteer.institutions[number].name.split()
        content = [at for at, part in enumerate(parts) if part[0].isupper() and len(part) > 2]
        if len(content) < 2:
            continue
        at = draw.choice(content)
        word = parts[at].strip(",'").lower()
        way = draw.random()
        changed = list(parts)
        if way < 0.45 and word in place:
            near = vectors @ vectors[place[word]]
            best = [
                n for n in np.argsort(-near)[1 : _NEIGHBOURS + 1] if near[n] > _NEAR and vocabulary[n][:4] != word[:4]
            ]
            if not best:
                continue
            changed[at] = vocabulary[draw.choice(best)].capitalize()
        elif way < 0.65 and (kin := [other for field in fields(word) for other in sorted(field) if other != word]):
            changed[at] = draw.choice(kin).capitalize()
        elif way < 0.75 and gazetteer.country_forms.get((word,)):
            changed[at] = draw.choice(countries)
        elif way < 0.85 and " of " not in " ".join(parts) and len(parts) > 2:
            changed = [parts[-1], "of", *parts[:-1]]
        elif way < 0.9 and len(content) > 2:
            del changed[at]
        elif way < 0.95:
            changed.insert(
                at, draw.choice(["Center", "Organization", "Reserve", "General", "Public", "Management", "Central"])
            )
        else:
            ending = draw.choice(["s", "al", "ing", "ation"])
            changed[at] = parts[at].removesuffix("s") if parts[at].endswith("s") else parts[at] + ending
        yield " ".join(changed), number


def _vocabulary(gazetteer: Gazetteer) -> list[str]:
    from wordfreq import top_n_list

    common = [word for word in top_n_list("en", 9_000) if word.isalpha() and len(word) > 3]
    return sorted({*common, *(token for token in gazetteer.by_word if token.isalpha() and len(token) > 2)})


if __name__ == "__main__":
    main()
