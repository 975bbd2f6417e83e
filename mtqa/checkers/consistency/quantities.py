"""Numbers in prose: how much, of what, how exact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.span import Span

_UNITS = dict(
    zip(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
#: Words that stand for a number without being one.
_COUNTERS = {
    "dozen": 12,
    "couple": 2,
    "pair": 2,
    "both": 2,
    "twins": 2,
    "twin": 2,
    "duo": 2,
    "twice": 2,
    "double": 2,
    "trio": 3,
    "treble": 3,
    "triple": 3,
    "triplets": 3,
    "hat-trick": 3,
    "quartet": 4,
    "half": 50,
    "quarter": 25,
    "decade": 10,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "century": 100,
    "fortnight": 14,
    "single": 1,
    "half-century": 50,
}
_WORDS = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w.,/:-])(?P<currency>(?:US|A|C|NZ|HK)?[$]|[\u00a3\u20ac\u00a5])?(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<fraction>\.\d{1,9})?"
    r"(?P<scale> ?(?:k|m|bn|tn|trn|mn|mln|bln|b)\b| (?:hundred|thousand|million|billion|trillion)\b)?"
    r"(?P<percent> ?%| per ?cent\b| percent\b|pc\b)?"
    r"|\b(?P<words>(?:" + _WORDS + r")(?:[ -](?:and )?(?:hundred|thousand|million|billion|" + _WORDS + r")){0,6})\b"
    r"(?P<wordpercent> per ?cent\b| percent\b)?"
    r"|\b(?P<counter>" + "|".join(sorted(_COUNTERS, key=len, reverse=True)) + r"|\d{1,4}(?=(?:st|nd|rd|th)\b))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|some|nearly|almost|more than|over|roughly|at least|up to|approximately|close to|just under|just over"
    r"|an estimated|fewer than|less than|under|above|as many as|as much as|at most|near|only|well over|well under)"
    r" (?:the |its |a |an )?$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"[ -]?([^\W\d_][\w'-]*)")
_PARTIAL = re.compile(
    r" (?:of|and|or|to|in|on|at|by|for|from|with|as|after|is|are|was|were|the|a|an|its|his|her|their)\b"
)
_REACH = 20
_NOUNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number: its value, what is counted (``%``, a currency, or the next words), how far it is rounded."""

    span: Span
    value: float
    unit: str
    nouns: tuple[str, ...]
    step: float
    approximate: bool
    is_plain: bool


def quantities(plain: str, within: Span) -> Iterator[Quantity]:
    """Yield the numbers of a stretch of plain text in order, words that stand for numbers too."""
    for match in _NUMBER.finditer(plain, within.start, within.end):
        value, step = _value(match)
        unit = "%" if match["percent"] or match["wordpercent"] else (match["currency"] or "")[-1:]
        before = plain[max(within.start, match.start() - _REACH) : match.start()]
        yield Quantity(
            span=Span(*match.span()),
            value=value,
            unit=unit,
            nouns=_nouns(plain, match.end(), within.end),
            step=step,
            approximate=bool(_ABOUT.search(before)),
            is_plain=match["counter"] is None and not (match["digits"] and _is_part(plain, match, within)),
        )


def stem(word: str) -> str:
    """Return *word* in lower case without the ending of its plural."""
    lower = word.lower().removesuffix("'s").removesuffix("'")
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def _value(match: re.Match[str]) -> tuple[float, float]:
    if match["counter"]:
        value = float(_COUNTERS[match["counter"].lower()] if not match["counter"].isdigit() else match["counter"])
        return value, 0.0
    if match["words"]:
        return _spelled(match["words"]), 0.0
    digits = match["digits"].replace(",", "")
    fraction = match["fraction"] or ""
    scale = _SCALES[match["scale"].strip().lower()] if match["scale"] else 1.0
    zeros = len(digits) - len(digits.rstrip("0")) if not fraction else 0
    step = 10.0 ** (zeros if digits.strip("0") else 0) if not fraction else 10.0 ** (1 - len(fraction))
    return float(digits + fraction) * scale, step * scale


def _spelled(words: str) -> float:
    total = part = 0.0
    for word in re.split(r"[ -]+", words.lower()):
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word != "hundred":
                total, part = total + part, 0.0
        elif word != "and":
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + part


def _nouns(plain: str, at: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    while len(found) < _NOUNS and not _PARTIAL.match(plain, at, end):
        match = _FOLLOWING.match(plain, at, end)
        if not match:
            break
        found.append(stem(match[1]))
        at = match.end()
    return tuple(found)


def _is_part(plain: str, match: re.Match[str], within: Span) -> bool:
    """Tell whether the digits are only a part of something: 3G, 2-1, 10th, 7.30pm, 84-year-old."""
    after = plain[match.end() : min(match.end() + 2, within.end)]
    return bool(re.match(r"[\w/:]|[-.,\u2013]\d|-[^\W\d_]", after))
