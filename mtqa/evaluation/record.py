"""An evaluation as one JSON object, by the contract mtqa-evaluation/1: keys may be added, none changes its meaning.

Numbers have six decimals; a measure that is not defined is null. The same files give the same bytes.
"""

from dataclasses import asdict
from typing import Any

from mtqa.evaluation import bootstrap
from mtqa.evaluation.breakdown import Kind
from mtqa.evaluation.evaluation import Evaluation
from mtqa.writers import record

SCHEMA = "mtqa-evaluation/1"
_DECIMALS = 6


def write(evaluation: Evaluation) -> str:
    """Return the evaluation as one line of JSON."""
    value = {
        "schema": SCHEMA,
        "gold": asdict(evaluation.gold),
        "predictions": asdict(evaluation.predictions),
        "rows": evaluation.rows,
        "words": evaluation.words,
        "intervals": {
            "level": bootstrap.LEVEL,
            "samples": bootstrap.SAMPLES,
            "seed": bootstrap.SEED,
            "unit": "document" if evaluation.by_document else "row",
            "units": evaluation.units,
        },
        "measures": {
            group: {name: asdict(estimate) for name, estimate in of_group.items()}
            for group, of_group in evaluation.measures.items()
        },
        "by_severity": [_kind(kind) for kind in evaluation.severities],
        "by_category": [_kind(kind) for kind in evaluation.categories],
        "reliability": [asdict(row) for row in evaluation.reliability],
        "curve": [asdict(point) for point in evaluation.curve],
    }
    return record.dumps(_rounded(value)) + "\n"


def _kind(kind: Kind) -> dict[str, Any]:
    return {**asdict(kind), "recall": kind.recall, "precision": kind.precision}


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, _DECIMALS)
        case dict():
            return {key: _rounded(part) for key, part in value.items()}
        case list():
            return [_rounded(part) for part in value]
        case _:
            return value
