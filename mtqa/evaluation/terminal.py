"""An evaluation for people to read, at 80 columns."""

import io
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mtqa.evaluation import bootstrap
from mtqa.evaluation.breakdown import Kind
from mtqa.evaluation.calibration import Bin
from mtqa.evaluation.evaluation import Estimate, Evaluation, Source
from mtqa.writers.visible import visible

_WIDTH = 80
_NOTHING = "-"
_GROUPS: Mapping[str, str] = {
    "spans": "spans, any overlap",
    "characters": "characters, WMT 2023",
    "words": "words",
    "confidence": "confidence",
}
_MEASURES: Mapping[str, str] = {
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "mcc": "MCC",
    "flagged": "share flagged",
    "average_precision": "average precision",
    "calibration_error": "calibration error",
}


def write(evaluation: Evaluation) -> str:
    """Return what was compared, the measures, and the tables by severity, category and confidence."""
    console = Console(
        file=io.StringIO(), width=_WIDTH, highlight=False, markup=False, emoji=False, legacy_windows=False
    )
    console.print(Text(_compared("gold", evaluation.gold)), soft_wrap=True)
    console.print(Text(_compared("predictions", evaluation.predictions)), soft_wrap=True)
    console.print(Text(_intervals(evaluation)))
    console.print()
    console.print(_measures(evaluation))
    for heading, kinds in (("severity", evaluation.severities), ("category", evaluation.categories)):
        if kinds:
            console.print()
            console.print(_kinds(heading, kinds))
    console.print()
    if evaluation.reliability:
        console.print(_reliability(evaluation.reliability))
    else:
        console.print("Average precision and calibration need a confidence for every prediction.")
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())


def _compared(role: str, source: Source) -> str:
    left_out = f", {source.without_span:,} without a span in the target left out" if source.without_span else ""
    size = f"{_counted(source.rows, 'row')}, {_counted(source.marks, 'span')}"
    return f"{role}: {visible(source.path)} ({source.form}, {size}{left_out})"


def _intervals(evaluation: Evaluation) -> str:
    unit = "document" if evaluation.by_document else "row"
    size = f"{_counted(evaluation.rows, 'row')}, {_counted(evaluation.words, 'word')}"
    if evaluation.units < 2:
        return f"{size}; no intervals, which need two {unit}s at least"
    return f"{size}; {bootstrap.LEVEL:.0%} intervals from {bootstrap.SAMPLES:,} samples of {evaluation.units:,} {unit}s"


def _measures(evaluation: Evaluation) -> Table:
    table = _table("", "", right=("value", f"{bootstrap.LEVEL:.0%} interval", "flag everything"))
    for group, of_group in evaluation.measures.items():
        for at, (name, estimate) in enumerate(of_group.items()):
            table.add_row(
                _GROUPS[group] if at == 0 else "",
                _MEASURES[name],
                _number(estimate.value),
                _interval(estimate),
                _number(estimate.everything),
            )
    return table


def _kinds(heading: str, kinds: Iterable[Kind]) -> Table:
    table = _table(heading, right=("gold", "found", "recall", "predicted", "right", "precision"))
    for kind in kinds:
        counts = (f"{kind.gold:,}", f"{kind.found:,}", _number(kind.recall), f"{kind.predicted:,}", f"{kind.right:,}")
        table.add_row(visible(kind.name), *counts, _number(kind.precision))
    return table


def _reliability(bins: Iterable[Bin]) -> Table:
    table = _table("confidence", right=("predictions", "stated", "right"))
    for row in bins:
        if row.predictions:
            bounds = f"{row.low:.1f} to {row.high:.1f}"
            table.add_row(bounds, f"{row.predictions:,}", _number(row.confidence), _number(row.right))
    return table


def _table(*left: str, right: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in left:
        table.add_column(heading, overflow="fold")
    for heading in right:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _number(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    return _NOTHING if estimate.low is None else f"{estimate.low:.3f} to {estimate.high:.3f}"
