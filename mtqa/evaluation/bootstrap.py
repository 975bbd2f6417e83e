"""Between which values a measure lies, by resampling."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.evaluation.counting import Floats

SAMPLES = 1_000
SEED = 20_230_801
LEVEL = 0.95

Interval = tuple[float, float]


def intervals(units: int, measure: "Callable[[Floats], Sequence[float]]") -> list[Interval | None]:
    """Return the 95% interval of each value that *measure* returns for weights of the units.

    Percentile bootstrap (Efron 1979; for translation Koehn 2004): as many units as there are, drawn with replacement,
    1,000 times with a fixed seed, the same draws for every measure; the 2.5th and the 97.5th percentile. Samples for which
    a measure is not defined are left out. Nothing with fewer than two units, since one says nothing of how they differ.
    """
    import numpy as np

    draw = np.random.default_rng(SEED)
    if units < 2:
        return [None] * len(measure(np.ones(units)))
    samples = np.array(
        [measure(np.bincount(draw.integers(0, units, units), minlength=units).astype(float)) for _ in range(SAMPLES)]
    )
    return [_interval(column) for column in samples.T]


def _interval(values: "Floats") -> Interval | None:
    import numpy as np

    defined = values[~np.isnan(values)]
    if not len(defined):
        return None
    low, high = np.percentile(defined, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return float(low), float(high)
