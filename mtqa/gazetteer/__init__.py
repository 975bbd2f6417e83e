"""Institutions that news names again and again: what each is called, in full, in short and otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from math import log
from typing import NamedTuple

from mtqa.errors import RuleError
from mtqa.gazetteer.countries import Country, cities, forms
from mtqa.gazetteer.wording import Words, all_codes, is_small, with_countries, words

FOLDER = "names"
_COUNTRIES = "countries.txt"
_FOREIGN = "foreign.txt"
_SOUND = "sound.txt"
KINDS = frozenset(
    """news agency|broadcaster|newspaper|ministry|government agency|head office|parliament|central bank|court|prosecutor
    |police|intelligence|armed forces|armed group|party|stock exchange|united nations|treaty|alliance|development bank
    |health body|standards body|regulator|organization|sports federation|sport event|company|university|monument|place
    |war|event|office""".replace("\n    ", "").split("|")
)


class Institution(NamedTuple):
    """One line of the gazetteer."""

    name: str
    short: tuple[str, ...]
    also: tuple[str, ...]
    of: str
    kind: str
    source: str

    def __str__(self) -> str:
        short = f" ({', '.join(self.short)})" if self.short else ""
        also = f"; also {', '.join(self.also)}" if self.also else ""
        source = f" [{self.source}]" if self.source else ""
        return f"{self.name}{short}, {self.kind}{f' of {self.of}' if self.of else ''}{also}{source}"


class Foreign(NamedTuple):
    """A name or abbreviation that English has in another form; ``alone``: it is a fault wherever it stands."""

    text: str
    english: str
    languages: str
    alone: bool


class Form(NamedTuple):
    """One way of writing an institution's name in full, and its words with countries as codes."""

    text: str
    words: Words
    institution: int


@dataclass(frozen=True)
class Gazetteer:
    """Institutions and countries, and what finds them."""

    institutions: tuple[Institution, ...] = ()
    countries: tuple[Country, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    #: Names that are near those of institutions and are others.
    sound: tuple[str, ...] = ()

    def indexed(self) -> "Gazetteer":
        """Return the gazetteer with all its tables made."""
        _ = self.place_forms, self.known, self.shorts, self.by_word, self.foreign_forms, self.cities
        return self

    @cached_property
    def country_forms(self) -> Mapping[Words, str]:
        """Codes by the words that name a country or its people."""
        return forms(self.countries, cities=False)

    @cached_property
    def place_forms(self) -> Mapping[Words, str]:
        """The same with capitals and other cities that stand for a country."""
        return forms(self.countries, cities=True)

    @cached_property
    def longest_country(self) -> int:
        """The number of words of the longest name of a country."""
        return max(map(len, self.place_forms), default=0)

    def tokens(self, name: str) -> Words:
        """Return the words of a name, countries as codes."""
        return with_countries(words(name), self.country_forms, self.longest_country)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every full name of more than one word, each wording once an institution."""
        made: list[Form] = []
        for number, institution in enumerate(self.institutions):
            seen: set[Words] = set()
            for text in (institution.name, *institution.also):
                tokens = self.tokens(text)
                if len(tokens) > 1 and tokens not in seen and _is_title(text):
                    seen.add(tokens)
                    made.append(Form(text, tokens, number))
        return tuple(made)

    def is_place(self, token: str) -> bool:
        """Tell whether a word is the name of a city; a country does not count."""
        return (token,) in self.place_forms or token in self.cities

    @cached_property
    def cities(self) -> frozenset[str]:
        """The names of cities of one word."""
        return cities()

    @cached_property
    def known(self) -> Mapping[Words, tuple[int, ...]]:
        """The institutions that each wording means, short forms included."""
        found: dict[Words, list[int]] = defaultdict(list)
        for number, institution in enumerate(self.institutions):
            for text in dict.fromkeys((institution.name, *institution.short, *institution.also)):
                numbers = found[self.tokens(text)]
                if number not in numbers:
                    numbers.append(number)
        for text in self.sound:
            found.setdefault(self.tokens(text), [])
        return {tokens: tuple(numbers) for tokens, numbers in found.items() if tokens}

    @cached_property
    def foreign_forms(self) -> Mapping[Words, Foreign]:
        """Foreign names by their words."""
        found = {self.tokens(item.text): item for item in self.foreign}
        return {tokens: item for tokens, item in found.items() if tokens not in self.known or not item.alone}

    @cached_property
    def shorts(self) -> Mapping[str, tuple[int, ...]]:
        """The institutions that each abbreviation means."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, institution in enumerate(self.institutions):
            for text in institution.short:
                found[text].append(number)
        return {text: tuple(numbers) for text, numbers in found.items()}

    @cached_property
    def by_word(self) -> Mapping[str, tuple[int, ...]]:
        """The forms that have a word, by number."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self.forms):
            for token in set(form.words):
                found[token].append(number)
        return {token: tuple(numbers) for token, numbers in found.items()}

    def weight(self, token: str) -> float:
        """Return how much a word tells of an institution: the logarithm of how rare it is among the names, in nats."""
        return log((1 + len(self.forms)) / (1 + len(self.by_word.get(token, ()))))


def _is_title(text: str) -> bool:
    """Tell whether every word of a form has a capital; “UN refugee agency” describes, and may be said in many ways."""
    return all(not part[0].islower() or is_small(part) for part in text.replace("-", " ").split() if part)


def without_countries(tokens: Words) -> Words:
    """Return the words that name no country."""
    return tuple(token for token in tokens if not token.startswith("@"))


def read(folders: Iterable[Traversable]) -> Gazetteer:
    """Return the gazetteer in the folders ``names`` of rule packs; raises ``RuleError``."""
    institutions: list[Institution] = []
    countries: list[Country] = []
    foreign: list[Foreign] = []
    sound: list[str] = []
    for folder in folders:
        for file in files(folder):
            if file.name == _COUNTRIES:
                countries += [Country(code[0], *rest) for _, (code, *rest) in _rows(file, 4)]
            elif file.name == _FOREIGN:
                foreign += [_foreign(row) for _, row in _rows(file, 4)]
            elif file.name == _SOUND:
                sound += ["".join(row[0]) for _, row in _rows(file, 1)]
            else:
                institutions += _institutions(file)
    return Gazetteer(tuple(institutions), tuple(countries), tuple(foreign), tuple(sound))


def _foreign(row: tuple[tuple[str, ...], ...]) -> Foreign:
    text, english, languages, where = ("; ".join(cell) for cell in row)
    return Foreign(text, english, languages, where == "alone")


def files(folder: Traversable) -> list[Traversable]:
    """Return the files of names in a folder of packs, in order of name."""
    names = folder / FOLDER
    found = names.iterdir() if names.is_dir() else ()
    return sorted((file for file in found if file.name.endswith(".txt")), key=lambda file: file.name)


def _institutions(file: Traversable) -> Iterator[Institution]:
    for number, (name, short, also, of, kind, source) in _rows(file, 6):
        if len(name) != 1 or len(kind) != 1 or kind[0] not in KINDS:
            raise RuleError(str(file), number, f"a name and one kind of {', '.join(sorted(KINDS))} are needed")
        yield Institution(name[0], short, also, "".join(of), kind[0], "; ".join(source))


def _rows(file: Traversable, fields: int) -> Iterator[tuple[int, tuple[tuple[str, ...], ...]]]:
    """Yield the number and the fields of each line, every field a tuple of values."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise RuleError(str(file), 1, f"cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        row = line.split("|")
        if len(row) != fields:
            raise RuleError(
                str(file), number, f"a line has {fields} fields with bars between them, this one {len(row)}"
            )
        yield number, tuple(tuple(value.strip() for value in cell.split(";") if value.strip()) for cell in row)


__all__ = ["Country", "Foreign", "Form", "Gazetteer", "Institution", "all_codes", "files", "read", "without_countries"]
