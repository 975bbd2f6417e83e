"""The house's own names and words, which are no fault."""

import re
from dataclasses import dataclass
from functools import cached_property

from mtqa.folding import folded

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Accepted:
    """Names and words that pass; one without a capital passes in any case, one with capitals as it is written."""

    entries: tuple[str, ...]

    def passes(self, marked: str) -> bool:
        """Tell whether every word of what a finding marks belongs to an accepted name or is an accepted word."""
        if self._pattern is None:
            return False
        plain = folded(marked)
        inside = [match.span() for match in self._pattern.finditer(plain)]
        words = [match.span() for match in _WORD.finditer(plain)]
        return bool(words) and all(any(a <= start and end <= b for a, b in inside) for start, end in words)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.entries:
            return None
        longest_first = sorted(self.entries, key=lambda entry: (-len(entry), entry))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_written, longest_first))})(?!\w)")


def accepts(entry: str) -> bool:
    """Tell whether there is a word in an entry that it could accept."""
    return bool(_WORD.search(entry))


def _written(entry: str) -> str:
    words = r"\s+".join(re.escape(word) for word in folded(entry).split())
    return f"(?i:{words})" if entry == entry.lower() else words
