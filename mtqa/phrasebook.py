"""Set phrases of news English: which words of them are fixed, and what may stand there all the same."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from typing import NamedTuple

from mtqa.errors import RuleError

FOLDER = "phrases"
_SEEN = "seen.txt"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MARK = re.compile(r"\*[^*]+\*|[^\s*]+")
_IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """be:is are was were been being am;have:has had having;do:does did done doing;go:goes went gone going
    ;take:took taken;make:made;give:gave given;hold:held;come:came;stand:stood;fall:fell fallen;bring:brought;lay:laid
    ;lead:led;pay:paid;keep:kept;set:sets setting;put:puts putting;run:ran;draw:drew drawn;throw:threw thrown;break:broke
    broken;win:won;lose:lost;speak:spoke spoken;strike:struck;rise:rose risen;catch:caught;cast:casts;find:found;bear:bore
    borne;get:got;leave:left;meet:met;see:saw seen;send:sent;shed:sheds;sell:sold;buy:bought;wage:waged;grow:grew grown
    ;hit:hits;cut:cuts;shut:shuts;turn:turned;child:children;man:men;woman:women;person:people;foot:feet;life:lives
    ;wife:wives;knife:knives;half:halves;crisis:crises;tooth:teeth""".replace("\n    ", " ")
        .replace(" ;", ";")
        .split(";")
    )
    for form in forms.split()
}


_ENDINGS = (
    (("ies", 3, "y"), ("sses", 1, "ss"), ("s", 3, "")),
    (("ied", 3, "y"), ("ing", 3, ""), ("ed", 3, "")),
)


class Word(NamedTuple):
    """A word of a running text: where it stands, and its base form."""

    start: int
    end: int
    text: str
    base: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase; ``fixed`` are the places of the words that no near-synonym may take."""

    text: str
    words: tuple[str, ...]
    bases: tuple[str, ...]
    fixed: tuple[int, ...]
    sound: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Phrasebook:
    """All set phrases, found by the words in them."""

    phrases: tuple[Phrase, ...] = ()
    #: What copy written by people says in the place of a set phrase, by base forms.
    seen: frozenset[tuple[str, ...]] = frozenset()

    def indexed(self) -> "Phrasebook":
        """Return the phrasebook with all its tables made."""
        _ = self.by_anchor, self.sound
        return self

    @cached_property
    def by_anchor(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
        """Frames by the base of their rarest other word, as (phrase, slot, place of the anchor)."""
        count: dict[str, int] = defaultdict(int)
        for phrase in self.phrases:
            for base in phrase.bases:
                count[base] += 1
        found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            for slot in phrase.fixed:
                others = [at for at in range(len(phrase.words)) if at != slot]
                anchor = max(
                    others, key=lambda at: (len(phrase.words[at]) > 3, -count[phrase.bases[at]], len(phrase.words[at]))
                )
                found[phrase.bases[anchor]].append((number, slot, anchor))
        return {base: tuple(frames) for base, frames in found.items()}

    @cached_property
    def sound(self) -> frozenset[tuple[str, ...]]:
        """Everything that is good English, by base forms: the phrases themselves and what is listed beside them."""
        return (
            frozenset(phrase.bases for phrase in self.phrases)
            | frozenset(bases for phrase in self.phrases for bases in phrase.sound)
            | self.seen
        )


@lru_cache(maxsize=50_000)
def base(word: str) -> str:
    """Return a word without the endings of inflection, roughly; the same for all forms of one word, as far as possible."""
    plain = word.lower().replace("\u2019", "'").removesuffix("'s").removesuffix("'")
    plain = _IRREGULAR.get(plain, plain)
    for endings in _ENDINGS:
        for ending, least, put in endings:
            if plain.endswith(ending) and len(plain) >= len(ending) + least and not plain.endswith(("ss", "us", "is")):
                plain = plain.removesuffix(ending) + put
                break
    if len(plain) > 4 and plain[-1] == plain[-2] and plain[-1] not in "sl":
        plain = plain[:-1]
    return plain.removesuffix("e") if len(plain) > 3 else plain


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words between two offsets; a hyphen is a border."""
    for match in _WORD.finditer(text, start, end):
        yield Word(match.start(), match.end(), match.group().lower(), base(match.group()))


def bases(text: str) -> tuple[str, ...]:
    """Return the base forms of the words of a phrase."""
    return tuple(word.base for word in words(text, 0, len(text)))


def read(folders: Iterable[Traversable]) -> Phrasebook:
    """Return the phrases in the folders ``phrases`` of rule packs; raises ``RuleError``."""
    every = [file for folder in folders for file in files(folder)]
    phrases = (phrase for file in every if file.name != _SEEN for phrase in _phrases(file))
    seen = (bases(line) for file in every if file.name == _SEEN for _, line in _lines(file))
    return Phrasebook(tuple({phrase.text: phrase for phrase in phrases}.values()), frozenset(seen))


def files(folder: Traversable) -> list[Traversable]:
    """Return the files of phrases in a folder of packs, in order of name."""
    phrases = folder / FOLDER
    found = phrases.iterdir() if phrases.is_dir() else ()
    return sorted((file for file in found if file.name.endswith(".txt")), key=lambda file: file.name)


def _lines(file: Traversable) -> Iterator[tuple[int, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise RuleError(str(file), 1, f"cannot be read: {error}") from error
    yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#"))


def _phrases(file: Traversable) -> Iterator[Phrase]:
    for number, line in _lines(file):
        marked, bar, sound = line.partition("|")
        marks = [(word, mark.startswith("*")) for mark in _MARK.findall(marked) for word in _WORD.findall(mark)]
        plain = tuple(word for word, _ in marks)
        fixed = tuple(at for at, (_, is_fixed) in enumerate(marks) if is_fixed)
        if not bar or not fixed or len(plain) < 2 or marked.count("*") % 2:
            problem = "a line is a phrase with its fixed words between asterisks, a bar, and what else is sound"
            raise RuleError(str(file), number, problem)
        yield Phrase(
            marked.replace("*", "").strip(),
            plain,
            tuple(map(base, plain)),
            fixed,
            frozenset(bases(other) for other in sound.split(";") if other.strip()),
        )
