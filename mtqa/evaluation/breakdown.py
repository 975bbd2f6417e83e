"""The same by category and by severity.

A category or severity is that of the gold mark for recall and that of the prediction for precision; the other side may be
of any. Gold and predictions may name their categories differently, so that a name may have only one of the two.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtqa.evaluation.judging import NEVER, Judged
from mtqa.evaluation.rows import Mark
from mtqa.finding import Severity

_UNNAMED = "(none)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Marks of one kind: how many gold ones and how many of these are found, how many predicted and how many right."""

    name: str
    gold: int
    found: int
    predicted: int
    right: int

    @property
    def recall(self) -> float | None:
        """The share of gold marks of this kind that any prediction overlaps."""
        return self.found / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """The share of predictions of this kind that overlap any gold mark."""
        return self.right / self.predicted if self.predicted else None


def by_category(judgements: Sequence[Judged]) -> tuple[Kind, ...]:
    """Return the kinds in order of name, those without a category as (none)."""
    return tuple(sorted(_kinds(judgements, lambda mark: mark.category or _UNNAMED), key=lambda kind: kind.name))


def by_severity(judgements: Sequence[Judged]) -> tuple[Kind, ...]:
    """Return the kinds from mild to bad."""
    return tuple(sorted(_kinds(judgements, lambda mark: mark.severity), key=lambda kind: Severity(kind.name).rank))


def _kinds(judgements: Sequence[Judged], name: Callable[[Mark], str]) -> list[Kind]:
    gold, found, predicted, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for judgement in judgements:
        for mark, at in zip(judgement.pair.gold, judgement.found_at, strict=True):
            gold[name(mark)] += 1
            found[name(mark)] += at > NEVER
        for mark, is_right in zip(judgement.pair.predicted, judgement.right, strict=True):
            predicted[name(mark)] += 1
            right[name(mark)] += is_right
    return [
        Kind(name=str(kind), gold=gold[kind], found=found[kind], predicted=predicted[kind], right=right[kind])
        for kind in gold | predicted
    ]
