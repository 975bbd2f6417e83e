"""What flagging everything would measure, so that a number can be judged."""

from dataclasses import replace
from itertools import pairwise

from mtqa.evaluation.counting import words
from mtqa.evaluation.pairing import Pair
from mtqa.evaluation.rows import Mark
from mtqa.finding import Severity
from mtqa.span import Span


def flag_everything(pair: Pair) -> Pair:
    """Return the pair with every word predicted, each on its own, with the white space behind it.

    In both severities, since the scorer of WMT 2023 task 2 takes nothing off for a second one; so all characters are
    marked as well as that scorer lets them be. All are equally sure.
    """
    starts = [0, *(start for start, _ in words(pair.text)[1:]), len(pair.text)]
    marks = tuple(
        Mark(span=Span(start, end), severity=severity, confidence=1.0)
        for start, end in pairwise(starts)
        for severity in (Severity.MINOR, Severity.MAJOR)
        if start < end
    )
    return replace(pair, predicted=marks)
