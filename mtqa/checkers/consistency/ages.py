"""One person with two ages, and ages that do not fit the year of birth."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mtqa.analysis import Analysis
from mtqa.checkers.consistency.names import Name
from mtqa.document import Block, Role
from mtqa.finding import Finding
from mtqa.span import Span

_PROSE = frozenset({Role.BODY, Role.LIST})
_AGES = range(3, 116)
_TOLD = re.compile(r"(?:, (?:who is )?(?:aged )?| \((?:aged )?)(?P<age>\d{1,3})(?:,(?! \d)|\.(?!\d)|\)|;)")
_YEARS_OLD = re.compile(r"\b(?P<age>\d{1,3})-year-old (?:[a-z-]+ ){0,4}$")
_REACH = 60
_BORN = re.compile(
    r"\b(?:was|were|is) born (?:[^.;\n\d]{0,60}?)"
    r"(?:(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}, |\d{1,2} [A-Z][a-z]{2,8}\.? )|in )?"
    r"(?P<year>(?:18|19|20)\d\d)\b"
)
_AT_AGE = re.compile(
    r"\bIn (?:[A-Z][a-z]{2,8} )?(?P<year>(?:18|19|20)\d\d), (?:at the age of|at age|aged|when (?:he|she) was) "
    r"(?P<age>\d{1,3})\b,? ?(?P<who>\w*)"
)
_DIED_AT = re.compile(
    r"\b(?:dies|dead|died) (?:at|aged) (?P<age>\d{1,3})\b(?! |\.\d|%)|\b(?:dies|dead|died), (?P<dead>\d{2,3})$"
)
_WAS = re.compile(r"(?:^|[.\"] )(?:He|She) was (?P<age>\d{1,3})\.(?!\d)")
_DIED_IN_BODY = re.compile(
    r"\bd(?:ied|ies)\b[^.\n]{0,100}?,? (?:aged|at the age of|at age|at) (?P<age>\d{2,3})\b(?! ?(?:%|[ap]\.?m|[:.]\d))"
)
_OBITUARY = re.compile(r"\bd(?:ied|ies)\b")
_LIFE = re.compile(r"\((?P<born>1[89]\d\d|20\d\d) ?[-\u2013] ?(?P<died>1[89]\d\d|20\d\d)\)")


def check(analysis: Analysis, names: Sequence[Name]) -> Iterator[Finding]:
    """Yield the ages that contradict another age, or a birth, in the story."""
    yield from _two_ages(analysis, names)
    yield from _impossible_ages(analysis)
    yield from _age_at_death(analysis)


def _two_ages(analysis: Analysis, names: Sequence[Name]) -> Iterator[Finding]:
    rule = analysis.rules["consistency/age"]
    told: dict[tuple[str, ...], list[tuple[int, Span]]] = defaultdict(list)
    people: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if name.role in _PROSE and len(name.words) > 1:
            people[name.words[-1]].add(name.words[0])
    for name in names:
        claim = _age_of(name, analysis) if name.role in _PROSE else None
        givens = people[name.words[-1]]
        if claim and len(givens) == 1:
            told[(next(iter(givens)), name.words[-1])].append(claim)
    for (given, family), ages in told.items():
        first = ages[0][0]
        for age, span in ages[1:]:
            if age != first:
                confidence = 0.5 if abs(age - first) == 1 else rule.confidence
                who = f"{given} {family}"
                yield rule.finding(
                    span,
                    confidence=confidence,
                    found=span.of(analysis.text),
                    reason=f"the story has {who} at {first} as well",
                )


def _age_of(name: Name, analysis: Analysis) -> tuple[int, Span] | None:
    match = _TOLD.match(analysis.plain, name.span.end)
    if not match:
        match = _YEARS_OLD.search(analysis.plain, max(0, name.span.start - _REACH), name.span.start)
    block = analysis.block_of(name.span)
    if not match or int(match["age"]) not in _AGES or not block or not block.span.covers(Span(*match.span())):
        return None
    return int(match["age"]), Span(*match.span("age"))


def _impossible_ages(analysis: Analysis) -> Iterator[Finding]:
    """Yield ages "in 1986, at the age of 49" that the only birth in the story does not allow."""
    rule = analysis.rules["consistency/age"]
    births = list(_BORN.finditer(analysis.plain))
    if len(births) == 1:
        born = int(births[0]["year"])
        for match in _AT_AGE.finditer(analysis.plain):
            due = int(match["year"]) - born
            if match["who"] in {"he", "she"} and int(match["age"]) not in {due, due - 1}:
                span = Span(*match.span("age"))
                yield rule.finding(
                    span, found=match["age"], reason=f"born in {born}, it cannot have been more than {due} then"
                )
    for match in _LIFE.finditer(analysis.plain):
        if int(match["died"]) < int(match["born"]):
            span = Span(*match.span("died"))
            yield rule.finding(span, found=match["died"], reason=f"that is before the birth in {match['born']}")


def _age_at_death(analysis: Analysis) -> Iterator[Finding]:
    """Yield the age at death in the body that is not the one in the headline."""
    rule = analysis.rules["consistency/age"]
    blocks = analysis.document.blocks
    headline = next((block for block in blocks if block.role is Role.HEADLINE), None)
    match = _DIED_AT.search(analysis.plain, headline.span.start, headline.span.end) if headline else None
    if not match or not headline:
        return
    age = int(match["age"] or match["dead"])
    if re.search(rf"\b{age}\b", analysis.plain[headline.span.end :]):
        return
    for block in blocks:
        if block.role is Role.BODY and _OBITUARY.search(analysis.plain, block.span.start, block.span.end):
            yield from (
                rule.finding(span, found=span.of(analysis.text), reason=f"the headline says {age}")
                for span in _ages_at_death(analysis.plain, block)
                if int(span.of(analysis.plain)) != age
            )
            return


def _ages_at_death(plain: str, block: Block) -> Iterator[Span]:
    for pattern in (_WAS, _DIED_IN_BODY):
        match = pattern.search(plain, block.span.start, block.span.end)
        if match:
            yield Span(*match.span("age"))
