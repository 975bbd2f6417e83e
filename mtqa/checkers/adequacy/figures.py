"""Numbers in a text of any language: digits of any script, 万 and 億, decimal commas, scale words, numerals and number words.

A number may be read in several ways (1.234 is a thousand in Berlin and little more than one in London), so that a figure
carries all its readings. Scale words come from CLDR through Babel, number words from text2num where it knows the language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from mtqa.checkers.adequacy.numberwords import KNOWN, number_words
from mtqa.errors import MissingExtraError

#: The languages whose number words are read.
_TEXT2NUM = frozenset("de en es fr it nl pt".split())
SPELLED = frozenset({"ja", "zh"}) | _TEXT2NUM | KNOWN
_DIGITS = re.compile(r"\d+(?:[.,'\u2019\u066b\u066c\u30fb]\d+|[\u00a0\u202f ]\d{3}(?!\d))*")
#: The number of a month says its name in other languages.
_MONTH = re.compile("月(?!間)|월(?!간)")
_PART = re.compile(r"([\d.,]+)\s?([万萬亿億兆만억조천]?)")
_COMPOUND = re.compile(r"(?:\d[\d.,]*\s?[万萬亿億兆만억조천]\s?)+(?:\d[\d.,]*\s?천?)?")
_HAN = re.compile("[〇零一二三四五六七八九两兩十百千万萬亿億兆]+")
_HAN_DIGITS = {
    character: value for value, pair in enumerate("〇零 一 二两兩 三 四 五 六 七 八 九".split()) for character in pair
}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {
    "万": 1e4,
    "萬": 1e4,
    "亿": 1e8,
    "億": 1e8,
    "兆": 1e12,
    "만": 1e4,
    "억": 1e8,
    "조": 1e12,
    "천": 1e3,
    "千": 1e3,
    "百": 1e2,
}
#: Words that are no number by themselves: millions of people.
_BARE = frozenset({100, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000})
_TIMED = re.compile(r"\d{1,2}[.\u30fb]\d{2}|\d+(?:\.\d{1,4}){2}|\d+(?:\u30fb\d+){2,}")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")
_ROMAN = re.compile(r"\b(?=[IVXLC]+\b)(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
#: What is counted with a number before it.
_COUNTED = tuple("名人位个個家岁歳件台次天年日周週秒元円本枚頭匹只条座艘架辆部支所")
#: Years of a reign and of the Republic of China, with what makes them years of our era.
_ERAS = (("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867), ("民國", 1911), ("民国", 1911))
#: Tenths: 三成 and 3割 are 30%.
_TENTHS = ("成", "割")
#: Written short in the press, and inflected, beside what CLDR has.
_SHORT: Mapping[str, Mapping[str, float]] = {
    "de": {"mio": 1e6, "mrd": 1e9, "tsd": 1e3},
    "ru": {"тыс": 1e3, "млн": 1e6, "млрд": 1e9, "трлн": 1e12},
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6},
    "pt": {"mil": 1e3},
    "it": {"mila": 1e3},
    "nl": {"mln": 1e6, "mld": 1e9},
    "pl": {"tys": 1e3, "mln": 1e6, "mld": 1e9},
    "fr": {"md": 1e9, "mds": 1e9},
    "uk": {"тис": 1e3, "млн": 1e6, "млрд": 1e9},
    "cs": {
        "set": 1e2,
        "sta": 1e2,
        "stě": 1e2,
        "stovky": 1e2,
        "stovek": 1e2,
        "tisíci": 1e3,
        "tisících": 1e3,
        "milionech": 1e6,
        "milionům": 1e6,
        "miliardu": 1e9,
        "miliardách": 1e9,
    },
    "is": {
        "hundrað": 1e2,
        "hundruð": 1e2,
        "hundruðum": 1e2,
        "hundruða": 1e2,
        "þúsunda": 1e3,
        "þúsundum": 1e3,
        "þús": 1e3,
        "milljóna": 1e6,
        "milljónum": 1e6,
        "millj": 1e6,
        "milljarða": 1e9,
        "milljörðum": 1e9,
    },
    "ha": {"dari": 1e2, "ɗari": 1e2, "miliyoyin": 1e6, "milyan": 1e6, "miliyon": 1e6, "biliyoyin": 1e9, "bilyan": 1e9},
}
#: Languages that say a million 3.
_SCALE_FIRST = frozenset({"ha"})
#: So many characters before a number word a scale may stand.
_REACH = 30


class Figure(NamedTuple):
    """A number: where it stands, what it may be, and whether it says a number beyond doubt."""

    start: int
    end: int
    readings: frozenset[float]
    plain: bool


def figures(text: str, language: str) -> list[Figure]:
    """Return the numbers of a text, those in words too where the language is known; spans count in *text*."""
    scales = scale_words(language)
    found = [*_digits(text, scales, scale_first=language in _SCALE_FIRST), *_han(text), *_roman(text)]
    if language in _TEXT2NUM:
        found += _spelled(text, language)
    return [*found, *_known_words(text, language, scales)]


def _known_words(text: str, language: str, scales: Mapping[str, float]) -> Iterator[Figure]:
    for start, end, value in number_words(text, language):
        if language in _SCALE_FIRST:
            # A hundred two and fifty: what all of it comes to is not read, so that it is not missed either.
            before = {word.lower() for word in _WORD.findall(text, max(0, start - _REACH), start)}
            yield Figure(start, end, frozenset({float(value)}), plain=before.isdisjoint(scales))
            continue
        behind = re.match(r"\W?(\w+)", text[end : end + 30])
        scale = scales.get(behind[1].lower(), 1.0) if behind else 1.0
        yield Figure(start, end, frozenset({float(value), value * scale}), plain=True)


def readings(token: str) -> frozenset[float]:
    """Return what digits with marks between them may mean."""
    parts = re.split(r"\D+", token)
    numbers = ["".join(str(unicodedata.digit(digit)) for digit in part) for part in parts]
    said = {float("".join(numbers))} if len(numbers) == 1 else set()
    if len(numbers) > 1:
        if all(len(number) == 3 for number in numbers[1:]):
            said.add(float("".join(numbers)))
        said.add(float("".join(numbers[:-1]) + "." + numbers[-1]))
    return frozenset(said)


@lru_cache(maxsize=32)
def scale_words(language: str) -> Mapping[str, float]:
    """Return the words for a thousand, a million and so on, in lower case, by their value; raises ``MissingExtraError``."""
    from mtqa.checkers.adequacy.locales import locale

    found: dict[str, float] = dict(_LARGE)
    for width in locale(language).compact_decimal_formats.values():
        for patterns in width.values():
            for power, pattern in patterns.items():
                zeros = pattern.pattern.count("0")
                word = re.sub(r"[\s0.'\u00a0]+", "", pattern.pattern).lower()
                if word and zeros:
                    found.setdefault(word, float(power) / 10 ** (zeros - 1))
    return found | dict(_SHORT.get(language, {}))


def _digits(text: str, scales: Mapping[str, float], *, scale_first: bool = False) -> Iterator[Figure]:
    words = "|".join(re.escape(word) for word in sorted(scales, key=len, reverse=True))
    scale = re.compile(rf"[\s\u00a0-]?[多余餘]?({words})(?![^\W\d_]*[a-zа-яäöüß])", re.IGNORECASE)
    for match in _COMPOUND.finditer(text):
        parts = _PART.findall(match.group())
        if len(parts) > 1:
            total = sum(max(readings(digits)) * _LARGE.get(large, 1.0) for digits, large in parts)
            yield Figure(*match.span(), frozenset({total}), plain=True)
    compounds = [match.span() for match in _COMPOUND.finditer(text) if len(_PART.findall(match.group())) > 1]
    for match in _DIGITS.finditer(text):
        if any(start <= match.start() < stop for start, stop in compounds):
            continue
        said = readings(match.group())
        scaled = scale.match(text, match.end())
        end = scaled.end() if scaled else match.end()
        whole = said | frozenset(each * scales[scaled[1].lower()] for each in said) if scaled else said
        if text[match.end() : match.end() + 1] in _TENTHS:
            whole |= frozenset(each * 10 for each in said)
        if scale_first and (word := _LAST_WORD.search(text, max(0, match.start() - 20), match.start())):
            whole |= frozenset(each * scales.get(word[1].lower(), 1.0) for each in said)
        before = text[max(0, match.start() - 2) : match.start()]
        whole |= frozenset(each + offset for era, offset in _ERAS if before == era for each in said)
        # 16.15 may be a time of day, 3.4.21 a date.
        if _TIMED.fullmatch(match.group()):
            whole |= frozenset(float(part) for part in re.findall(r"\d+", match.group()))
        yield Figure(match.start(), end, whole, plain=not _MONTH.match(text, match.end()))


def _han(text: str) -> Iterator[Figure]:
    for match in _HAN.finditer(text):
        words = match.group()
        if not any(character in _HAN_DIGITS or character == "十" for character in words):
            continue
        said = {_han_value(words)}
        before = text[max(0, match.start() - 2) : match.start()]
        said |= {value + offset for era, offset in _ERAS if before == era for value in said}
        if text[match.end() : match.end() + 1] in _TENTHS:
            said |= {value * 10 for value in said}
        if len(words) > 1:
            # Two digits in a row may mean the one or the other: two or three.
            said |= {float(_HAN_DIGITS[character]) for character in words if character in _HAN_DIGITS}
        counted = text[match.end() : match.end() + 1] in _COUNTED and max(said) > 1
        is_number = counted or (len(words) > 1 and any(character in "十百千万萬亿億" for character in words))
        yield Figure(*match.span(), frozenset(said), plain=is_number and not _MONTH.match(text, match.end()))


def _han_value(words: str) -> float:
    if all(character in _HAN_DIGITS for character in words):
        return float("".join(str(_HAN_DIGITS[character]) for character in words))
    total = section = digit = 0.0
    for character in words:
        if character in _HAN_DIGITS:
            digit = float(_HAN_DIGITS[character])
        elif character in _HAN_SCALES:
            section += (digit or 1) * _HAN_SCALES[character]
            digit = 0.0
        else:
            total = (
                (total + section + digit or 1) * _LARGE[character]
                if _LARGE[character] > 1e4
                else (total + ((section + digit) or 1) * _LARGE[character])
            )
            section = digit = 0.0
    return total + section + digit


def _roman(text: str) -> Iterator[Figure]:
    for match in _ROMAN.finditer(text):
        values = [_ROMAN_DIGITS[character] for character in match.group()]
        total = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
        yield Figure(*match.span(), frozenset({float(total)}), plain=False)


class _Token(NamedTuple):
    """A word as text2num wants to see it."""

    word: str
    apart: bool

    def text(self) -> str:
        return self.word

    def nt_separated(self, _previous: "_Token") -> bool:
        return self.apart

    def not_a_number_part(self) -> bool:
        return False


def _spelled(text: str, language: str) -> Iterator[Figure]:
    try:
        from text_to_num import find_numbers
    except ModuleNotFoundError as error:
        raise MissingExtraError("to compare numbers with a source, mtqa needs text2num", "source") from error
    words = list(_WORD.finditer(text))
    ends = [0, *(match.end() for match in words)]
    tokens = [
        _Token(match.group().lower(), bool(text[end : match.start()].strip(" -")))
        for match, end in zip(words, ends, strict=False)
    ]
    for found in find_numbers(tokens, language, 0.0):
        if found.value is not None:
            span = words[found.start].start(), words[found.end - 1].end()
            is_plain = found.value > 1 and not found.is_ordinal and found.value not in _BARE
            yield Figure(*span, frozenset({float(found.value)}), plain=is_plain)
