"""Numbers announced and not kept: lists of another length, parts that do not add up."""

import re
from collections.abc import Iterator, Sequence

from mtqa.analysis import Analysis
from mtqa.checkers.consistency.quantities import quantities
from mtqa.document import Block, Role
from mtqa.finding import Finding
from mtqa.rule import Rule
from mtqa.span import Span

_PROSE = frozenset({Role.BODY, Role.LIST})
_SMALL = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)}
_SPELLED = {number: word for word, number in _SMALL.items()}
_KIN = (
    r"(?:daughters|sons|children|brothers|sisters|siblings|grandchildren|people|men|women|boys|girls|suspects|defendants|victims"
    r"|candidates|friends|colleagues|officers|soldiers|students|players|journalists|ministers|lawmakers|hostages|passengers)"
)
_NAME = r"[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2}"
_AGED = r"(?:,? \(?\d{1,3}\)?)?"
_LIST = rf"(?P<list>{_NAME}{_AGED}(?:, {_NAME}{_AGED}){{0,8}},? and {_NAME}{_AGED})"
_COUNT = r"\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)"
#: "two daughters, Ruth, Alice and Joan, and …"; "three countries: France, Italy and Spain."
_ANNOUNCED = re.compile(
    rf"(?i:{_COUNT}) (?:(?:[a-z-]+ ){{0,2}}{_KIN},|(?:[a-z-]+ ){{0,2}}[a-z-]+s:) {_LIST}"
    r"(?=[.;]|, (?:and|who)\b| and (?:a|an|\w+ [a-z]+s)\b|$)"
)
_ITEM = re.compile(_NAME)
_ALL_OF = re.compile(
    r"\b(?P<first>two|three|four|five) [a-z][^.;\n]{0,80}, "
    r"all (?P<count>two|three|four|five|six) of (?:whom|which|them)\b"
)
_BOTH_OF = re.compile(r"\b(?P<first>three|four|five|six|seven) [a-z]+s,? (?P<count>both) of (?:whom|which)\b")
_COUNTED = r"\d[\d,]{0,14} [a-z]+(?: [a-z]+)?"
#: "38 eiders (21 females and 17 males)"
_BRACKETED = re.compile(rf"\((?P<parts>{_COUNTED}(?:, {_COUNTED}){{0,4}},? and {_COUNTED})\)")
_IN_ALL = re.compile(
    r"\b(?P<total>\d[\d,]{0,14}) [a-z]+(?: [a-z]+)? in (?:all|total)(?::| \u2013| -| \u2014|,) "
    rf"(?P<parts>{_COUNTED}(?:, {_COUNTED}){{0,4}},? and {_COUNTED})(?=[.;\u2013\u2014-]|$)"
)
_DIGITS = re.compile(r"\d[\d,]{0,14}")
_BEFORE_BRACKET = re.compile(r"(?<![\w.,$\u00a3\u20ac])(?P<total>\d[\d,]{0,14}) [a-z]+(?: [a-z]+)? $")
_NUMBER = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty)"
)
#: "Eleven of the dead were children and eight were adults"
_OF_THE_DEAD = re.compile(
    rf"\b(?P<parts>{_NUMBER} of the (?:dead|victims|injured|wounded|missing) were (?P<one>[a-z]+) "
    rf"and {_NUMBER} (?:were )?(?P<two>[a-z]+))\b",
    re.IGNORECASE,
)
_OPPOSITES = (
    {"children", "adults"},
    {"men", "women"},
    {"boys", "girls"},
    {"civilians", "soldiers"},
    {"male", "female"},
)
#: "The program included 48 features and 34 shorts."
_COMPRISED = re.compile(
    r"\b(?:included|comprise[sd]|consist(?:s|ed) of|made up of|comprising|consisting of|divided into|split into) "
    r"(?P<parts>\d{1,4} [a-z]+(?: [a-z]+)? and \d{1,4} [a-z]+(?: [a-z]+)?)(?=[.;]|$)"
)
_BACK = 40
_FAR_BACK = 250
_NEARLY = 0.1


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield numbers that do not fit the list, or the parts, they announce."""
    rule = analysis.rules["consistency/count"]
    blocks = [block for block in analysis.document.blocks if block.role in _PROSE]
    for block in blocks:
        yield from _lists(rule, analysis, block)
        yield from _sums(rule, analysis, block)
    yield from _parts(rule, analysis, blocks)


def _lists(rule: Rule, analysis: Analysis, block: Block) -> Iterator[Finding]:
    for match in _ANNOUNCED.finditer(analysis.plain, block.span.start, block.span.end):
        named = len(_ITEM.findall(match["list"]))
        if named != _number(match["count"]) and named in _SPELLED:
            span = Span(*match.span("count"))
            yield rule.finding(
                span,
                suggestions=(_like(match["count"], named),),
                found=match["count"],
                reason=f"{_SPELLED[named]} are named",
            )
    for pattern in (_ALL_OF, _BOTH_OF):
        for match in pattern.finditer(analysis.plain, block.span.start, block.span.end):
            first, later = match["first"], match["count"]
            if first.lower() != later.lower():
                reason = f"the story has just said “{first}”"
                yield rule.finding(Span(*match.span("count")), found=later, reason=reason)


def _sums(rule: Rule, analysis: Analysis, block: Block) -> Iterator[Finding]:
    for match in _BRACKETED.finditer(analysis.plain, block.span.start, block.span.end):
        before = _BEFORE_BRACKET.search(analysis.plain, max(block.span.start, match.start() - _BACK), match.start())
        if before:
            yield from _sum(rule, _whole(before["total"]), Span(*before.span("total")), match["parts"])
    for match in _IN_ALL.finditer(analysis.plain, block.span.start, block.span.end):
        yield from _sum(rule, _whole(match["total"]), Span(*match.span("total")), match["parts"])


def _sum(rule: Rule, total: int, span: Span, parts: str) -> Iterator[Finding]:
    made = sum(_whole(part) for part in _DIGITS.findall(parts))
    if made != total:
        yield rule.finding(span, found=f"{total:,}", reason=f"{parts} make {made:,}")


def _parts(rule: Rule, analysis: Analysis, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Yield parts that should make a whole, where no number of the story is their sum."""
    plain = analysis.plain
    found = [
        match
        for pattern, is_whole in ((_OF_THE_DEAD, _are_opposites), (_COMPRISED, _is_nearly_told))
        for block in blocks
        for match in pattern.finditer(plain, block.span.start, block.span.end)
        if is_whole(plain, match, block)
    ]
    everywhere = {
        number.value
        for block in (analysis.document.blocks if found else ())
        for number in quantities(plain, block.span)
    }
    for match in found:
        span = Span(*match.span("parts"))
        made = _made(plain, span)
        if made and made not in everywhere:
            yield rule.finding(
                span,
                confidence=0.6,
                found=span.of(analysis.text),
                reason=f"together {made:.0f}, a number the story does not have",
            )


def _made(plain: str, span: Span) -> float:
    """Return the sum of the two numbers, or 0 where there are more or fewer."""
    numbers = [number.value for number in quantities(plain, span)]
    return sum(numbers) if len(numbers) == 2 else 0.0


def _are_opposites(_plain: str, match: re.Match[str], _block: Block) -> bool:
    return {match["one"].lower(), match["two"].lower()} in _OPPOSITES


def _is_nearly_told(plain: str, match: re.Match[str], block: Block) -> bool:
    """Tell whether a number shortly before is nearly, but not quite, the sum."""
    made = _made(plain, Span(*match.span("parts")))
    before = Span(max(block.span.start, match.start() - _FAR_BACK), match.start())
    totals = [number for number in quantities(plain, before) if number.is_plain and not number.unit and number.nouns]
    return any(number.value > made / 2 and 0 < abs(number.value - made) <= _NEARLY * made for number in totals)


def _number(word: str) -> int:
    return _SMALL[word.lower()] if word.lower() in _SMALL else int(word)


def _like(word: str, number: int) -> str:
    if word.isdigit():
        return str(number)
    return _SPELLED[number].capitalize() if word[0].isupper() else _SPELLED[number]


def _whole(digits: str) -> int:
    return int(digits.replace(",", "")[:18])
