"""Operating points: how sure a passage must be, chosen by what that is worth on copy kept out.

Copy that the tagger has read much of, as BBC's, says nothing of how quiet it is elsewhere: alarms are counted on English
originals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mtqa.training.tagger.measures import Scores, Truth

#: What the default must be worth: right so often, and at most so many alarms, and major ones, in 1,000 words of originals.
PRECISION, ALARMS, MAJOR_ALARMS = 0.6, 3.0, 1.0
#: Nor is anything said by default that is more likely sound than not, however good the surer passages beside it.
LIKELY = 0.5
#: The least confidences that are tried.
_TRIED = tuple(round(0.05 + 0.01 * number, 2) for number in range(86))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Candidates with cross-fitted confidences and what they are, [candidates]; what there is to find, [faults]."""

    confidence: Scores
    is_right: Truth
    is_called_major: Truth
    is_translated: Truth
    is_original: Truth
    #: The confidence of the surest candidate that touches a fault, 0 where none does.
    found_at: Scores
    is_major_fault: Truth
    translated_words: int
    original_words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a least confidence is worth; alarms are in 1,000 words of originals, marks in 1,000 of translations."""

    least: float
    precision: float
    recall: float
    major_recall: float
    marks: float
    alarms: float
    major_alarms: float

    def weighed(self, beta: float) -> float:
        """Return the F score in which recall counts *beta* times as much as precision."""
        both = beta**2 * self.precision + self.recall
        return (1 + beta**2) * self.precision * self.recall / both if both else 0.0


def rows(counted: Counted) -> list[Row]:
    """Return what each least confidence is worth, from the lowest up."""
    return [_row(counted, least) for least in _TRIED]


def chosen(every: Sequence[Row]) -> dict[str, float]:
    """Return the points by name.

    ``precision`` is the lowest that is likely, right often enough and quiet enough, ``balanced`` has the best F0.5 of those
    that are quiet, ``recall`` the best F1 of all. Where nothing is good enough, the first two are the highest tried.
    """
    quiet = [row for row in every if row.alarms <= ALARMS and row.major_alarms <= MAJOR_ALARMS] or [every[-1]]
    sure = [row for row in quiet if row.precision >= PRECISION and row.least >= LIKELY] or [every[-1]]
    return {
        "precision": sure[0].least,
        "balanced": max(quiet, key=lambda row: row.weighed(0.5)).least,
        "recall": max(every, key=lambda row: row.weighed(1.0)).least,
    }


def worth(every: Sequence[Row], points: Mapping[str, float]) -> dict[str, float]:
    """Return what the points are worth, by what is measured."""
    found: dict[str, float] = {}
    for row in every:
        for point, least in points.items():
            if row.least == least:
                found |= {
                    f"at {point}: least confidence": row.least,
                    f"at {point}: precision": round(row.precision, 4),
                    f"at {point}: recall": round(row.recall, 4),
                    f"at {point}: recall of major": round(row.major_recall, 4),
                    f"at {point}: findings in 1,000 words of translations": round(row.marks, 4),
                    f"at {point}: findings in 1,000 words of English originals": round(row.alarms, 4),
                    f"at {point}: major ones in them": round(row.major_alarms, 4),
                }
    return found


def _row(counted: Counted, least: float) -> Row:
    said = counted.confidence >= least
    translated, original = said & counted.is_translated, said & counted.is_original
    precision = int(counted.is_right[translated].sum()) / max(1, int(translated.sum()))
    is_found = counted.found_at >= least
    majors = counted.is_major_fault
    return Row(
        least=least,
        precision=precision,
        recall=int(is_found.sum()) / max(1, len(is_found)),
        major_recall=int(is_found[majors].sum()) / max(1, int(majors.sum())),
        marks=1000 * int(translated.sum()) / max(1, counted.translated_words),
        alarms=1000 * int(original.sum()) / max(1, counted.original_words),
        major_alarms=1000 * int((original & counted.is_called_major).sum()) / max(1, counted.original_words),
    )
