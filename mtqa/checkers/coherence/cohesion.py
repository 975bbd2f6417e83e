"""How well each sentence fits the story it stands in, in numbers: by meaning, by shared words and names, by place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from mtqa.document import Role
from mtqa.functionwords import FUNCTION_WORDS

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

NAMES = (
    "story", "nearest", "nearest_three", "before", "behind", "neighbours", "story_z", "others", "others_median", "bridge",
    "share", "words_shared", "names_shared", "names_new", "nameless", "length", "refers_back", "quoted", "sentences", "first",
    "last", "numbers", "rank",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_REFERS_BACK = re.compile(
    r"[\"']?(?:He|She|It|They|This|That|These|Those|But|And|However|His|Her|Their|Its|Such|Meanwhile|Another|Both|Also|Then|So"
    r"|Yet|Or|Instead|One|Others?|We|I|You)\b"
)
_STEM = 6
_NEAREST = 3
#: A shorter sentence, or a shorter story, says too little to judge.
FEWEST_WORDS = 5
FEWEST_SENTENCES = 6
#: Less sure than this is not worth a word at any operating point.
LEAST = 0.2
#: What may well belong to the story is not called a grave fault.
SURE = 0.75


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says, as far as words go."""

    count: int
    words: frozenset[str]
    names: frozenset[str]
    refers_back: bool
    quoted: bool
    numbers: bool


#: What belongs to a story; only its running text is judged.
CONTEXT = (Role.HEADLINE, Role.BODY, Role.QUOTE, Role.LIST, Role.CAPTION)


def said(sentence: str) -> Said:
    """Return the content words and names of a sentence in plain typography."""
    words = _WORD.findall(sentence)
    content = [word for word in words if word.lower() not in FUNCTION_WORDS]
    return Said(
        count=len(words),
        words=frozenset(_stem(word) for word in content if len(word) > 2),
        names=frozenset(_stem(word) for word in content if word[0].isupper()),
        refers_back=bool(_REFERS_BACK.match(sentence)),
        quoted='"' in sentence,
        numbers=any(word[0].isdigit() for word in words),
    )


def _stem(word: str) -> str:
    plain = word.lower().removesuffix("'s")
    return plain[:_STEM] if len(plain) > _STEM else plain.rstrip("s")


def features(vectors: "Vectors", sentences: Sequence[Said]) -> list[tuple[float, ...]]:
    """Return one row of features a sentence, in the order of ``NAMES``; there are at least three sentences."""
    import numpy as np

    count = len(sentences)
    likeness = vectors @ vectors.T
    rest = vectors.sum(0) - vectors
    story = (vectors * rest).sum(1) / np.linalg.norm(rest, axis=1)
    shared = Counter(word for sentence in sentences for word in sentence.words)
    named = Counter(name for sentence in sentences for name in sentence.names)
    rows: list[tuple[float, ...]] = []
    for at, sentence in enumerate(sentences):
        others = np.delete(story, at)
        row = np.delete(likeness[at], at)
        typical = row.mean()
        before = likeness[at, at - 1] if at else typical
        behind = likeness[at, at + 1] if at + 1 < count else typical
        bridge = likeness[at - 1, at + 1] if 0 < at < count - 1 else 0.0
        nearest = np.sort(row)[-_NEAREST:]
        words_shared = sum(shared[word] > 1 for word in sentence.words)
        names_shared = sum(named[name] > 1 for name in sentence.names)
        rows.append(
            (
                float(story[at]),
                float(nearest[-1]),
                float(nearest.mean()),
                float(before),
                float(behind),
                float(max(before, behind)),
                float((story[at] - others.mean()) / (others.std() + 0.05)),
                float(others.mean()),
                float(np.median(others)),
                float(bridge - (before + behind) / 2),
                words_shared / max(1, len(sentence.words)),
                float(min(6, words_shared)),
                float(min(4, names_shared)),
                float(min(6, len(sentence.names)) - min(4, names_shared)),
                float(not sentence.names),
                log(max(1, sentence.count)),
                float(sentence.refers_back),
                float(sentence.quoted),
                log(count),
                float(at == 0),
                float(at + 1 == count),
                float(sentence.numbers),
                float((story < story[at]).mean()),
            )
        )
    return rows
