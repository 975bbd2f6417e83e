"""Score and verdict: MQM penalties, weighted by how sure each finding is."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from mtqa.finding import Finding, Severity

#: The weights of MQM's scorecard: https://themqm.org/error-types-2/the-mqm-scoring-models/
PENALTY: Mapping[Severity, float] = {Severity.MINOR: 1, Severity.MAJOR: 5, Severity.CRITICAL: 25}

_WORD = re.compile(r"\S*\w\S*")


class Verdict(StrEnum):
    """What to do with a story."""

    PASS = "pass"  # noqa: S105
    REVIEW = "review"
    FAIL = "fail"


def count_words(text: str) -> int:
    """Return the number of words: stretches between white space that hold a letter or a digit."""
    return sum(1 for _ in _WORD.finditer(text))


def score(findings: Iterable[Finding], words: int) -> float:
    """Return 100 x (1 - penalty / words), from 0 to 100, two decimals; a penalty is severity times confidence."""
    penalty = sum(PENALTY[finding.severity] * finding.confidence for finding in findings)
    return round(max(0.0, 100 * (1 - penalty / max(words, 1))), 2)


def verdict(points: float, *, passing: float, failing: float, doubtful: bool = False) -> Verdict:
    """Return pass from *passing* on, fail below *failing*, and review between and for what is *doubtful* as a whole."""
    if points >= passing and not doubtful:
        return Verdict.PASS
    return Verdict.FAIL if points < failing else Verdict.REVIEW
