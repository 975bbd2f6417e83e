"""How common a word is in English: wordfreq's figures, kept in a form that is read in a moment."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata

from mtqa.cache import remembered

_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")


@lru_cache(maxsize=20_000)
def zipf(word: str) -> float:
    """Return how common a word is on the Zipf scale: 0 unseen, 3 once in a million words, 5 everyday.

    The scale is that of van Heuven et al. (2014), https://doi.org/10.1080/17470218.2013.850521, as wordfreq has it.
    """
    lower = word.lower()
    if not _PLAIN.fullmatch(lower):
        from wordfreq import zipf_frequency

        return float(zipf_frequency(word, "en"))
    # Of the parts of a compound, as wordfreq counts them: the harmonic sum.
    parts = [_listed(part) for part in lower.split("-")]
    if not all(parts):
        return 0.0
    return max(0.0, round(-math.log10(sum(10**-part for part in parts)), 2))


def _listed(word: str) -> float:
    group = _table().get(word[:2], "")
    at = group.find(f"\n{word} ") + len(word) + 2
    return float(group[at : group.index("\n", at)]) if at > len(word) + 1 else 0.0


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    """Return words and their figures, one a line, by their first two letters."""
    return remembered("frequencies", metadata.version("wordfreq"), _made)


def _made() -> dict[str, str]:
    from wordfreq import get_frequency_dict

    groups: dict[str, list[str]] = defaultdict(list)
    for word, share in get_frequency_dict("en").items():
        groups[word[:2]].append(f"\n{word} {math.log10(share) + 9:.4f}")
    return {start: "".join(lines) + "\n" for start, lines in groups.items()}
