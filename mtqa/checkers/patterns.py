"""What the rule packs declare, found."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from mtqa.analysis import Analysis, Word
from mtqa.finding import Finding
from mtqa.models.parser import Parse, Token
from mtqa.regex import Regex
from mtqa.rule import (
    Checker,
    Consistency,
    Existence,
    Repetition,
    Rule,
    Scope,
    Sequence,
    Substitution,
    TokenCondition,
)
from mtqa.span import Span, first_overlap

_SHORT = 50_000


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what each rule of each pack finds where it looks."""
    # In a long text nearly every pattern has a chance, and each look for its words costs as much as matching it.
    folded = analysis.plain.casefold() if len(analysis.plain) <= _SHORT else None
    for rule in analysis.rules.values():
        if not isinstance(rule.looks, Checker) and (folded is None or _may_find(rule, folded)):
            for finding in _FIND[type(rule.looks)](rule, analysis):
                if _in_scope(rule, finding.span, analysis):
                    yield finding


def _may_find(rule: Rule, folded: str) -> bool:
    return rule.searched is None or rule.searched.may_match(folded)


def _in_scope(rule: Rule, span: Span, analysis: Analysis) -> bool:
    block = analysis.block_of(span)
    if block is None or Scope(block.role) not in rule.scope:
        return False
    return Scope.QUOTE in rule.scope or not analysis.is_quoted(span)


def _existence(rule: Rule, analysis: Analysis) -> Iterator[Finding]:
    looks = rule.looks
    assert isinstance(looks, Existence)
    marks = sorted(looks.pattern.groups.values())
    for match in _matches(looks.pattern, looks.unless, analysis.plain):
        span = next((Span(*match.span(mark)) for mark in marks if match.start(mark) >= 0), Span(*match.span()))
        found = span.of(analysis.text)
        if len(span):
            yield rule.finding(span, suggestions=tuple(like(found, words) for words in looks.suggest), found=found)


def _substitution(rule: Rule, analysis: Analysis) -> Iterator[Finding]:
    looks = rule.looks
    assert isinstance(looks, Substitution)
    for match in _matches(looks.pattern, looks.unless, analysis.plain):
        for pattern, replacements in looks.swap:
            whole = pattern.fullmatch(match.group())
            if whole:
                mark = pattern.groups.get("mark", 0)
                span = Span(*whole.span(mark)).shifted(match.start())
                found = span.of(analysis.text)
                better = tuple(like(found, _expanded(words, whole)) for words in replacements)
                yield rule.finding(span, suggestions=better, found=found, better="” or “".join(better))
                break


def _sequence(rule: Rule, analysis: Analysis) -> Iterator[Finding]:
    looks = rule.looks
    assert isinstance(looks, Sequence)
    places = [Span(*match.span()) for match in looks.prefilter.finditer(analysis.plain)]
    worth_parsing = analysis.sentences_touching(places)
    for sentence, parse in zip(worth_parsing, analysis.parses(worth_parsing), strict=True):
        exceptions = _spans(looks.unless, sentence.span.of(analysis.plain))
        ways = _ways(looks.tokens, parse)
        at = 0
        while at < len(parse):
            taken = _take(ways, at, len(looks.tokens))
            if not taken:
                at += 1
                continue
            marked = [index for place, index in taken if looks.mark[0] <= place <= looks.mark[1]]
            span = Span(parse[marked[0]].span.start, parse[marked[-1]].span.end) if marked else None
            if span and first_overlap(exceptions, span) is None:
                found_at = span.shifted(sentence.span.start)
                found = found_at.of(analysis.text)
                yield rule.finding(
                    found_at, suggestions=tuple(like(found, words) for words in looks.suggest), found=found
                )
            at = taken[-1][1] + 1


#: For a condition and a token: whether the rest of the sequence can follow, and whether this token is taken for it.
_Ways = Mapping[tuple[int, int], tuple[bool, bool]]


def _ways(conditions: tuple[TokenCondition, ...], parse: Parse) -> _Ways:
    """Work out, from the last condition back, where the sequence can go on; an optional condition is met if it can be.

    Every pair is looked at once, so that no number of optional conditions takes more than their number times the length
    of the sentence.
    """
    ways: dict[tuple[int, int], tuple[bool, bool]] = {
        (len(conditions), at): (True, False) for at in range(len(parse) + 1)
    }
    for place in reversed(range(len(conditions))):
        for at in reversed(range(len(parse) + 1)):
            taken = at < len(parse) and ways[place + 1, at + 1][0] and _holds(conditions[place], parse[at])
            ways[place, at] = taken or (conditions[place].optional and ways[place + 1, at][0]), taken
    return ways


def _take(ways: _Ways, start: int, places: int) -> list[tuple[int, int]]:
    """Return the (condition, token) pairs of the sequence that begins at a token, none where it does not."""
    pairs: list[tuple[int, int]] = []
    at = start
    for place in range(places):
        possible, taken = ways[place, at]
        if not possible:
            return []
        if taken:
            pairs.append((place, at))
            at += 1
    return pairs


def _holds(condition: TokenCondition, token: Token) -> bool:
    asked = (
        condition.word is None or bool(condition.word.fullmatch(token.text)),
        condition.lemma is None or token.lemma.lower() in condition.lemma,
        condition.pos is None or token.pos in condition.pos,
        condition.tag is None or token.tag in condition.tag,
        condition.entity is None or (token.entity or "none") in condition.entity,
    )
    return all(asked) is not condition.negated


def _repetition(rule: Rule, analysis: Analysis) -> Iterator[Finding]:
    looks = rule.looks
    assert isinstance(looks, Repetition)
    words = analysis.words
    at = 0
    while at < len(words):
        length = _repeated(words, at, looks.longest, analysis.plain)
        if length:
            once = Span(words[at].start, words[at + length - 1].end)
            span = Span(once.start, words[at + 2 * length - 1].end)
            if not (looks.ignore and looks.ignore.fullmatch(span.of(analysis.plain))):
                better = once.of(analysis.text)
                yield rule.finding(span, suggestions=(better,), found=span.of(analysis.text), better=better)
        at += 2 * length if length else 1


def _repeated(words: tuple[Word, ...], at: int, longest: int, plain: str) -> int:
    """Return how many words from *at* on are said once more right away, 0 for none."""
    first = words[at].lower
    for length in range(1, min(longest, (len(words) - at) // 2) + 1):
        if words[at + length].lower != first:
            continue
        pair = words[at : at + 2 * length]
        again = all(one.lower == two.lower for one, two in zip(pair[:length], pair[length:], strict=True))
        if again and all(_adjoin(plain[one.end : two.start]) for one, two in pairwise(pair)):
            return length
    return 0


def _adjoin(between: str) -> bool:
    return between.isspace() and "\n" not in between


def _consistency(rule: Rule, analysis: Analysis) -> Iterator[Finding]:
    looks = rule.looks
    assert isinstance(looks, Consistency)
    for variants in looks.either:
        places = {variant.words: _spans(variant.pattern, analysis.plain) for variant in variants}
        used = Counter({words: len(spans) for words, spans in places.items() if spans})
        if len(used) < 2:
            continue
        usual = min(used, key=lambda words: (-used[words], places[words][0].start))
        for words, spans in places.items():
            for span in spans if words != usual else []:
                found = span.of(analysis.text)
                better = like(found, places[usual][0].of(analysis.text))
                yield rule.finding(span, suggestions=(better,), found=found, better=better)


def _matches(pattern: Regex, unless: Regex | None, plain: str) -> Iterator[Any]:
    exceptions: list[Span] | None = None
    for match in pattern.finditer(plain):
        if exceptions is None:
            exceptions = _spans(unless, plain)
        span = Span(*match.span())
        if len(span) and first_overlap(exceptions, span) is None:
            yield match


def _spans(pattern: Regex | None, plain: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(plain)] if pattern else []


def _expanded(words: str, match: Any) -> str:
    return re.sub(r"\\(\d)", lambda group: match.group(int(group[1])) or "", words)


def like(found: str, words: str) -> str:
    """Return *words* in the case of *found*: all capitals, a first capital, or as they are."""
    if len(found) > 1 and found.isupper():
        return words.upper()
    return words[:1].upper() + words[1:] if found[:1].isupper() and words[:1].islower() else words


_FIND: Mapping[type, Callable[[Rule, Analysis], Iterator[Finding]]] = {
    Existence: _existence,
    Substitution: _substitution,
    Sequence: _sequence,
    Repetition: _repetition,
    Consistency: _consistency,
}
