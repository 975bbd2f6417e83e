"""Patterns that cannot backtrack, compiled when they are first used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from mtqa.literals import Needs, met, needs


@dataclass(frozen=True)
class Regex:
    """An RE2 pattern: linear in the length of the text, whatever the pattern; it knows no lookaround."""

    pattern: str
    case_sensitive: bool = False

    @cached_property
    def compiled(self) -> Any:
        """The pattern as RE2 has it; raises ``ValueError`` with RE2's words."""
        options = re2.Options()
        options.case_sensitive = self.case_sensitive
        options.log_errors = False
        try:
            return re2.compile(self.pattern, options)
        except re2.error as error:
            problem = error.args[0]
            raise ValueError(problem.decode() if isinstance(problem, bytes) else str(problem)) from error

    def may_match(self, folded: str) -> bool:
        """Tell whether the pattern could match a text, given case folded, without compiling it."""
        return met(self.needs, folded)

    @cached_property
    def needs(self) -> Needs:
        """What a matching text must contain, as far as it can be told."""
        return needs(self.pattern)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "compiled"}

    @property
    def groups(self) -> Mapping[str, int]:
        """The number of each named group."""
        groups: Mapping[str, int] = self.compiled.groupindex
        return groups

    def finditer(self, text: str) -> Iterator[Any]:
        """Yield the matches that do not overlap, in order."""
        matches: Iterator[Any] = self.compiled.finditer(text)
        return matches

    def fullmatch(self, text: str) -> Any:
        """Return the match of the whole text, or nothing."""
        return self.compiled.fullmatch(text)


def escaped(words: str) -> str:
    """Return the pattern that matches just these words."""
    return str(re2.escape(words))
