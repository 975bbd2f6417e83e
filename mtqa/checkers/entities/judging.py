"""Which institution a piece of a story is meant for, if it is none by itself, and how sure that is."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from mtqa.checkers.entities.evidence import Evidence, same_field
from mtqa.checkers.entities.likeness import Likeness, alike
from mtqa.checkers.entities.names import Piece
from mtqa.gazetteer import Gazetteer, Institution, without_countries
from mtqa.gazetteer.wording import Words, all_codes, codes
from mtqa.models.logistic import packaged, probability
from mtqa.models.meanings import Meanings

#: What the story says elsewhere, in log odds: an abbreviation in brackets counts in the fitted model.
_NAMED_ELSEWHERE = 0.7
#: All of what the story says of countries is of the institution's own.
_ABOUT_COUNTRY = 2.0
_QUOTED = -0.5
#: A name can always be that of something nobody here has heard of.
_SUREST = 0.97
#: Real names are commoner in copy than among what the model was fitted on.
_PRIOR = -1.0
_LESS_ALIKE = -0.6
#: Sound copy clips long names.
_CLIPPED = -1.2
#: A body of another city is another body.
_OTHER_PLACE = -2.0
#: Of two names that are as like, the one that is more talked of is meant.
_FAME = 0.5
_CONTEXT = _NAMED_ELSEWHERE + _ABOUT_COUNTRY
#: The next best name is offered too if it is this much as likely.
_RIVAL = 0.6


#: Kinds of which anything can be called nearly the same.
_FREE = frozenset({"broadcaster", "company", "university", "place", "newspaper"})
_HALF_A_NAME = 0.5
#: Kinds whose names are said in either order: Ministry of Defense, Defense Ministry.
_EITHER_ORDER = frozenset(
    {"ministry", "court", "university", "office", "government agency", "police", "head office", "treaty"}
)
_HANGS_ON = re.compile(r" (?:in|on|at|to|for|of|and)(?: the)? [^ ]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a piece is judged by: the names there are, meanings, what the story names, and how often each country."""

    gazetteer: Gazetteer
    meanings: Meanings
    named: Collection[int] = ()
    countries: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The institution that is meant, how sure, what speaks for it, and whether another one comes close."""

    likeness: Likeness
    institution: Institution
    sure: float
    rival: Likeness | None


def is_known(tokens: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether this is a name, or one with the country it belongs to before or behind it."""
    if tokens in gazetteer.known:
        return True
    for bare, country in _bare(tokens):
        numbers = gazetteer.known.get(bare, ())
        if any(
            not gazetteer.institutions[number].of or gazetteer.institutions[number].of in country for number in numbers
        ):
            return True
        if len(without_countries(bare)) < 3 and numbers:
            # Many countries have a ministry, a court, a bank of that name.
            return True
    return False


def _bare(tokens: Words) -> Iterator[tuple[Words, frozenset[str]]]:
    if tokens and codes(tokens[0]):
        yield tokens[1:], codes(tokens[0])
    if tokens and codes(tokens[-1]):
        yield tokens[:-1], codes(tokens[-1])


def candidates(piece: Piece, words: str, gazetteer: Gazetteer) -> list[Likeness]:
    """Return the names that a piece may be meant for by its words alone."""
    return [
        likeness
        for likeness in alike(piece.tokens, gazetteer)
        if (not piece.joint or f" {piece.joint} " in likeness.form.text)
        and _is_worth_a_look(likeness, gazetteer, piece, words)
    ]


def _is_worth_a_look(likeness: Likeness, gazetteer: Gazetteer, piece: Piece, words: str) -> bool:
    """Tell whether the change is of a kind that translation makes."""
    if not likeness.changes or likeness.changes > 3:
        return False
    if likeness.added and (likeness.added[0] == piece.tokens[0] or _HANGS_ON.search(words)):
        # “Members of the World Bank”, “the World Bank in Jakarta”: the name is whole, and more is said.
        return False
    if likeness.moved and not likeness.swapped and " of " in likeness.form.text and " of " not in words:
        # “Red Cross Committee” is English for the Committee of the Red Cross; “Organization of World Trade” is not.
        return False
    if (
        likeness.moved
        and not likeness.swapped
        and gazetteer.institutions[likeness.form.institution].kind in _EITHER_ORDER
    ):
        return False
    if any(gazetteer.is_place(one) and gazetteer.is_place(other) for one, other in likeness.swapped):
        # The police of another city, the exchange of another city.
        return False
    plain = without_countries(likeness.form.words)
    kept = [
        token
        for token in plain
        if token not in {other for _, other in likeness.swapped} and token not in likeness.missing
    ]
    if not kept:
        return False
    if likeness.missing:
        # Sound copy clips names too; what is left of a clipped one is short.
        return len(likeness.form.words) >= 4 and len(piece.tokens) >= 3 and len(kept) >= 2
    if likeness.added:
        # Of the ways of writing a name only the first is so fixed that a word more is too much.
        official = gazetteer.institutions[likeness.form.institution].name == likeness.form.text
        return official and len(likeness.form.words) >= 3 and len(kept) >= 2
    if len(likeness.form.words) == 2 and likeness.swapped:
        # “BBC Sport” is not BBC News: half a name is not much to go by.
        return len(likeness.swapped) == 1 and gazetteer.institutions[likeness.form.institution].kind not in _FREE
    return True


def suspected(piece: Piece, words: str, found: Sequence[Likeness], context: Context, *, least: float) -> list[Evidence]:
    """Return those of the candidates that can be surer than *least*; nothing is turned into vectors."""
    gazetteer, meanings = context.gazetteer, context.meanings
    evidence = [
        Evidence(
            words=words,
            tokens=piece.tokens,
            short=piece.short,
            likeness=likeness,
            gazetteer=gazetteer,
            meanings=meanings,
        )
        for likeness in found
    ]
    return [each for each in evidence if probability(_CONTEXT + packaged("names").score(each.most)) >= least]


def judge(piece: Piece, likely: Sequence[Evidence], context: Context) -> Verdict:
    """Return the likeliest of the names that a piece may be meant for."""
    gazetteer = context.gazetteer
    scored = sorted(
        ((_score(each, piece, context), each.likeness) for each in likely),
        key=lambda pair: -pair[0] - _FAME * fame(gazetteer.institutions[pair[1].form.institution]),
    )
    best, likeness = scored[0]
    others = [pair for pair in scored if pair[1].form.institution != likeness.form.institution]
    rival = others[0][1] if others and probability(others[0][0]) >= _RIVAL * probability(best) else None
    sure = min(_SUREST, probability(best))
    return Verdict(likeness, gazetteer.institutions[likeness.form.institution], sure, rival)


def fame(institution: Institution) -> float:
    """Return how much is said of an institution, roughly: the logarithm of how many names it has."""
    return log(1 + len(institution.short) + len(institution.also))


def _score(evidence: Evidence, piece: Piece, context: Context) -> float:
    institution = evidence.gazetteer.institutions[evidence.likeness.form.institution]
    score = packaged("names").score(evidence.numbers)
    swapped = evidence.likeness.swapped
    is_half = len(evidence.likeness.form.words) == 2 and bool(swapped) and not same_field(*swapped[0])
    if (is_half or (institution.kind == "ministry" and len(swapped) == 1)) and evidence.meanings.cosine(
        *swapped[0]
    ) < _HALF_A_NAME:
        score += _OTHER_PLACE
    if institution.kind in _EITHER_ORDER and len(evidence.likeness.form.words) == 2 and swapped:
        # One country's ministry of fisheries is another's department.
        score += _OTHER_PLACE
    if any(evidence.gazetteer.is_place(one) for one, _ in evidence.likeness.swapped):
        score += _OTHER_PLACE
    score += _NAMED_ELSEWHERE * (evidence.likeness.form.institution in context.named)
    score += _ABOUT_COUNTRY * _share(institution.of, piece, context.countries)
    likeness = evidence.likeness
    score += _LESS_ALIKE * (likeness.changes > 1) + _CLIPPED * bool(likeness.missing)
    return score + _PRIOR + _QUOTED * piece.quoted


def _share(of: str, piece: Piece, countries: Mapping[str, int]) -> float:
    """Return how much of what the story says of countries elsewhere is of this one, from 0 to 1."""
    own = all_codes(piece.tokens)
    elsewhere = {code: count - (code in own) for code, count in countries.items()}
    total = sum(elsewhere.values())
    return elsewhere.get(of, 0) / total if total else 0.0


def about(pieces: Sequence[Piece]) -> Counter[str]:
    """Return how often a story names each country."""
    return Counter(code for piece in pieces for code in all_codes(piece.tokens))
