"""Currencies and units beside numbers: those of the story, and those of the source by what other languages call them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mtqa.span import Span

#: What a measure is, English words for it, and what other languages write, stems where they inflect.
_TABLE: Mapping[str, tuple[str, str]] = {
    "dollar": (r"(?:US|U\.S\.|C|A|HK|NT|S)?\$|dollars?|USD", r"\$|USD|US-Dollar|[Dd]ollar\w*|dólar\w*|доллар\w*|美元|美金|ドル|달러|دولار\w*|dolar\w*|doler\w*"),
    "euro": (r"€|euros?|EUR", r"€|EUR|[Ee]uro\w{0,2}|евро|欧元|歐元|ユーロ|유로|يورو|avro"),
    "pound": (r"£|pounds? sterling|GBP", r"£|GBP|Pfund|livres? sterling|libras? esterlinas?|sterline|фунт\w* стерлинг\w*|英镑|英鎊|ポンド|파운드|جنيه إسترليني|sterlin"),
    "yen": (r"¥|yen|JPY", r"JPY|[Yy]en\b|йен\w*|иен\w*|日元|日圆|日圓|円|엔(?![가-힣])|ين ياباني"),
    "yuan": (r"yuan|renminbi|RMB|CNY", r"RMB|CNY|[Yy]uan\w*|юан\w*|人民币|人民幣|(?<![欧美日韩韓歐港])元(?![旦月帅帥首素老年件])|人民元|위안|يوان|juan\w*"),
    "won": (r"won(?= (?:\(|a|in|for|to|per)|[,.;)])", r"[Ww]on\b|вон(?![а-я])\w*|韩元|韓元|韩圆|ウォン|원(?![가-힣])"),
    "rouble": (r"rou?bles?|RUB", r"RUB|Rubel\w*|roubles?|rublos?|rubli|rubel\w*|рубл\w*|卢布|盧布|ルーブル|루블|روبل"),
    "rupee": (r"rupees?|Rs\.?|INR", r"₹|INR|Rupien?|roupies?|rupias?|рупи\w*|卢比|盧比|ルピー|루피|روبية"),
    "franc": (r"(?:Swiss )?francs?|CHF", r"CHF|Franken|francs?|francos? suizos?|franchi|франк\w*|法郎|スイスフラン|프랑|فرنك"),
    "krona": (r"ISK|SEK|NOK|DKK|kr[oó]n(?:a|or|er|e|ur)", r"Kronen?|couronnes?|coronas?|крон\w*|克朗|クローナ|クローネ|크로나|크로네"),
    "koruna": (r"CZK|Kč|korunas?|(?:Czech )?crowns", r"CZK|Kč"),
    "hryvnia": (r"UAH|₴|hryvnias?|hryvnya", r"UAH|₴|[Hh]rywna|hryvnias?|grivnas?|гривен\w*|гривн\w*|格里夫纳|フリヴニャ"),
    "naira": (r"NGN|₦|nairas?", r"NGN|₦|[Nn]aira|найр\w*|奈拉|ナイラ"),
    "lira": (r"liras?", r"Lira|lir\w*|лир\w*|里拉|リラ|리라|ليرة"),
    "percent": (r"%|per ?cent", r"%|％|Prozent|pour cent|por ciento|por cento|per cento|procent\w*|процент\w*|百分之|パーセント|퍼센트|프로|yüzde|بالمئة|بالمائة|في المئة"),
    "kilometre": (r"kilomet(?:re|er)s?|km", r"km|Kilometer\w*|kilom[eè]tr\w*|kilómetr\w*|quil[oô]metr\w*|chilometr\w*|kilometr\w*|километр\w*|км|公里|千米|キロメートル|キロ|㌔|킬로미터|킬로|كيلومتر\w*|كم"),
    "mile": (r"miles?", r"Meilen?|milles?|millas?|milhas?|miglia|mijl\w*|mil(?:e|i)?\b|мил[ьияей]\w*|英里|哩|マイル|마일|ميل"),
    "tonne": (r"tonn?es?|tons?", r"Tonnen?|tonnes?|toneladas?|tonnellate|ton\b|ton[yę]?\b|тонн\w*|吨|噸|トン|톤|طن"),
    "kilogram": (r"kilograms?|kilogrammes?|kilos?|kg", r"kg|Kilogramm\w*|Kilo|kilogramm?\w*|kilos?|quilos?|chil[io]|килограмм\w*|кг|公斤|千克|キログラム|킬로그램|كيلوغرام\w*"),
    "hectare": (r"hectares?", r"Hektar\w*|hectares?|hectáreas?|ettari|hektar\w*|гектар\w*|га|公顷|公頃|ヘクタール|헥타르|هكتار\w*"),
    "acre": (r"acres?", r"Acre\w*|acres?|акр\w*|英亩|英畝|エーカー|에이커"),
    "barrel": (r"barrels?", r"Barrel|barils?|barriles?|barili|barris|baryłek|varil|баррел\w*|桶|バレル|배럴|برميل\w*"),
}  # fmt: skip
#: Words of a language that in others are something else, or that no other has.
_LOCAL: Mapping[str, Mapping[str, str]] = {
    "cs": {"pound": r"liber|libr[auy]", "yen": r"jen[ůuy]?", "franc": r"frank\w*", "koruna": r"korun\w*", "euro": r"eur", "mile": r"míl\w*", "tonne": r"tun|tun[auy]|tunám|tunách", "hryvnia": r"hřiv\w+", "barrel": r"barel\w*", "yuan": r"jüan\w*", "rupee": r"rupi\w*", "rouble": r"rubl\w*"},
    "is": {"dollar": r"\w*dal[ai]|\w*dalir|\w*dalur|\w*dölum", "pound": r"\w*pund\w*", "krona": r"krón\w*|kr\.?|ISK", "euro": r"evr\w{1,3}", "percent": r"prósent\w*", "kilometre": r"kílómet\w*", "mile": r"míl\w*", "tonne": r"tonn\w*", "kilogram": r"kíló\w*|kg", "rouble": r"rúbl\w*", "yen": r"jen\w*", "barrel": r"tunn\w*|föt\w*", "franc": r"frank\w*"},
    "uk": {"dollar": r"долар\w*", "euro": r"євро", "pound": r"фунт\w*", "yen": r"єн|єн[аиу]", "percent": r"відсот\w*", "kilometre": r"кілометр\w*", "mile": r"миль|мил[іюь]\w*", "kilogram": r"кілограм\w*", "hryvnia": r"грн", "rupee": r"рупі\w*", "krona": r"крон\w*", "koruna": r"крон\w*"},
    "ha": {"dollar": r"[Dd]al[ai]|[Dd]alar", "euro": r"[Yy]uro", "pound": r"[Ff]am", "percent": r"cikin [ɗd]ari|bisa [ɗd]ari|kaso", "kilometre": r"[Kk]ilomita", "mile": r"mil", "tonne": r"[Tt]an|[Tt]on", "kilogram": r"[Kk]ilo", "hectare": r"[Kk]adada|[Hh]ekta", "barrel": r"[Gg]anga\w*"},
}  # fmt: skip
#: Miles for kilometres is a conversion, and so are the others of a kind; money never is.
_LIKE = (
    frozenset({"kilometre", "mile"}),
    frozenset({"tonne", "kilogram"}),
    frozenset({"hectare", "acre"}),
    # The same word in other languages.
    frozenset({"krona", "koruna"}),
)
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NUMBER = r"(?:\d[\d.,]*|hundreds?|thousands?|millions?|billions?|trillions?|m|bn)"


@dataclass(frozen=True, slots=True)
class Measure:
    """A currency or a unit of English prose, where it stands, and what it is."""

    span: Span
    name: str


def english(plain: str, within: Span) -> Iterator[Measure]:
    """Yield the currencies and units that stand beside numbers."""
    for name, before, behind in _english():
        for match in (
            *before.finditer(plain, within.start, within.end),
            *behind.finditer(plain, within.start, within.end),
        ):
            yield Measure(Span(*match.span("unit")), name)


def named(text: str, language: str) -> frozenset[str]:
    """Return the measures that a text of a language names."""
    return frozenset(name for name, pattern in _foreign(language) if pattern.search(text))


def stands_for(name: str, others: frozenset[str]) -> bool:
    """Tell whether a measure is among others, or what it may have been converted from is."""
    return name in others or any(name in like and not like.isdisjoint(others) for like in _LIKE)


@lru_cache(maxsize=1)
def _english() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            name,
            re.compile(rf"(?P<unit>(?<![\w$€£¥])(?:{ours}))(?= ?\d)"),
            re.compile(rf"(?<![\w.,]){_NUMBER}[ -]?(?P<unit>{ours})(?!\w)"),
        )
        for name, (ours, _) in _TABLE.items()
    )


@lru_cache(maxsize=32)
def _foreign(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    local = _LOCAL.get(language, {})
    found = {
        name: [*theirs.split("|"), *filter(None, local.get(name, "").split("|"))]
        for name, (_, theirs) in _TABLE.items()
    }
    return tuple((name, re.compile("|".join(map(_bordered, forms)))) for name, forms in found.items())


def _bordered(form: str) -> str:
    return (
        form
        if _HAN.search(form) or not (form[0].isalpha() or form.startswith(("[", "\\w")))
        else rf"(?<![^\W\d_]){form}(?![^\W\d_])"
    )
