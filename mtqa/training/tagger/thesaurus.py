"""Synonyms in every sense of a word, in the same form of it: what is said where the wrong sense was picked.

Reads the plain files of WordNet (``data.*``, ``index.*``, ``*.exc``), as in Debian's wordnet-base.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mtqa.errors import ReadError
from mtqa.models.frequency import zipf

_KINDS = ("noun", "verb", "adj", "adv")
_VOWELS = "aeiou"
#: A synonym that is rarer than this is said by nobody, machines included.
_RAREST = 2.3


@dataclass(frozen=True, slots=True)
class Nouns:
    """What compounds are made of: words that are nouns and nothing else, and those that are neither adjectives nor adverbs."""

    only: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Thesaurus:
    """WordNet, as much of it as is needed; raises ``ReadError`` if the folder has none."""

    folder: Path

    @cached_property
    def senses(self) -> Mapping[tuple[str, str], list[list[str]]]:
        """For each kind and lemma the other words of each sense, the commonest sense first."""
        found: dict[tuple[str, str], list[list[str]]] = {}
        for kind in _KINDS:
            sets: dict[str, list[str]] = {}
            for fields in self._rows(f"data.{kind}"):
                # The number of words is in hexadecimal; each is followed by a number of its own.
                sets[fields[0]] = [word.split("(")[0].lower() for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]]
            for fields in self._rows(f"index.{kind}"):
                lemma, count = fields[0], int(fields[2])
                found[kind, lemma] = [
                    [word for word in sets[place] if word != lemma and word.isalpha()] for place in fields[-count:]
                ]
        return found

    @cached_property
    def nouns(self) -> Nouns:
        """What compounds are made of."""
        of_kind = {
            kind: {lemma for other, lemma in self.senses if other == kind and lemma.isalpha() and len(lemma) > 3}
            for kind in _KINDS
        }
        heads = of_kind["noun"] - of_kind["adj"] - of_kind["adv"]
        return Nouns(frozenset(heads - of_kind["verb"]), frozenset(heads))

    def synonyms(self, known: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
        """Return for each known word its synonyms in the same form, with weights that fall with the rank of the sense."""
        vocabulary = frozenset(known)
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for (kind, lemma), senses in self.senses.items():
            if not any(senses) or not lemma.isalpha():
                continue
            here = {name: form for name, form in self._forms(kind, lemma).items() if form in vocabulary}
            for rank, others in enumerate(senses if here else ()):
                for other in others:
                    forms = self._forms(kind, other)
                    for name, form in here.items():
                        new = forms[name]
                        if new != form and zipf(new) >= _RAREST:
                            found[form][new] = max(found[form].get(new, 0.0), (2 + rank) ** -0.5)
        return found

    def _forms(self, kind: str, lemma: str) -> dict[str, str]:
        """Return the forms of a lemma by name; of several irregular ones the commonest."""
        forms = {"base": lemma}
        if kind == "noun":
            forms["plural"] = _plural(lemma)
        elif kind == "verb":
            forms |= {"s": _plural(lemma), "past": _past(lemma), "going": _going(lemma)}
        return {**forms, **self._irregular.get((kind, lemma), {})}

    @cached_property
    def _irregular(self) -> Mapping[tuple[str, str], dict[str, str]]:
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for kind in ("noun", "verb"):
            for form, lemma, *_ in sorted(self._rows(f"{kind}.exc"), key=lambda row: zipf(row[0])):
                found[kind, lemma][_name(kind, form)] = form
        return found

    def _rows(self, name: str) -> list[list[str]]:
        try:
            lines = (self.folder / name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(str(self.folder / name), f"is no file of WordNet: {error}") from error
        # The licence stands in front, each line with a space before it.
        return [line.split() for line in lines if line and line[0] != " "]


def _name(kind: str, form: str) -> str:
    if kind == "noun":
        return "plural"
    return "going" if form.endswith("ing") else "s" if form.endswith("s") else "past"


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return f"{word[:-1]}ies" if _ends_in_y(word) else word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return f"{word[:-1]}ied" if _ends_in_y(word) else _doubled(word) + "ed"


def _going(word: str) -> str:
    return f"{word[:-1]}ing" if word.endswith("e") and not word.endswith("ee") else _doubled(word) + "ing"


def _ends_in_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in _VOWELS


def _doubled(word: str) -> str:
    is_short = 3 <= len(word) <= 5 and word[-1] not in f"{_VOWELS}wxy" and word[-2] in _VOWELS
    return word + word[-1] if is_short and word[-3] not in _VOWELS else word
