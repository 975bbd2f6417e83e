"""The headline against the body."""

import re
from collections.abc import Iterator, Sequence

from mtqa.analysis import Analysis
from mtqa.checkers.consistency.countries import countries
from mtqa.checkers.consistency.quantities import Quantity, quantities
from mtqa.document import Block, Role
from mtqa.finding import Finding
from mtqa.span import Span

_BODY = frozenset({Role.BODY, Role.LIST, Role.CAPTION, Role.QUOTE})
_MAX_HEADLINE = 400
_MAX_NUMBERS = 3_000
_LEAST_WORDS = 60
_YEARS = range(1800, 2101)
#: A number behind one of these is a name, an age or a date.
_NAMED = re.compile(
    r"(?:\b(?:No|Nos|number|top|aged?|turns|turn|at|windows|formula|route|flight|channel|day|week|round|part|act|phase|group"
    r"|apollo|world cup|euro|volume|chapter|under|over|february|january|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|article|section|class|type|model|season|episode"
    r"|version|generation|radio|bbc|itv|five|big|fab|magnificent|catch|studio|highway|area|pier|gate|boeing|airbus)\.? ?|[#+-])$",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r" (?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\b|\+|-|\u2013|/| ?[ap]\.?m\b"
)
_DEATH = frozenset({"dead", "killed", "kill", "died", "die", "dy", "death", "killing", "dying", "fatality"})
#: What tells nothing about what is counted.
_EMPTY = frozenset(
    "more new other major big top key additional extra people dead year month week day hour minute time".split()
)
_APPROXIMATE = 0.1
#: Numbers in a row that a headline may have added up.
_LONGEST_SUM = 6
_SCORE = re.compile(r"(?<![\w.,/-])(?P<one>\d{1,3})[-\u2013](?P<two>\d{1,3})(?![\w%/-]|[.,]\d)")
_RESULT = re.compile(
    r"\b(?:beat(?:en)?|wins?|won|winning|victory|defeat(?:ed)?|lost|loss|draws?|drew|drawn|triumph|voted?|votes?|passed|approved)"
    r"\b[^.\n\d]{0,60}(?<![\w.,/-])(?P<one>\d{1,3})[-\u2013](?P<two>\d{1,3})(?![\w%/-]|[.,]\d)"
)
#: There are several scores where a match goes on, or back.
_NOT_FULL_TIME = re.compile(
    r"\b(?:penalt(?:y|ies)|shoot-?out|aggregate|extra[- ]time|second leg|first leg|sets?|agg)\b", re.IGNORECASE
)

#: What a headline says, what in the body would bear it out, what the body says instead: near-synonyms that news keeps apart.
_NEAR_SYNONYMS = tuple(
    tuple(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for pattern in patterns)
    for patterns in (
        ("war dead", "war[- ]dead", "war victims|victims of (?:the )?war"),
        ("war victims", "war victims|victims of|victims?", "war dead"),
        ("cease-?fire|truce", "cease-?fires?|truces?", "armistice"),
        ("armistice", "armistice", "cease-?fire|truce"),
        ("murder(?:er|ed|s)?", "murder\\w*", "manslaughter"),
        ("manslaughter", "manslaughter", "murder(?:er|ed)?"),
        ("tornado(?:es)?|twisters?", "tornado(?:es)?|twisters?", "hurricane|typhoon|cyclone"),
        ("hurricane", "hurricanes?", "tornado|typhoon|cyclone"),
        ("typhoon", "typhoons?", "tornado|hurricane"),
        ("parole[ds]?", "parole[ds]?", "probation"),
        ("probation", "probation", "parole[ds]?"),
        ("extradit(?:ion|ed|es?)", "extradit\\w+", "deport(?:ation|ed|s)?"),
        ("hostages?", "hostages?|captives?|held|kidnap\\w*|abduct\\w*", "prisoners?|detainees?"),
        ("bacteri(?:um|a)", "bacteri\\w+|microb\\w+|germs?", "virus(?:es)?|fung(?:us|i)"),
        ("stroke", "strokes?", "heart attack"),
        ("heart attack", "heart attacks?|cardiac|heart", "stroke"),
    )
)


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what the headline says and the body contradicts."""
    headlines = [
        block for block in analysis.document.blocks if block.role is Role.HEADLINE and len(block.span) < _MAX_HEADLINE
    ]
    body = [block for block in analysis.document.blocks if block.role in _BODY]
    if headlines and sum(len(block.span) for block in body) > _LEAST_WORDS * 4:
        yield from _numbers(analysis, headlines[:1], body)
        yield from _scores(analysis, headlines[0], body)
        yield from _parties(analysis, headlines[0], body)
        yield from _nouns(analysis, headlines[0], body)


def _numbers(analysis: Analysis, headlines: Sequence[Block], body: Sequence[Block]) -> Iterator[Finding]:
    rule = analysis.rules["consistency/headline-number"]
    plain = analysis.plain
    told = [number for block in headlines for number in quantities(plain, block.span)]
    claims = [number for number in told if number.is_plain and _is_claim(number, plain)]
    if not claims:
        return
    facts: list[Quantity] = []
    for block in body:
        facts.extend(quantities(plain, block.span))
        if len(facts) > _MAX_NUMBERS:
            return
    for claim in claims:
        rivals = [fact for fact in facts if fact.is_plain and _same_kind(claim, fact, plain)]
        if rivals and not _is_borne_out(claim, facts):
            found, other = claim.span.of(analysis.text), rivals[0].span.of(analysis.text)
            yield rule.finding(claim.span, found=found, other=other)


def _is_claim(number: Quantity, plain: str) -> bool:
    before = plain[max(0, number.span.start - 12) : number.span.start]
    if _NAMED.search(before) or _MONTHS.match(plain, number.span.end):
        return False
    if not number.unit and (number.value in _YEARS or number.value < 2):
        return False
    return bool(number.unit or number.nouns) or _is_of_deaths(number, plain)


def _same_kind(claim: Quantity, fact: Quantity, plain: str) -> bool:
    if claim.unit or fact.unit:
        return claim.unit == fact.unit
    if fact.value < 2:
        return False
    if _is_of_deaths(claim, plain):
        return _is_of_deaths(fact, plain)
    return bool((set(claim.nouns) - _EMPTY) & set(fact.nouns))


def _is_of_deaths(number: Quantity, plain: str) -> bool:
    if set(number.nouns) & _DEATH:
        return True
    before = plain[max(0, number.span.start - 30) : number.span.start]
    return bool(
        re.search(
            r"\b(?:kill(?:s|ed|ing)?|claim(?:s|ed)?|death toll (?:\w+ ){1,3})(?: at least| some| about| up to)? $",
            before,
        )
    )


def _is_borne_out(claim: Quantity, facts: Sequence[Quantity]) -> bool:
    """Tell whether some number of the body, or several in a row, come near enough to what the headline says."""
    if any(_agrees(claim, fact.value) or _roughly_agrees(claim, fact) for fact in facts):
        return True
    if claim.unit == "%":
        return False
    values = [fact.value for fact in facts if fact.unit == claim.unit and fact.is_plain]
    rows = (values[at : at + length] for at in range(len(values)) for length in range(2, _LONGEST_SUM + 1))
    return any(_agrees(claim, sum(row)) or abs(row[0] - row[-1]) == claim.value for row in rows)


def _agrees(claim: Quantity, value: float) -> bool:
    """Tell whether the value rounds to the claim."""
    return value > 0 and abs(value - claim.value) < max(claim.step, 1e-9)


def _roughly_agrees(claim: Quantity, fact: Quantity) -> bool:
    """Tell whether one of the two is said to be rough, and the other lies about there."""
    if claim.unit != fact.unit or not (claim.approximate or fact.approximate):
        return False
    apart = abs(fact.value - claim.value)
    return apart < max(claim.step, fact.step) and apart <= _APPROXIMATE * fact.value


def _scores(analysis: Analysis, headline: Block, body: Sequence[Block]) -> Iterator[Finding]:
    """Yield the score in the headline that is not the one the body gives for the victory, defeat or draw."""
    plain = analysis.plain
    claims = list(_SCORE.finditer(plain, headline.span.start, headline.span.end))
    if len(claims) != 1:
        return
    claim = sorted(claims[0].group("one", "two"))
    told = [match for block in body for match in _SCORE.finditer(plain, block.span.start, block.span.end)]
    results = [match for block in body for match in _RESULT.finditer(plain, block.span.start, block.span.end)]
    if any(_NOT_FULL_TIME.search(plain, block.span.start, block.span.end) for block in (headline, *body)):
        return
    if results and claim not in [sorted(match.group("one", "two")) for match in told]:
        other = f"{results[0]['one']}-{results[0]['two']}"
        rule = analysis.rules["consistency/headline-number"]
        yield rule.finding(Span(*claims[0].span()), found=claims[0].group(), other=other)


def _parties(analysis: Analysis, headline: Block, body: Sequence[Block]) -> Iterator[Finding]:
    """Yield a country of the headline that the body has in no form, where the lead has another in its place."""
    claimed = list(countries(analysis.plain, headline.span))
    if not claimed:
        return
    told = [country for block in body for country, _ in countries(analysis.plain, block.span)]
    lead = dict(countries(analysis.plain, body[0].span))
    known = {country for country, _ in claimed}
    rivals = [country for country in lead if country not in known and told.count(country) > 1]
    for country, span in claimed:
        if country not in told and rivals:
            rule = analysis.rules["consistency/headline-party"]
            yield rule.finding(span, found=span.of(analysis.text), other=lead[rivals[0]].of(analysis.text))
            return


def _nouns(analysis: Analysis, headline: Block, body: Sequence[Block]) -> Iterator[Finding]:
    """Yield a term of the headline where the body only ever uses a near-synonym that means something else."""
    plain = analysis.plain
    story = Span(body[0].span.start, body[-1].span.end)
    for claimed, same, other in _NEAR_SYNONYMS:
        match = claimed.search(plain, headline.span.start, headline.span.end)
        rival = other.search(plain, story.start, story.end) if match else None
        if match and rival and not same.search(plain, story.start, story.end):
            span = Span(*rival.span())
            rule = analysis.rules["consistency/headline-noun"]
            yield rule.finding(span, found=span.of(analysis.text), other=match.group())
