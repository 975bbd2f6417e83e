"""How common a word is in English: wordfreq's figures, kept in a form that is read in a moment."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from mtqa.cache import remembered

_PART = r"[a-z0-9]+(?:[.,'][a-z0-9]+)*"
_PLAIN = re.compile(rf"{_PART}(?:-{_PART})*%?")
_NUMBER = re.compile(r"\d[\d.,]+")
#: How often a number begins with each digit (Benford's law, with few that begin with 0).
_FIRST = (0.009, 0.300, 0.175, 0.124, 0.096, 0.078, 0.066, 0.057, 0.050, 0.045)
#: Of four digits: years are told of most up to this one, then for as many years as often, then ever less.
_YEAR, _YEARS_AHEAD = 2019, 20


@lru_cache(maxsize=20_000)
def zipf(word: str) -> float:
    """Return how common a word is on the Zipf scale: 0 unseen, 3 once in a million words, 5 everyday.

    The scale is that of van Heuven et al. (2014), https://doi.org/10.1080/17470218.2013.850521, as wordfreq has it.
    """
    lower = word.lower()
    if not lower:
        return 0.0
    if not _PLAIN.fullmatch(lower):
        from wordfreq import zipf_frequency

        return float(zipf_frequency(word, "en"))
    # Of the parts of a compound, as wordfreq counts them: the harmonic sum.
    parts = [_part(part) for part in lower.removesuffix("%").split("-")]
    if not all(parts):
        return 0.0
    return max(0.0, round(-math.log10(sum(math.pow(10, -part) for part in parts)), 2))


def _part(word: str) -> float:
    """Return the figure of one part; numbers of a length share one entry, of which each has a share."""
    figure = _listed(_NUMBER.sub(lambda match: re.sub(r"\d", "0", match.group()), word))
    shares = [_share(digits) for number in _NUMBER.findall(word) for digits in re.findall(r"\d+", number)]
    return max(0.0, figure + sum(map(math.log10, shares))) if figure else 0.0


def _share(digits: str) -> float:
    """Return the share of a number among those of as many digits, as wordfreq estimates it (its module ``numbers``)."""
    benford = _FIRST[int(digits[0])] / math.pow(10, len(digits) - 1)
    if len(digits) != 4:
        return benford
    past, ahead = max(0, _YEAR - int(digits)), max(0, int(digits) - _YEAR - _YEARS_AHEAD)
    return math.pow(10, -1.9185 - 0.0083 * past - 0.2 * ahead) + 0.1 * benford


def _listed(word: str) -> float:
    group = _table().get(word[:2], "")
    at = group.find(f"\n{word} ") + len(word) + 2
    return float(group[at : group.index("\n", at)]) if at > len(word) + 1 else 0.0


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    """Return words and their figures, one a line, by their first two letters."""
    from importlib import metadata

    return remembered("frequencies", metadata.version("wordfreq"), _made)


def _made() -> dict[str, str]:
    from wordfreq import get_frequency_dict

    groups: dict[str, list[str]] = defaultdict(list)
    for word, share in get_frequency_dict("en").items():
        groups[word[:2]].append(f"\n{word} {math.log10(share) + 9:.4f}")
    return {start: "".join(lines) + "\n" for start, lines in groups.items()}
