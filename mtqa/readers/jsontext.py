"""JSON whose strings know where in the file they stand."""

import json
import re
from itertools import islice
from typing import NamedTuple

from mtqa.errors import ReadError
from mtqa.readers.traced import Traced, Weaver

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_MAX_TOKENS = 500_000
MAX_DEPTH = 100


class String(NamedTuple):
    """A string, between its quotes."""

    start: int
    end: int


#: What JSON holds, its numbers and constants left out.
Value = dict[str, "Value"] | list["Value"] | String | None


def read(text: str, path: str) -> Value:
    """Return what a file says; of two equal keys the last counts; raises ``ReadError``."""
    if next(islice(_TOKEN.finditer(text), _MAX_TOKENS, None), None):
        raise ReadError(path, f"more than {_MAX_TOKENS:,} values and signs; no story has so many")
    try:
        json.loads(text)
    except RecursionError as error:
        raise ReadError(path, f"JSON nested deeper than {MAX_DEPTH}; no story is") from error
    except ValueError as error:
        raise ReadError(path, f"not JSON: {error}") from error
    builder = _Builder(path)
    for match in _TOKEN.finditer(text):
        builder.take(match)
    return builder.top[0]


class _Builder:
    """Builds the values of JSON that is known to be well formed."""

    def __init__(self, path: str) -> None:
        self.top: list[Value] = []
        self._path = path
        self._stack: list[dict[str, Value] | list[Value]] = [self.top]
        self._key: str | None = None

    def take(self, match: re.Match[str]) -> None:
        """Take the next sign or value."""
        written = match[0]
        if written in ",:":
            return
        if written in "]}":
            self._stack.pop()
        elif isinstance(self._stack[-1], dict) and self._key is None:
            self._key = json.loads(written)
        elif written in "{[":
            inner: dict[str, Value] | list[Value] = {} if written == "{" else []
            self._add(inner)
            self._stack.append(inner)
            if len(self._stack) > MAX_DEPTH:
                raise ReadError(self._path, f"JSON nested deeper than {MAX_DEPTH}; no story is")
        else:
            self._add(String(match.start() + 1, match.end() - 1) if written[0] == '"' else None)

    def _add(self, value: Value) -> None:
        holder = self._stack[-1]
        if isinstance(holder, dict):
            holder[self._key or ""] = value
            self._key = None
        else:
            holder.append(value)


def string(source: Traced, value: String) -> Traced:
    """Return what a string says."""
    weaver = Weaver()
    at = value.start
    for match in _ESCAPE.finditer(source.text, value.start, value.end):
        weaver.take(source, at, match.start())
        weaver.put(json.loads(f'"{match[0]}"'), source, *match.span())
        at = match.end()
    weaver.take(source, at, value.end)
    return weaver.woven()
