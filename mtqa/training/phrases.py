"""Fits the model that tells a near-synonym in a set phrase from other words that may stand there.

    python -m mtqa.training.phrases STORIES.jsonl.gz… --distorted LINES.jsonl… [--sound LINES.jsonl…] [--seen FILE]

Faults are made by program from near words, taken from the bad examples of substitution rules, and given as {"text",
"phrase", "right": [phrases]}; sound copy is what people wrote. With --seen, what stands in a slot in that copy and would be
suspected is written to FILE. Writes mtqa/models/weights/phrases.json.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from mtqa import pipeline, readers
from mtqa.analysis import Analysis
from mtqa.checkers import phrases
from mtqa.checkers.phrases import Likeness, features, nearness, suspects
from mtqa.config import Config
from mtqa.document import Article
from mtqa.example import unmarked
from mtqa.functionwords import FUNCTION_WORDS
from mtqa.knowledge import Knowledge
from mtqa.models import Models
from mtqa.models.encoder import load
from mtqa.models.logistic import fit
from mtqa.models.meanings import Meanings
from mtqa.phrasebook import Phrasebook, bases
from mtqa.pipeline import Desk
from mtqa.rule import Substitution
from mtqa.span import Span
from mtqa.training.stories import stories

_WEIGHTS = Path(__file__).parents[1] / "models" / "weights"
_NEAR = 0.42
_NEIGHBOURS = 6


def main() -> None:
    """Fit and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--distorted", nargs="*", default=[], type=Path)
    parser.add_argument("--sound", nargs="*", default=[], type=Path)
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--weight", type=int, default=6)
    options = parser.parse_args()
    book = Knowledge().phrasebook
    meanings = Meanings(encoder=load())
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []

    def add(likeness: Likeness, is_fault: bool, times: int = 1) -> None:
        near = nearness(likeness, meanings)
        if near[1] >= phrases.NEAR_ENOUGH:
            rows.extend([features(likeness, *near)] * times)
            labels.extend([is_fault] * times)

    for likeness in _made(book, meanings):
        add(likeness, True)
    given = [json.loads(line) for path in options.distorted for line in path.read_text(encoding="utf-8").splitlines()]
    for row in (*given, *_examples()):
        right = {word for phrase in row["right"] for word in bases(phrase)}
        for likeness in _suspects(row["text"], book):
            touches = likeness.found in row["phrase"] or row["phrase"] in likeness.found
            if touches and set(likeness.phrase.bases) <= right:
                add(likeness, True, options.weight)
    faults = sum(labels)
    texts = [
        json.loads(line)["text"] for path in options.sound for line in path.read_text(encoding="utf-8").splitlines()
    ]
    seen: Counter[str] = Counter()
    told: set[tuple[str, str]] = set()
    for text in [*texts, *stories(*options.files, kept_apart=False)]:
        for likeness in _suspects(text, book):
            key = (likeness.found.lower(), likeness.phrase.text)
            if key not in told:
                told.add(key)
                add(likeness, False)
                if nearness(likeness, meanings)[1] >= phrases.NEAR_ENOUGH:
                    seen[likeness.found.lower()] += 1
    about = f"{faults} near-synonyms in set phrases, {len(labels) - faults} other words in their places"
    print(about)
    fit(about, phrases.NAMES, np.array(rows), np.array(labels)).write(_WEIGHTS / "phrases.json")
    if options.seen:
        head = "# What copy written by people says in the place of a set phrase, near it in meaning; never reported"
        options.seen.write_text("\n".join([head, *sorted(seen, key=str.casefold)]) + "\n", encoding="utf-8")


def _examples() -> Iterator[dict[str, Any]]:
    """Yield the bad examples of rules that put words for others."""
    desk = Desk(config=Config(checks=("patterns",)))
    for rule in desk.rules.values():
        for example in rule.bad if isinstance(rule.looks, Substitution) else ():
            text, _ = unmarked(example)
            article = Article(document=readers.document(text, "example"))
            for finding in pipeline.check(article, desk).findings:
                if finding.rule == rule.id and finding.suggestions:
                    yield {"text": text, "phrase": finding.span.of(text), "right": finding.suggestions}


def _suspects(text: str, book: Phrasebook) -> Iterator[Likeness]:
    analysis = Analysis(article=Article(document=readers.document(f"{text}\n\n.", "story")), rules={}, models=Models())
    return suspects(analysis, book)


def _made(book: Phrasebook, meanings: Meanings) -> Iterator[Likeness]:
    from wordfreq import top_n_list

    draw = random.Random(2)
    vocabulary = [
        word for word in top_n_list("en", 12_000) if word.isalpha() and len(word) > 3 and word not in FUNCTION_WORDS
    ]
    vectors = meanings.encoder.encode(vocabulary)
    for phrase in book.phrases:
        for slot in phrase.fixed:
            near = vectors @ meanings.encoder.encode([phrase.words[slot]])[0]
            kin = [vocabulary[n] for n in np.argsort(-near)[: _NEIGHBOURS + 1] if _NEAR < near[n] < 0.98]
            if not kin:
                continue
            word = draw.choice(kin)
            parts = [*phrase.words[:slot], word, *phrase.words[slot + 1 :]]
            if bases(" ".join(parts)) not in book.sound and bases(word) != bases(phrase.words[slot]):
                found = " ".join(parts)
                yield Likeness(Span(0, len(found)), found, word, phrase, slot)


if __name__ == "__main__":
    main()
