"""An analysis in, findings out; each checker is a module, imported when it is asked for."""

from collections.abc import Callable, Iterator, Mapping

from mtqa.analysis import Analysis
from mtqa.finding import Finding

Checker = Callable[[Analysis], Iterator[Finding]]

CHECKERS: Mapping[str, str] = {
    "patterns": "mtqa.checkers.patterns:check",
}
