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
    "krona": (r"kron(?:a|or|er|e)", r"Kronen?|couronnes?|coronas?|крон\w*|克朗|クローナ|クローネ|크로나|크로네"),
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
#: Miles for kilometres is a conversion, and so are the others of a kind; money never is.
_LIKE = (frozenset({"kilometre", "mile"}), frozenset({"tonne", "kilogram"}), frozenset({"hectare", "acre"}))
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


def named(text: str) -> frozenset[str]:
    """Return the measures that a text of another language names."""
    return frozenset(name for name, pattern in _foreign() if pattern.search(text))


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


@lru_cache(maxsize=1)
def _foreign() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile("|".join(map(_bordered, theirs.split("|"))))) for name, (_, theirs) in _TABLE.items()
    )


def _bordered(form: str) -> str:
    return form if _HAN.search(form) or not form[0].isalpha() else rf"(?<![^\W\d_]){form}(?![^\W\d_])"
