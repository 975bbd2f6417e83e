"""Pictures of an evaluation, by matplotlib: the precision-recall curve and the reliability of the confidences.

Figures are made and drawn without pyplot, so that no window, backend or state of the process is involved.
"""

import io
from typing import TYPE_CHECKING, Any

from mtqa.errors import MissingExtraError, UsageError
from mtqa.evaluation.evaluation import Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: What a picture can be, by the ending of its file's name.
FORMS = ("svg", "png")
_INCHES = 5.5
_DPI = 150
_FONT = 11
_DOT = 15


def curve(evaluation: Evaluation, form: str) -> bytes:
    """Return a picture of precision over recall by spans, in one of ``FORMS``, with the point where everything is flagged.

    Between two thresholds the curve keeps the precision of the lower one, as average precision does.

    Raises ``UsageError`` where there are no confidences or gold spans, and ``MissingExtraError`` without matplotlib.
    """
    if not evaluation.curve:
        raise UsageError("there is no curve to draw: it needs gold spans, and a confidence for every prediction")
    figure, axes = _figure()
    recall = [0.0, *(point.recall for point in evaluation.curve)]
    precision = [evaluation.curve[0].precision, *(point.precision for point in evaluation.curve)]
    average = evaluation.measures["confidence"]["average_precision"].value
    axes.plot(recall, precision, drawstyle="steps-pre", label=f"predictions, average precision {average:.3f}")
    axes.scatter(recall[1:], precision[1:], s=_DOT)
    everything = [evaluation.measures["spans"][name].everything or 0.0 for name in ("recall", "precision")]
    axes.plot(*everything, marker="x", color="black", linestyle="none", label="flag everything")
    _describe(figure, axes, "Recall (share of gold spans found)", "Precision (share of predictions right)")
    return _drawn(figure, form)


def reliability(evaluation: Evaluation, form: str) -> bytes:
    """Return a picture of the share that is right over the confidence stated, in one of ``FORMS``, a point for each bin.

    Raises ``UsageError`` where there are no confidences, and ``MissingExtraError`` without matplotlib.
    """
    bins = [
        (row.confidence, row.right, row.predictions)
        for row in evaluation.reliability
        if row.confidence is not None and row.right is not None
    ]
    if not bins:
        raise UsageError("there is no reliability to draw: it needs predictions, and a confidence for every one")
    figure, axes = _figure()
    axes.plot([0, 1], [0, 1], linestyle="--", color="gray", label="as true as stated")
    error = evaluation.measures["confidence"]["calibration_error"].value
    axes.plot(
        [stated for stated, _, _ in bins],
        [right for _, right, _ in bins],
        marker="o",
        label=f"predictions, calibration error {error:.3f}",
    )
    for stated, right, count in bins:
        at = (0, 7 if right < 0.9 else -15)
        axes.annotate(f"{count:,}", (stated, right), at, textcoords="offset points", ha="center", fontsize=9)
    _describe(figure, axes, "Confidence stated (mean of the bin)", "Share of predictions right")
    return _drawn(figure, form)


def _figure() -> "tuple[Figure, Axes]":
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise MissingExtraError("pictures need matplotlib", "plot") from error
    figure = Figure(figsize=(_INCHES, _INCHES), dpi=_DPI, layout="constrained")
    return figure, figure.add_subplot()


def _describe(figure: "Figure", axes: "Axes", across: str, up: str) -> None:
    axes.set_xlabel(across, fontsize=_FONT)
    axes.set_ylabel(up, fontsize=_FONT)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.set_aspect("equal")
    axes.grid(visible=True, alpha=0.3)
    figure.legend(loc="outside upper left", frameon=False)


def _drawn(figure: "Figure", form: str) -> bytes:
    from matplotlib import rc_context

    # The clock and random names would make another file each time; the settings are those of before when it is done.
    metadata: dict[str, Any] = {"Date": None} if form == "svg" else {}
    file = io.BytesIO()
    with rc_context({"svg.hashsalt": "mtqa"}):
        figure.savefig(file, format=form, metadata=metadata)
    return file.getvalue()
