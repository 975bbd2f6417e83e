"""The one place where the parts of an evaluation are put together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import isnan

from mtqa.evaluation import breakdown, calibration, ranking
from mtqa.evaluation.baseline import flag_everything
from mtqa.evaluation.bootstrap import intervals
from mtqa.evaluation.breakdown import Kind
from mtqa.evaluation.calibration import Bin
from mtqa.evaluation.counting import Tally, tally, words
from mtqa.evaluation.judging import judged
from mtqa.evaluation.measures import MEASURES, measured
from mtqa.evaluation.pairing import Pair, paired
from mtqa.evaluation.ranking import Point
from mtqa.evaluation.reading import read
from mtqa.evaluation.rows import Form, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One of the two files: where it is, in which form, and how much is in it."""

    path: str
    form: Form
    rows: int
    marks: int
    without_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A measure with its 95% interval and what flagging everything would measure; nothing where it is not defined."""

    value: float | None
    low: float | None
    high: float | None
    everything: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that is measured. ``measures`` has an estimate for each name of ``MEASURES``.

    ``units`` is how many documents the intervals are drawn from, or rows where no document is named (``by_document``).
    """

    gold: Source
    predictions: Source
    rows: int
    words: int
    units: int
    by_document: bool
    measures: Mapping[str, Mapping[str, Estimate]]
    categories: tuple[Kind, ...]
    severities: tuple[Kind, ...]
    reliability: tuple[Bin, ...]
    curve: tuple[Point, ...]


def evaluate(gold_path: str, predictions_path: str) -> Evaluation:
    """Return what the predictions of one file are worth against the gold of another.

    Raises what ``read`` and ``paired`` raise, all of it ``MtqaError``.
    """
    gold, predictions = read(gold_path), read(predictions_path)
    pairs = paired(gold, predictions)
    judgements = [judged(pair) for pair in pairs]
    counted = tally(judgements)
    everything = tally([judged(flag_everything(pair)) for pair in pairs])
    return Evaluation(
        gold=_source(gold),
        predictions=_source(predictions),
        rows=len(pairs),
        words=sum(len(words(pair.text)) for pair in pairs),
        units=counted.units,
        by_document=_has_documents(pairs),
        measures=_measures(counted, everything),
        categories=breakdown.by_category(judgements),
        severities=breakdown.by_severity(judgements),
        reliability=calibration.table(counted),
        curve=ranking.curve(counted),
    )


def _source(sheet: Sheet) -> Source:
    return Source(
        path=sheet.path,
        form=sheet.form,
        rows=len(sheet.rows),
        marks=sum(len(row.marks) for row in sheet.rows),
        without_span=sheet.without_span,
    )


def _has_documents(pairs: list[Pair]) -> bool:
    return any(pair.document is not None for pair in pairs)


def _measures(counted: Tally, everything: Tally) -> dict[str, dict[str, Estimate]]:
    import numpy as np

    names = [(group, name) for group, of_group in MEASURES.items() for name in of_group]
    once = np.ones(counted.units)
    values, most = measured(counted, once), measured(everything, once)
    ranges = intervals(counted.units, partial(measured, counted))
    found: dict[str, dict[str, Estimate]] = {group: {} for group in MEASURES}
    for (group, name), value, interval, all_flagged in zip(names, values, ranges, most, strict=True):
        low, high = interval or (None, None)
        # Flagging everything states no probability, so that none of it can be true.
        stated = all_flagged if name != "calibration_error" else float("nan")
        found[group][name] = Estimate(value=_defined(value), low=low, high=high, everything=_defined(stated))
    return found


def _defined(value: float) -> float | None:
    return None if isnan(value) else value
