"""What speaks for a piece being a distorted name, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from mtqa.checkers.entities.likeness import Likeness
from mtqa.gazetteer import Gazetteer
from mtqa.gazetteer.wording import Words, codes
from mtqa.models.meanings import Meanings

#: Words that name the kind of a body, by field: translations put one for another.
_FIELDS: Mapping[str, frozenset[str]] = {
    field.partition(" ")[0]: frozenset(field.split())
    for field in (
        (
            "agency bureau office department authority administration service organ body institution organization institute"
            " ministry directorate unit center society company"
        ),
        "commission committee council board panel assembly conference",
        "union federation confederation association league alliance society organization community coalition",
        "treaty pact convention agreement accord accords protocol deal contract conventions agreements",
        "court tribunal",
        "parliament congress assembly chamber house senate council",
        "bank fund",
        "army forces force troops military guard corps guards brigade brigades",
        "party front movement faction",
        "exchange bourse market",
        "news press media information correspondence",
        "war battle conflict",
        "university college academy institute school",
        "cup championship championships games tournament league trophy championships",
        "times post journal newspaper daily gazette",
        "radio television broadcasting",
        "police constabulary gendarmerie",
        "secretary minister chancellor",
        "square plaza",
        "palace castle",
        "gate door",
        "tower spire",
        "monument memorial cenotaph",
    )
}
#: Kinds whose names are made of common words in a fixed order; the others are named for people, places and goods.
BODIES = frozenset(
    """news agency|broadcaster|ministry|government agency|parliament|central bank|court|prosecutor|police|intelligence
    |armed forces|armed group|party|stock exchange|united nations|treaty|alliance|development bank|health body
    |standards body|regulator|organization|sports federation""".replace("\n    ", "").split("|")
)
#: In whose names every country orders and words things its own way.
_LOOSE = frozenset(
    "ministry|court|police|party|university|company|office|newspaper|place|event|government agency".split("|")
)

NAMES = (
    "kept", "length", "swapped", "inflected", "added", "missing", "moved", "cos_name", "cos_word", "country_swap",
    "country_for_word", "kind_swap", "rarest_kept", "slot", "slot_known", "body", "loose", "rare_word", "short_fits",
    "kept_words",
)  # fmt: skip


#: As near as two names that are not the same, and two words, come.
_NEAR_NAMES, _NEAR_WORDS = 0.95, 0.75


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A piece beside a name that it may be meant for."""

    words: str
    tokens: Words
    short: str
    likeness: Likeness
    gazetteer: Gazetteer
    meanings: Meanings

    @property
    def numbers(self) -> tuple[float, ...]:
        """The evidence, in the order of ``NAMES``."""
        form = self.likeness.form.text
        nearest = min((self.meanings.cosine(one, other) for one, other in self._words), default=None)
        return self._numbers(self.meanings.cosine(self.words, form), nearest)

    @property
    def most(self) -> tuple[float, ...]:
        """The evidence as it would be if the meanings were as near as can be; costs nothing to make."""
        return self._numbers(_NEAR_NAMES, _NEAR_WORDS if self._words else None)

    @property
    def texts(self) -> list[str]:
        """What of the story has to be turned into vectors."""
        return [self.words, *(one for one, _ in self._words)]

    @property
    def _words(self) -> list[tuple[str, str]]:
        return [pair for pair in self.likeness.swapped if not (codes(pair[0]) or codes(pair[1]))]

    def _numbers(self, cos_name: float, cos_word: float | None) -> tuple[float, ...]:
        likeness, gazetteer = self.likeness, self.gazetteer
        form = likeness.form
        institution = gazetteer.institutions[form.institution]
        pairs = likeness.swapped
        words = self._words
        lost = {other for _, other in (*pairs, *likeness.inflected)} | set(likeness.missing)
        kept = [token for token in form.words if token not in lost and not token.startswith("@")]
        return (
            likeness.kept,
            float(min(len(form.words), 6)),
            float(len(pairs)),
            float(len(likeness.inflected)),
            float(len(likeness.added)),
            float(len(likeness.missing)),
            float(likeness.moved),
            cos_name,
            (0.4 if pairs else 1.0) if cos_word is None else cos_word,
            float(any(codes(one) and codes(other) for one, other in pairs)),
            float(any(bool(codes(one)) != bool(codes(other)) for one, other in pairs)),
            float(any(same_field(one, other) for one, other in words)),
            max(map(gazetteer.weight, kept), default=0.0),
            log(1 + self._slot),
            float(any(one in gazetteer.by_word for one, _ in words)),
            float(institution.kind in BODIES),
            float(institution.kind in _LOOSE),
            max((gazetteer.weight(one) for one, _ in words), default=0.0),
            float(bool(self.short) and self.short in institution.short),
            float(min(len(kept), 4)),
        )

    @cached_property
    def _slot(self) -> int:
        """How many other words the gazetteer has in the place of the first one that changed."""
        form = self.likeness.form
        changed = [other for _, other in (*self.likeness.swapped, *self.likeness.inflected)] + list(
            self.likeness.missing
        )
        if not changed:
            return 0
        at = form.words.index(changed[0])
        rest = (form.words[:at], form.words[at + 1 :])
        near = min(
            (self.gazetteer.by_word.get(token, ()) for token in form.words if token != changed[0]), key=len, default=()
        )
        found = set()
        for number in near:
            words = self.gazetteer.forms[number].words
            if len(words) == len(form.words) and (words[:at], words[at + 1 :]) == rest and words[at] != changed[0]:
                found.add(words[at])
        return len(found)


def same_field(one: str, other: str) -> bool:
    """Tell whether two words name kinds of body in one field."""
    return any(other in words for words in fields(one))


def fields(word: str) -> list[frozenset[str]]:
    """Return the fields that a kind word belongs to."""
    return [words for words in _FIELDS.values() if word in words]
