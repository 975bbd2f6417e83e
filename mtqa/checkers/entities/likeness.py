"""How like two names are, word by word: the same, forms of one word, put for another, left out, added, moved."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtqa.gazetteer import Form, Gazetteer
from mtqa.gazetteer.wording import Words, codes, same_stem

#: Names that are more unlike than this are two names.
_MOST_CHANGED = 2
_LEAST_SHARE = 0.3
_MOST_FORMS = 12
_MOST_LOOKED_AT = 150
#: A word that stands in more names than this leads to none.
_MOST_ALIKE = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What became of the words of *form* in a piece of a story."""

    form: Form
    #: The share of the form's words that stand in the piece unchanged, by weight, from 0 to 1.
    kept: float
    #: Words put for others, as (in the piece, in the form).
    swapped: tuple[tuple[str, str], ...]
    #: Other forms of the same words, likewise.
    inflected: tuple[tuple[str, str], ...]
    added: Words
    missing: Words
    moved: bool

    @property
    def changes(self) -> int:
        """How many words are not as they should be."""
        return len(self.swapped) + len(self.inflected) + len(self.added) + len(self.missing) + self.moved


def alike(tokens: Words, gazetteer: Gazetteer) -> list[Likeness]:
    """Return the likest names that *tokens* may be meant for, the likest first."""
    shared: dict[int, float] = defaultdict(float)
    for token in sorted(set(tokens)):
        numbers = gazetteer.by_word.get(token, ())
        weight = gazetteer.weight(token)
        for number in numbers if len(numbers) <= _MOST_ALIKE else ():
            shared[number] += weight
    looked_at = sorted(shared, key=lambda number: (-shared[number], number))[:_MOST_LOOKED_AT]
    found = (compared(tokens, gazetteer.forms[number], gazetteer) for number in looked_at)
    return sorted(filter(None, found), key=_order)[:_MOST_FORMS]


def _order(likeness: Likeness) -> tuple[int, float]:
    return likeness.changes, -likeness.kept


def compared(tokens: Words, form: Form, gazetteer: Gazetteer) -> Likeness | None:
    """Return how a name compares with a form, or nothing if they are too unlike."""
    if abs(len(tokens) - len(form.words)) > 1:
        return None
    of = gazetteer.institutions[form.institution].of
    pairs, left, right = _paired(
        tokens, form.words, lambda one, other: one == other or _is_same_country(one, other, of)
    )
    total = sum(map(gazetteer.weight, form.words))
    kept = sum(gazetteer.weight(form.words[other]) for _, other in pairs) / total if total else 0.0
    if kept < _LEAST_SHARE or all(form.words[other].startswith("@") for _, other in pairs):
        return None
    stems, _, _ = _paired([tokens[at] for at in left], [form.words[at] for at in right], same_stem)
    stemmed = [(left[one], right[other]) for one, other in stems]
    left = [at for at in left if at not in {one for one, _ in stemmed}]
    right = [at for at in right if at not in {other for _, other in stemmed}]
    swapped = list(zip(left, right, strict=False))
    added = tuple(tokens[at] for at in left[len(swapped) :])
    missing = tuple(form.words[at] for at in right[len(swapped) :])
    if len(swapped) + len(added) + len(missing) > _MOST_CHANGED:
        return None
    return Likeness(
        form=form,
        kept=kept,
        swapped=tuple((tokens[one], form.words[other]) for one, other in swapped),
        inflected=tuple((tokens[one], form.words[other]) for one, other in stemmed),
        added=added,
        missing=missing,
        moved=_is_moved([*pairs, *stemmed, *swapped]),
    )


def _is_same_country(one: str, other: str, of: str) -> bool:
    """Tell whether two tokens may mean one country; a name that is ambiguous by itself means the institution's own."""
    shared = codes(one) & codes(other)
    return bool(shared) and (of in shared or of not in codes(other))


def _paired(
    tokens: Sequence[str], other: Sequence[str], same: Callable[[str, str], bool]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair words that are the same, each once, the nearest first; return also what is left on both sides."""
    pairs: list[tuple[int, int]] = []
    free = list(range(len(other)))
    left: list[int] = []
    for at, token in enumerate(tokens):
        fits = [number for number in free if same(token, other[number])]
        if fits:
            nearest = min(fits, key=lambda number: abs(number - at))
            free.remove(nearest)
            pairs.append((at, nearest))
        else:
            left.append(at)
    return pairs, left, free


def _is_moved(pairs: Sequence[tuple[int, int]]) -> bool:
    order = [other for _, other in sorted(pairs)]
    return order != sorted(order)
