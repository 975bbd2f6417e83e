"""People who speak before anybody has said who they are."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mtqa.analysis import Analysis
from mtqa.checkers.consistency.countries import is_country
from mtqa.checkers.consistency.names import Name
from mtqa.document import Role
from mtqa.finding import Finding
from mtqa.models.frequency import zipf
from mtqa.span import Span

_SAYS = r"(?:said|says|added|recalled|explained|argued|warned|joked|insisted|noted|told|continued|stressed|admitted)"
_SPOKE_BEFORE = re.compile(rf'[,.?!]["\']+ {_SAYS} $')
_SPEAKS_AFTER = re.compile(r'[,.?!]["\']+ $')
_SAYS_AFTER = re.compile(rf" {_SAYS}\b")
_APPOSITION = re.compile(r",? \(|, (?:\d|[a-z]+ )|,? (?:of|from) [A-Z]| [A-Z]")
_ROLE_BEFORE = re.compile(
    rf"(?!{_SAYS} |and |but |as |that |when |while |for |to |by |with |from )\b[a-z][a-z-]{{2,}}(?:,|) $"
)
_BACK = 24
#: On the Zipf scale; who is told of more often needs no introduction.
_HOUSEHOLD = 3.6
_SPORT = re.compile(
    r"\b(?:match|league|coach|striker|midfielder|goalkeeper|innings|wicket|cup|tournament|championship|rugby|football"
    r"|tennis|golf|cricket|olympic|season|squad|album|song|film|actor|actress)\b"
)
_SPORT_SHARE = 4
_LEAST_PARAGRAPHS = 2
_MAX_STRANGERS = 50
_PROSE = frozenset({Role.BODY, Role.LIST})


def check(analysis: Analysis, names: Sequence[Name]) -> Iterator[Finding]:
    """Yield speakers nobody has introduced, and surnames that come before the full name."""
    told = [name for name in names if name.role in _PROSE]
    is_excerpt = sum(block.role in _PROSE for block in analysis.document.blocks) < _LEAST_PARAGRAPHS
    if not told or is_excerpt or _is_sport(analysis):
        return
    known = _introductions(names, analysis.plain)
    announced = {word for name in names if name.role is Role.HEADLINE for word in name.words}
    first: dict[str, Name] = {}
    for name in told:
        first.setdefault(name.words[-1], name)
    strangers = [name for name in first.values() if _is_bare(name, analysis.plain) and _speaks(name, analysis.plain)]
    persons = _persons(analysis, strangers)
    for name in strangers:
        introduced = [place for place in known[name.words[0]] if place != name.span]
        if name.span not in persons:
            continue
        found = name.span.of(analysis.text)
        if not introduced:
            yield analysis.rules["consistency/quoted-stranger"].finding(name.span, found=found)
        elif min(introduced) > name.span and name.words[0] not in announced:
            full = min(introduced).of(analysis.text)
            yield analysis.rules["consistency/surname-first"].finding(
                name.span, suggestions=(full,), found=found, better=full
            )


def _is_sport(analysis: Analysis) -> bool:
    """Tell whether the story is one of sport or show business, whose people are known by their surnames."""
    return sum(1 for _ in zip(range(_SPORT_SHARE), _SPORT.finditer(analysis.plain), strict=False)) >= _SPORT_SHARE


def _introductions(names: Sequence[Name], plain: str) -> Mapping[str, list[Span]]:
    """Return where each word stands in a name that says who is meant: with a given name, a title, a role."""
    known: dict[str, list[Span]] = defaultdict(list)
    for name in names:
        if len(name.words) > 1 or not _is_bare(name, plain):
            for word in name.words:
                known[word].append(name.span)
    return known


def _is_bare(name: Name, plain: str) -> bool:
    if len(name.words) > 1 or name.title:
        return False
    if _APPOSITION.match(plain, name.span.end):
        return False
    return not _ROLE_BEFORE.search(plain, max(0, name.span.start - _BACK), name.span.start)


def _speaks(name: Name, plain: str) -> bool:
    before = max(0, name.span.start - _BACK)
    if _SPOKE_BEFORE.search(plain, before, name.span.start):
        return True
    return bool(_SPEAKS_AFTER.search(plain, before, name.span.start) and _SAYS_AFTER.match(plain, name.span.end))


def _persons(analysis: Analysis, strangers: Sequence[Name]) -> set[Span]:
    """Return the spans of those that the parser takes for persons and that are no household names."""
    likely = {
        name.span.start: name.span
        for name in strangers[:_MAX_STRANGERS]
        if zipf(name.words[0]) < _HOUSEHOLD and not is_country(name.words[0])
    }
    sentences = analysis.sentences_touching(likely.values())
    return {
        likely[start]
        for sentence, parse in zip(sentences, analysis.parses(sentences), strict=True)
        for token in parse
        if token.entity == "PERSON" and (start := sentence.span.start + token.span.start) in likely
    }
