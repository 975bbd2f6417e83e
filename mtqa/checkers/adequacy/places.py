"""Countries and cities that English prose names, and whether a text of another language speaks of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.checkers.adequacy import cities, countries
from mtqa.gazetteer.wording import all_codes, word
from mtqa.span import Span

if TYPE_CHECKING:
    from mtqa.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")


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


def is_country(place: Place) -> bool:
    """Tell whether a place is a country or its people."""
    return all(len(name) == 2 and name.isupper() for name in place.meant)


def supported(text: str, language: str, meant: frozenset[str]) -> bool:
    """Tell whether a text of a language speaks of one of these places, perhaps by a people, a language or a city of it."""
    if not meant.isdisjoint(countries.possible(text, language)):
        return True
    return any(cities.is_named(place, text) for place in meant)


def _meant(names: tuple[str, ...], gazetteer: "Gazetteer") -> frozenset[str]:
    code = gazetteer.country_forms.get(names)
    if code:
        return all_codes(["@" + code]) - {"EU"}
    city = " ".join(names)
    return frozenset({city}) if cities.is_city(city) else frozenset()
