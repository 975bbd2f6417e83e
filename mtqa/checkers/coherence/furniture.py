"""Page furniture in words no rule knows: what a scraper took from around the story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import log
from typing import TYPE_CHECKING

from mtqa.analysis import Analysis
from mtqa.checkers.coherence.cohesion import NAMES as COHESION
from mtqa.document import Role, Sentence
from mtqa.errors import ModelError
from mtqa.models.logistic import packaged
from mtqa.rulepack import word_list

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

_FITS = ("story", "story_z", "nearest", "neighbours", "words_shared", "names_shared", "quoted", "last")
NAMES = (
    "furniture_1", "furniture_3", "furniture_10", "prose_1", "prose_3", "prose_10", "you", "we", "command", "unpunctuated",
    "asks", "length", "digits", "capitals", "tells", "signs", "alone", *_FITS,
)  # fmt: skip
BANK = "furniture-bank.npz"
_NEAREST = (1, 3, 10)
_WHERE = frozenset({Role.BODY, Role.LIST})
_WORD = re.compile(r"[A-Za-z']+")
_YOU = frozenset("you your yours you're you've you'll".split())
_WE = frozenset("we us our we're we'd we've".split())
_TELLS = frozenset("said says told was were had has".split())
_SIGNS = re.compile(r"[|\u2022\u203a>\u00bb]|\d:\d\d\b")
_BRACKETED = re.compile(r"\(.*\)[.]?", re.DOTALL)
_SAME = 0.999
_FEWEST_WORDS = 4
#: Most copy has less furniture in it than what the model was fitted on.
_PRIOR = -0.4


@dataclass(frozen=True, slots=True)
class Bank:
    """Vectors of lines of furniture, and of prose, that sentences are compared with."""

    furniture: "Vectors"
    prose: "Vectors"

    def nearness(self, vectors: "Vectors") -> "Vectors":
        """Return how near each text is to the nearest lines of each kind: six numbers a row; a line is not its own neighbour."""
        import numpy as np

        columns = []
        for kind in (self.furniture, self.prose):
            likeness = vectors @ kind.T
            likeness[likeness > _SAME] = -1
            likeness = -np.sort(np.partition(-likeness, _NEAREST[-1], axis=1)[:, : _NEAREST[-1]], axis=1)
            columns += [likeness[:, :count].mean(1) for count in _NEAREST]
        return np.stack(columns, axis=1)


@lru_cache(maxsize=1)
def bank() -> Bank:
    """Return the lines that ship with mtqa; raises ``ModelError``."""
    import numpy as np

    file = resources.files("mtqa") / "models" / "weights" / BANK
    try:
        with file.open("rb") as opened:
            kept = np.load(opened, allow_pickle=False)
            return Bank(kept["furniture"].astype("float32") / 127, kept["prose"].astype("float32") / 127)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{file} is missing or damaged: pip install --force-reinstall mtqa") from error


def features(near: Sequence[float], row: Sequence[float], *, alone: bool, plain: str) -> tuple[float, ...]:
    """Return how much a sentence is like furniture and unlike its story, in the order of ``NAMES``.

    *near* is its row of nearness to the bank, *row* its features of cohesion, *alone* tells whether it is a paragraph of its
    own.
    """
    words = _WORD.findall(plain)
    lower = [word.lower() for word in words]
    count = max(1, len(words))
    fits = dict(zip(COHESION, row, strict=True))
    return (
        *near,
        sum(word in _YOU for word in lower) / count,
        sum(word in _WE for word in lower) / count,
        float(bool(lower) and lower[0] in _commands()),
        float(not plain.rstrip("\"')").endswith((".", "?", "!", ":"))),
        float(plain.rstrip().endswith(("?", "!"))),
        log(1 + len(words)),
        sum(character.isdigit() for character in plain) / max(1, len(plain)),
        sum(word[0].isupper() for word in words[1:]) / count,
        float(any(word in _TELLS for word in lower)),
        float(bool(_SIGNS.search(plain))),
        float(alone),
        *(fits[name] for name in _FITS),
    )


@lru_cache(maxsize=1)
def _commands() -> frozenset[str]:
    return word_list("verbs-to-readers")


def _may_be(sentence: Sentence, plain: str) -> bool:
    """Tell whether a sentence can be judged: crossheads, tables and credits in brackets stand in a story too."""
    prose = sentence.span.of(plain)
    words = _WORD.findall(prose)
    lower = sum(word.islower() and len(word) > 2 for word in words)
    return sentence.role in _WHERE and len(words) >= _FEWEST_WORDS and lower > 1 and not _BRACKETED.fullmatch(prose)


def sureness(
    analysis: Analysis, part: Sequence[Sentence], vectors: "Vectors", rows: Sequence[Sequence[float]]
) -> list[float]:
    """Return the probability that each sentence speaks to the reader of the page and not of the story."""
    sure = []
    for sentence, near, row in zip(part, bank().nearness(vectors), rows, strict=True):
        block = analysis.block_of(sentence.span)
        alone = block is not None and len(block.span) <= len(sentence.span) + 2
        made = features(near.tolist(), row, alone=alone, plain=sentence.span.of(analysis.plain))
        sure.append(packaged("furniture").probability(made, shift=_PRIOR) if _may_be(sentence, analysis.plain) else 0.0)
    return sure
