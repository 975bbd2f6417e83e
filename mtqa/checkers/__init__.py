"""An analysis in, findings out; each checker is a module, imported when it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.finding import Finding

if TYPE_CHECKING:
    # The command line asks for the names in the table, and an analysis brings half the package with it.
    from mtqa.analysis import Analysis

Checker = Callable[["Analysis"], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a checker is, which kinds of model it may ask for, and what it needs beside the story: source or reference."""

    function: str
    models: tuple[str, ...]
    needs: str | None = None


CHECKERS: Mapping[str, Entry] = {
    "patterns": Entry(function="mtqa.checkers.patterns:check", models=("parser",)),
    "fragments": Entry(function="mtqa.checkers.fragments:check", models=("parser",)),
    "consistency": Entry(function="mtqa.checkers.consistency:check", models=("parser",)),
    "entities": Entry(function="mtqa.checkers.entities:check", models=("encoder",)),
    "phrases": Entry(function="mtqa.checkers.phrases:check", models=("encoder",)),
    "coherence": Entry(function="mtqa.checkers.coherence:check", models=("encoder",)),
    "tagger": Entry(function="mtqa.checkers.tagger:check", models=("tagger",)),
    "language": Entry(function="mtqa.checkers.language:check", models=("language",)),
    "adequacy": Entry(function="mtqa.checkers.adequacy:check", models=("cross-lingual", "language"), needs="source"),
    "reference": Entry(function="mtqa.checkers.reference:check", models=("cross-lingual",), needs="reference"),
}
