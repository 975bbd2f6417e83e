"""Months and weekdays: those of the story, and those of the source by the names that CLDR has for them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mtqa.checkers.adequacy.locales import locale
from mtqa.span import Span

Named = tuple[str, int]

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ENGLISH = re.compile(
    r"\b(?:(?P<month>January|February|April|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\.(?= ?\d)|(?:March|May)(?= \d|, \d{4})"
    r"|(?<=\d )(?:March|May)|(?<=in )(?:March|May)\b(?! be|,? s?he\b)|(?<=of )(?:March|May))"
    r"|(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?)\b"
)
#: 3月, 3월, and 12.3. or 12/3 where the month comes second.
_NUMBERED = re.compile(r"(?<!\d)(\d{1,2}) ?(?:月|월)")
_HAN_MONTH = re.compile("(十[一二]?|[一二三四五六七八九])月")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})(?:[./]|\b)")
_HAN = {words: number for number, words in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
_CHINESE_DAY = re.compile("(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])(?!年)")
_CHINESE_DAYS = dict(zip("一二三四五六日天", (1, 2, 3, 4, 5, 6, 7, 7), strict=True))
#: In brackets or before 曜: a weekday in Japanese, in brackets or before 요일: in Korean.
_EASTERN_DAY = re.compile(
    "([月火水木金土日])曜|[(（]([月火水木金土日])[)）]|([월화수목금토일])요일|[(（]([월화수목금토일])[)）]"
)
_EASTERN_DAYS = dict(zip("月火水木金土日월화수목금토일", (1, 2, 3, 4, 5, 6, 7) * 2, strict=True))
#: Forms, or stems of five letters or more and one, that CLDR does not have.
_MORE: Mapping[str, Mapping[str, Named]] = {
    "ru": {"мае": ("month", 5), "маем": ("month", 5)},
    "uk": {"травні": ("month", 5), "п'ятниця": ("weekday", 5), "п’ятниця": ("weekday", 5)},
    "pl": {"maju": ("month", 5), "majem": ("month", 5)},
    "cs": {"pátku": ("weekday", 5), "pátky": ("weekday", 5), "únoru": ("month", 2), "říjnu": ("month", 10)},
    "is": {
        f"{day}dags": ("weekday", number)
        for number, day in enumerate("mánu þriðju miðviku fimmtu föstu laugar sunnu".split(), 1)
    },
    "ha": {
        "fabrairu": ("month", 2), "afrilu": ("month", 4), "augusta": ("month", 8), "juma'a": ("weekday", 5),
        "juma’a": ("weekday", 5), "jumma'a": ("weekday", 5), "jumma’a": ("weekday", 5), "jumu'a": ("weekday", 5),
    },
}  # fmt: skip
#: Of a name of so many letters or more the ending may be another, as inflection has it.
_INFLECTED = 5


def english(plain: str, within: Span) -> Iterator[tuple[Span, Named]]:
    """Yield the months and weekdays of English prose with their kind and number, from 1."""
    for match in _ENGLISH.finditer(plain, within.start, within.end):
        if match["day"]:
            yield Span(*match.span("day")), ("weekday", WEEKDAYS.index(match["day"]) + 1)
        else:
            start = match["month"][:3]
            yield (
                Span(*match.span()),
                ("month", next(at for at, name in enumerate(MONTHS, 1) if name.startswith(start))),
            )


def named(text: str, language: str) -> Counter[Named]:
    """Return how often a text of a language names each month and weekday."""
    if language in {"zh", "ja", "ko"}:
        return Counter(_eastern(text, language))
    found = {(match.start(), name) for pattern, name in _patterns(language) for match in pattern.finditer(text)}
    return Counter(name for _, name in found)


def dotted(text: str) -> frozenset[Named]:
    """Return the months that digits with points or strokes may mean, in either order of day and month."""
    return frozenset(("month", number) for match in _DOTTED.finditer(text) for number in _either(match))


def _either(match: re.Match[str]) -> Iterator[int]:
    return (int(part) for part in match.groups() if 1 <= int(part) <= 12)


def _eastern(text: str, language: str) -> Iterator[Named]:
    for match in _NUMBERED.finditer(text):
        if 1 <= int(match[1]) <= 12:
            yield "month", int(match[1])
    for match in _HAN_MONTH.finditer(text):
        yield "month", _HAN[match[1]]
    if language == "zh":
        for match in _CHINESE_DAY.finditer(text):
            yield "weekday", _CHINESE_DAYS[match[1]]
    for match in _EASTERN_DAY.finditer(text):
        yield "weekday", _EASTERN_DAYS[next(letter for letter in match.groups() if letter)]


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Named], ...]:
    said = locale(language)
    kinds: Mapping[str, Mapping[str, Mapping[str, Mapping[int, str]]]] = {"month": said.months, "weekday": said.days}
    found = {}
    for kind, forms in kinds.items():
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[form].get(width, {}).items():
                    # Babel counts weekdays from 0.
                    found[name.lower(), kind] = number + (kind == "weekday")
    found |= {(name, kind): number for name, (kind, number) in _MORE.get(language, {}).items()}
    return tuple((_pattern(name), (kind, number)) for (name, kind), number in found.items())


def _pattern(name: str) -> re.Pattern[str]:
    bare = name.rstrip(".")
    if len(bare) >= _INFLECTED:
        return re.compile(rf"\b{re.escape(bare[:-1])}\w{{0,3}}", re.IGNORECASE)
    if len(bare) >= 3 or not bare.isascii():
        end = r"\." if name.endswith(".") else r"\b"
        return re.compile(rf"\b{re.escape(bare)}{end}", re.IGNORECASE)
    return re.compile(rf"\b{re.escape(bare)}\.", re.IGNORECASE)
