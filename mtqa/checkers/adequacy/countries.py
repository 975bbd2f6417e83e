"""Countries that a text of another language names, by what CLDR and everyday language call them there."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mtqa.checkers.adequacy.cities import HAN, KATAKANA, cities_in, every_city
from mtqa.checkers.adequacy.locales import locale

_Patterns = tuple[tuple[re.Pattern[str], str], ...]
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
    "独": "DE", "俄": "RU", "露": "RU", "日": "JP", "韩": "KR", "韓": "KR", "朝": "KP", "印": "IN", "澳": "AU", "豪": "AU", "泰": "TH",
    "伊": "IR", "越": "VN", "台": "TW", "臺": "TW", "港": "HK", "葡": "PT", "荷": "NL", "北京": "CN",
    "ソ連": "RU", "苏": "RU", "以色": "IL", "乌": "UA", "烏": "UA", "菲": "PH", "巴铁": "PK",
    "미": "US", "중": "CN", "일": "JP", "러": "RU", "영": "GB", "북": "KP", "남": "KR", "한": "KR", "アメリカ": "US", "英国": "GB", "イギリス": "GB",
}  # fmt: skip
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
    "zh": {"沙特": "SA", "阿联酋": "AE", "波黑": "BA", "刚果": "CD", "巴勒斯坦": "PS", "东帝汶": "TL", "吉尔吉斯": "KG", "科特迪瓦": "CI", "中方": "CN", "美方": "US", "英方": "GB", "日方": "JP", "俄方": "RU", "韩方": "KR", "我国": "CN", "我國": "CN", "美国": "US", "英国": "GB", "韩国": "KR", "朝鲜": "KP", "台湾": "TW", "香港": "HK", "澳门": "MO", "英格兰": "GB", "苏格兰": "GB"},
    "ja": {"我が国": "JP", "わが国": "JP", "米国": "US", "アメリカ": "US", "英国": "GB", "イギリス": "GB", "韓国": "KR", "北朝鮮": "KP", "中国": "CN", "台湾": "TW", "豪州": "AU", "香港": "HK", "仏": "FR", "独": "DE"},
    "ar": {"أمريك": "US", "أميرك": "US", "واشنطن": "US", "بريطانيا": "GB", "السعودية": "SA", "الإمارات": "AE", "فلسطين": "PS", "كوريا": "KR"},
    "ko": {"우리나라": "KR", "미국": "US", "영국": "GB", "한국": "KR", "북한": "KP", "중국": "CN", "대만": "TW", "홍콩": "HK"},
}  # fmt: skip
#: Names that are, or begin, other words as often: they may stand for a country, and are never sure to.
_DOUBTFUL: Mapping[str, frozenset[str]] = {
    "de": frozenset({"tschad", "kuba"}),
    "ru": frozenset({"того", "самоа", "чад", "перу", "мали", "конго"}),
    "zh": frozenset("马里 阿曼 苏丹 黑山 多哥 多米尼克 中非共和国 关岛 巴林 加纳 乍得".split()),
    "ja": frozenset("マリ タイ チリ チャド アルバ トンガ ドミニカ国".split()),
    "ko": frozenset("수단 저지 건지 가나 오만 아이티 기니 인도 피지 말리 차드 토고 괌 도미니카 조지아 페루".split()),
    "fr": frozenset({"jersey", "mali", "niger", "tchad", "oman", "chili"}),
    "es": frozenset({"mali", "perú", "chad"}),
    "ar": frozenset("مالي تونس لبنان قطر عُمان بنين تشاد جيرسي الأردن النيجر".split()),
}
#: Inside these the name of a country is none.
_INSIDE: Mapping[str, str] = {
    "中国": "(?<!展)中国(?!地方|電力|山地|新聞)",
    "日本": "(?<!今)日本(?!报)",
    "印度": "印度(?!尼西亚|尼|洋|教)",
}


def named(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the countries that a text is sure to name, and of those that it may have in mind."""
    certain = _found(_names(language), text)
    likely = _found(_doubtful(language), text) | peoples(text, language)
    if HAN.search(text):
        likely |= {code for sign, code in _SIGNS.items() if sign in text}
    likely |= {every_city()[city].country for city in cities_in(text)}
    return certain, likely


def possible(text: str, language: str) -> frozenset[str]:
    """Return the codes of all countries that a text can have in mind: those that it names, and whatever looks like a name."""
    certain, likely = named(text, language)
    return certain | likely | _found(_stems(language), text)


def peoples(text: str, language: str) -> frozenset[str]:
    """Return the codes of the countries whose people or language a text names."""
    return _found(_peoples(language), text)


def _found(patterns: _Patterns, text: str) -> frozenset[str]:
    lower = text.lower()
    return frozenset(code for pattern, code in patterns if pattern.search(lower))


@lru_cache(maxsize=32)
def _names(language: str) -> _Patterns:
    doubtful = _DOUBTFUL.get(language, frozenset())
    return tuple((_whole(name), code) for name, code in _written(language) if name.lower() not in doubtful)


@lru_cache(maxsize=32)
def _doubtful(language: str) -> _Patterns:
    doubtful = _DOUBTFUL.get(language, frozenset())
    return tuple((_whole(name), code) for name, code in _written(language) if name.lower() in doubtful)


@lru_cache(maxsize=32)
def _stems(language: str) -> _Patterns:
    return tuple((_stem(name), code) for name, code in _written(language))


@lru_cache(maxsize=32)
def _peoples(language: str) -> _Patterns:
    # In Chinese characters the name of a language is that of its country, or one character, which says nothing.
    return tuple(
        (_stem(name, cut=2), _OF_LANGUAGE[code])
        for code, name in locale(language).languages.items()
        if code in _OF_LANGUAGE and not HAN.search(name)
    )


def _written(language: str) -> Iterator[tuple[str, str]]:
    for code, name in locale(language).territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "EZ", "ZZ", "QO"}:
            yield name, code
    yield from _EVERYDAY.get(language, {}).items()


def _whole(name: str) -> re.Pattern[str]:
    """Return what finds a name where it is no part of another word."""
    lower = name.lower()
    if name in _INSIDE:
        return re.compile(_INSIDE[name])
    if re.fullmatch(f"[{KATAKANA}]+", name):
        return re.compile(f"(?<![{KATAKANA}]){name}(?![{KATAKANA}])")
    if re.search("[\uac00-\ud7a3]", name):
        return re.compile(rf"(?<![\uac00-\ud7a3]){re.escape(name)}")
    return _stem(lower)


def _stem(name: str, cut: int = 1) -> re.Pattern[str]:
    """Return what finds a name whatever ending it has."""
    lower = name.lower()
    if HAN.search(lower):
        return re.compile(re.escape(lower))
    if re.match("[\u0600-\u06ff]", lower):
        return _arabic(lower)
    if len(lower) > 4 and lower not in {"niger", "oman"}:
        lower = lower[: max(4, len(lower) - cut)]
        return re.compile(rf"\b{re.escape(lower)}")
    if len(lower) == 4 and not lower.isascii():
        return re.compile(rf"\b{re.escape(lower)}")
    return re.compile(rf"\b{re.escape(lower)}\b")


def _arabic(name: str) -> re.Pattern[str]:
    """Return what finds an Arabic name behind conjunctions, prepositions and article, and its people."""
    words = [word.removeprefix("ال").rstrip("اة") for word in name.split()]
    between = r"(?:ا|ة)?\s+(?:ال)?"
    return re.compile(
        rf"\b[وف]?(?:[بك]?ال|لل|[بكل])?{between.join(map(re.escape, words))}(?:ا|ة)?(?:ي|ية|يا|يين|يون|يان|يات)?\b"
    )
