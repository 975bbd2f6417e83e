"""Countries that a text of another language names, by what CLDR and everyday language call them there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mtqa.checkers.adequacy.cities import HAN, KATAKANA, apart, cities_in, every_city
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
#: What headlines in Chinese characters call countries; one character says little, so that alone it only speaks for a country.
_SIGNS: Mapping[str, str] = {
    "中": "CN", "华": "CN", "華": "CN", "内地": "CN", "大陆": "CN", "美": "US", "米": "US", "英": "GB", "法": "FR", "仏": "FR", "德": "DE",
    "独": "DE", "俄": "RU", "露": "RU", "日": "JP", "韩": "KR", "韓": "KR", "朝": "KP", "印": "IN", "澳": "AU", "豪": "AU", "泰": "TH",
    "伊": "IR", "越": "VN", "台": "TW", "臺": "TW", "港": "HK", "葡": "PT", "荷": "NL", "北京": "CN",
    "ソ連": "RU", "苏": "RU", "以色": "IL", "乌": "UA", "烏": "UA", "菲": "PH", "巴铁": "PK",
    "미": "US", "중": "CN", "일": "JP", "러": "RU", "영": "GB", "북": "KP", "남": "KR", "한": "KR", "アメリカ": "US", "英国": "GB", "イギリス": "GB",
}  # fmt: skip
#: Signs that stand for several countries, or for much else: where a clause begins, or beside another sign.
_SIGNS_AT_BORDERS: Mapping[str, tuple[str, ...]] = {
    "巴": ("BR", "PK", "PS", "PA"), "新": ("SG", "NZ"), "墨": ("MX", "AU"), "加": ("CA",), "土": ("TR",), "意": ("IT",), "西": ("ES",),
    "波": ("PL",), "瑞": ("SE", "CH"), "以": ("IL",), "蒙": ("MN",), "缅": ("MM",), "柬": ("KH",), "埃": ("EG",), "沙": ("SA",),
    "哈": ("KZ",), "阿": ("AR", "AF", "AE"), "智": ("CL",), "南": ("ZA", "KR"), "希": ("GR",), "老": ("LA",), "马": ("MY",), "印": ("ID",),
}  # fmt: skip
_A_SIGN = "".join(sign for sign in (*_SIGNS, *_SIGNS_AT_BORDERS) if len(sign) == 1)
#: Behind a sign: its side, media, army, nationals, firms, shares, merchants, embassy, press, ministries, president, police, money,
#: experts, way, party; the name of a firm.
_OF_A_COUNTRY = f"方媒军軍籍企股商使驻紙国总政警元圆专式共A-Z{KATAKANA}"
#: In front of a sign: visits to it, people in it, relations with it.
_TO_A_COUNTRY = "访訪赴在对對驻留旅援抗联亲反涉遭与和同跟向从返"
#: Signs that are everyday words too (law, day, middle), so that alone they do not even speak for a country.
_WORDS = frozenset("法日中")
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
    "cs": {"usa": "US", "spojených stát": "US", "americk": "US", "američa": "US", "británi": "GB", "britsk": "GB", "anglie": "GB", "anglick": "GB", "skotsk": "GB", "čínsk": "CN", "číňan": "CN", "němec": "DE", "němc": "DE", "francouz": "FR", "španěl": "ES", "ruské": "RU", "rusové": "RU", "polák": "PL", "polác": "PL", "česk": "CZ", "češi": "CZ", "čech": "CZ", "turec": "TR", "turci": "TR", "švýcar": "CH", "rakouš": "AT", "rakousk": "AT", "maďar": "HU", "švéds": "SE", "severokorej": "KP", "severní korej": "KP", "jižní korej": "KR", "jihokorej": "KR", "jihoafric": "ZA", "indick": "IN", "japonc": "JP", "kanaďan": "CA"},
    "is": {"bandaríkj": "US", "bandarísk": "US", "bresku": "GB", "breska": "GB", "breti": "GB", "bretar": "GB", "bretum": "GB", "englandi": "GB", "enskur": "GB", "skotlan": "GB", "skosku": "GB", "rússa": "RU", "rússn": "RU", "kínve": "CN", "þýska": "DE", "þýsku": "DE", "þjóðver": "DE", "franska": "FR", "frönsku": "FR", "frakka": "FR", "spánar": "ES", "spænsku": "ES", "ítalsk": "IT", "ítölsk": "IT", "japönsk": "JP", "indver": "IN", "kanadí": "CA", "áströlsk": "AU", "ástralsk": "AU", "pólska": "PL", "pólver": "PL", "tékkne": "CZ", "danir": "DK", "danska": "DK", "dönsku": "DK", "danmer": "DK", "svíar": "SE", "svíþjó": "SE", "sænska": "SE", "norska": "NO", "norðmen": "NO", "finnsk": "FI", "færeysk": "FO", "grænlen": "GL", "holland": "NL", "hollensk": "NL", "grísku": "GR", "gríska": "GR", "tyrkne": "TR", "ísraelsk": "IL", "íslens": "IS", "íslendi": "IS", "norður-kór": "KP", "suður-kór": "KR"},
    "uk": {"сша": "US", "америк": "US", "штати": "US", "штатів": "US", "британі": "GB", "британс": "GB", "англії": "GB", "англійц": "GB", "росій": "RU", "росія": "RU", "рф": "RU", "кнр": "CN", "китай": "CN", "німеч": "DE", "німец": "DE", "німець": "DE", "франції": "FR", "француз": "FR", "іспанс": "ES", "італій": "IT", "японс": "JP", "польсь": "PL", "поляк": "PL", "чеськ": "CZ", "чехії": "CZ", "білорус": "BY", "туреч": "TR", "турецьк": "TR", "північної коре": "KP", "південної коре": "KR", "північнокорей": "KP", "швейцар": "CH", "австрій": "AT", "угорс": "HU", "індійс": "IN"},
    "ha": {"amirka": "US", "amurkan": "US", "amurkawa": "US", "birtaniya": "GB", "burtaniya": "GB", "ingila": "GB", "najeriya": "NG", "nigeria": "NG", "nigerian": "NG", "nijeriyan": "NG", "najeriyan": "NG", "niger": "NE", "nijar": "NE", "kasar sin": "CN", "china": "CN", "chaina": "CN", "rasha": "RU", "afirka ta kudu": "ZA", "afrika ta kudu": "ZA", "kamaru": "CM", "ghana": "GH", "gana": "GH", "chadi": "TD", "cadi": "TD", "canada": "CA", "spaniya": "ES", "sifaniya": "ES", "spain": "ES", "yukiren": "UA", "ukraine": "UA", "saudiyya": "SA", "saudi": "SA", "iraqi": "IQ", "iraki": "IQ", "masar": "EG", "turkiyya": "TR", "koriya ta arewa": "KP", "koriya ta kudu": "KR", "isra'ila": "IL", "isra’ila": "IL"},
    "tr": {"abd": "US", "amerika": "US", "ingiliz": "GB", "ingiltere": "GB"},
    "zh": {"沙特": "SA", "阿联酋": "AE", "波黑": "BA", "刚果": "CD", "巴勒斯坦": "PS", "东帝汶": "TL", "吉尔吉斯": "KG", "科特迪瓦": "CI", "中方": "CN", "美方": "US", "英方": "GB", "日方": "JP", "俄方": "RU", "韩方": "KR", "我国": "CN", "我國": "CN", "美国": "US", "英国": "GB", "韩国": "KR", "朝鲜": "KP", "台湾": "TW", "香港": "HK", "澳门": "MO", "英格兰": "GB", "苏格兰": "GB"},
    "ja": {"我が国": "JP", "わが国": "JP", "米国": "US", "アメリカ": "US", "英国": "GB", "イギリス": "GB", "韓国": "KR", "北朝鮮": "KP", "中国": "CN", "和洋": "JP", "和食": "JP", "和風": "JP", "和服": "JP", "台湾": "TW", "豪州": "AU", "香港": "HK", "仏": "FR", "独": "DE"},
    "ar": {"أمريك": "US", "أميرك": "US", "واشنطن": "US", "بريطانيا": "GB", "السعودية": "SA", "الإمارات": "AE", "فلسطين": "PS", "كوريا": "KR"},
    "ko": {"우리나라": "KR", "미국": "US", "영국": "GB", "한국": "KR", "북한": "KP", "중국": "CN", "대만": "TW", "홍콩": "HK"},
}  # fmt: skip
#: Languages whose names take no endings, so that what begins like one is another word.
WITHOUT_ENDINGS = frozenset({"ha"})
#: Names that are, or begin, other words as often: they speak for a country, and are never sure to name it.
_DOUBTFUL: Mapping[str, frozenset[str]] = {
    "de": frozenset({"tschad", "kuba"}),
    "ru": frozenset({"того", "самоа", "чад", "перу", "мали", "конго"}),
    "zh": frozenset("苏丹 多哥 多米尼克 中非共和国 关岛 乍得".split()),
    "ja": frozenset("タイ チリ アルバ ドミニカ国".split()),
    "ha": frozenset({"sin", "mali", "gana", "chadi", "cadi", "china", "togo"}),
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
    "阿曼": "阿曼(?!达)",
    "马里": "马里(?![兰奥乌亚])",
    "巴林": "巴林(?![右左])",
    "加纳": "加纳(?!利)",
    "黑山": "黑山(?!县)",
}


def named(text: str, language: str) -> Counter[str]:
    """Return the codes of the countries that a text is sure to name, perhaps by their people or language, and how often."""
    patterns = (*_names(language), *_peoples(language))
    lower = text.lower()
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for pattern, code in patterns:
        spans[code] += (match.span() for match in pattern.finditer(lower))
    return Counter({code: apart(found) for code, found in spans.items() if found})


def signed(text: str) -> frozenset[str]:
    """Return the codes of the countries for which a text in Chinese characters, or Korean, has a sign that stands for one."""
    return frozenset(
        code for sign, code in _SIGNS.items() if sign in text and (len(sign) > 1 or _is_beside(sign, text))
    )


def _is_beside(sign: str, text: str, before: str = "") -> bool:
    """Tell whether a sign stands beside another, before what a country has, or behind what is said of one."""
    return re.search(f"[{_A_SIGN}{before}]{sign}|{sign}[{_A_SIGN}{_OF_A_COUNTRY}]", text) is not None


def possible(text: str, language: str) -> frozenset[str]:
    """Return the codes of all countries that a text can have in mind: those that it names, and whatever looks like a name."""
    found = {*named(text, language), *_found(_stems(language), text)}
    if HAN.search(text):
        for sign, code in _SIGNS.items():
            if sign in text and (sign not in _WORDS or _is_beside(sign, text, _TO_A_COUNTRY)):
                found.add(code)
        for sign, codes in _SIGNS_AT_BORDERS.items():
            if re.search(rf"(?:^|[^\w]|[{_A_SIGN}]){sign}|{sign}[{_A_SIGN}]", text):
                found.update(codes)
    found |= {every_city()[city].country for cities in cities_in(text) for city in cities}
    return frozenset(found)


def _found(patterns: _Patterns, text: str) -> frozenset[str]:
    lower = text.lower()
    return frozenset(code for pattern, code in patterns if pattern.search(lower))


@lru_cache(maxsize=32)
def _names(language: str) -> _Patterns:
    doubtful = _DOUBTFUL.get(language, frozenset())
    whole = _exact if language in WITHOUT_ENDINGS else _whole
    return tuple((whole(name), code) for name, code in _written(language) if name.lower() not in doubtful)


@lru_cache(maxsize=32)
def _stems(language: str) -> _Patterns:
    stem = _exact if language in WITHOUT_ENDINGS else _stem
    return tuple((stem(name), code) for name, code in _written(language))


@lru_cache(maxsize=32)
def _peoples(language: str) -> _Patterns:
    if language in WITHOUT_ENDINGS:
        return ()
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


def _exact(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name.lower())}\b")


def _stem(name: str, cut: int = 1) -> re.Pattern[str]:
    """Return what finds a name whatever ending it has."""
    lower = name.lower()
    if HAN.search(lower):
        return re.compile(re.escape(lower))
    if re.match("[\u0600-\u06ff]", lower):
        return _arabic(lower)
    if lower.endswith("ien"):  # Argentinien, argentinisch, Argentinier
        return re.compile(rf"\b{re.escape(lower[:-3])}i(?:en|sch|er)")
    if " " in lower:
        return re.compile(r"\b" + r"\w*[\s-]+".join(re.escape(_uninflected(word)) for word in lower.split()))
    if len(lower) > 4 and lower not in {"niger", "oman"}:
        lower = lower[: max(4, len(lower) - cut)]
        return re.compile(rf"\b{re.escape(lower)}")
    if len(lower) == 4 and not lower.isascii():
        return re.compile(rf"\b{re.escape(lower)}")
    return re.compile(rf"\b{re.escape(lower)}\b")


def _uninflected(word: str) -> str:
    return word[: max(3, len(word) - 2)]


def _arabic(name: str) -> re.Pattern[str]:
    """Return what finds an Arabic name behind conjunctions, prepositions and article, and its people."""
    words = [word.removeprefix("ال").rstrip("اة") for word in name.split()]
    between = r"(?:ا|ة)?\s+(?:ال)?"
    return re.compile(
        rf"\b[وف]?(?:[بك]?ال|لل|[بكل])?{between.join(map(re.escape, words))}(?:ا|ة)?(?:ي|ية|يا|يين|يون|يان|يات)?\b"
    )
