"""A Report in, text out; no printing, no clock: the same report, the same text."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from mtqa.errors import ReadError

if TYPE_CHECKING:
    from mtqa.report import Report

#: Writes reports, and what could not be checked, as one text.
Writer = Callable[[Sequence["Report"], Sequence[ReadError]], str]

WRITERS: Mapping[str, str] = {
    "terminal": "mtqa.writers.terminal:write",
    "text": "mtqa.writers.text:write",
    "listing": "mtqa.writers.listing:write",
    "json": "mtqa.writers.json:write",
    "jsonl": "mtqa.writers.jsonl:write",
    "sarif": "mtqa.writers.sarif:write",
    "github": "mtqa.writers.github:write",
    "gitlab": "mtqa.writers.gitlab:write",
    "junit": "mtqa.writers.junit:write",
    "checkstyle": "mtqa.writers.checkstyle:write",
    "markdown": "mtqa.writers.markdown:write",
    "html": "mtqa.writers.html:write",
    "csv": "mtqa.writers.csv:write",
    "mqm": "mtqa.writers.mqm:write",
}
#: Formats in which reports can be written one after another.
STREAMED = frozenset({"terminal", "text", "listing", "jsonl"})


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    module, _, function = WRITERS[name].partition(":")
    write: Writer = getattr(import_module(module), function)
    return write
