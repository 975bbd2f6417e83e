"""Where a story names an institution: runs of capitalised words, cut at titles, countries and abbreviations in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mtqa.analysis import Analysis
from mtqa.document import Block, Role
from mtqa.gazetteer import Gazetteer
from mtqa.gazetteer.wording import Words, codes, is_small
from mtqa.span import Span

_PROSE = frozenset({Role.BODY, Role.LIST, Role.CAPTION, Role.QUOTE, Role.HEADLINE, Role.DATELINE})
_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-Z\u00c0-\u00de](?:[\w\u00c0-\u024f&]|['-](?=\w))*)"
_LINK = r"(?:of the|for the|of|for|de la|de|du|des|del|la|al|von|&|without|against)"
_WEAK = r"(?:and the|and|on the|on|in the|in|to the|to|with|under)"
_RUN = re.compile(rf"{_CAPITAL}(?:(?:[ ]|'s[ ]|'[ ])(?:(?:{_LINK}|{_WEAK})[ ])?{_CAPITAL})*")
_BRACKETED = re.compile(r" \((?:the )?(?P<short>[A-Z][A-Za-z0-9&.-]{1,11})\)")
_WORD = re.compile(r"[^\W_](?:[\w.&]|['-](?=\w))*")
#: What stands before or behind the name of a person or an office, and is no part of an institution's name.
_TITLES = frozenset(
    """president vice-president minister secretary spokesman spokeswoman spokesperson chairman chairwoman chairperson chair
    commissioner ambassador governor mayor senator director director-general secretary-general chief head leader general
    gen lt col maj capt sgt judge mr mrs ms dr prof professor rev sir lord lady king queen prince princess pope bishop
    archbishop cardinal chancellor premier deputy former acting interim executive officer official officials reporter
    correspondent analyst editor founder coach captain manager striker member members representative envoy prosecutor
    attorney sheriff sen rep gov inspector superintendent sergeant""".split()
)
#: Words that join names as often as parts of one.
_JOINTS = frozenset("and on in to with under".split())
#: Countries that are put before a name as adjectives do.
_LED = frozenset(
    "u.s us uk u.k chinese british russian german french japanese israeli iranian indian european american".split()
)
_DAYS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December"
)
_FEWEST_TITLE_WORDS = 4
#: Titles that are as often a part of a name.
_HELD = frozenset("general executive representative representatives members prince".split())
#: Possessives that are part of a name: People's Bank, Workers' Party.
_FIXED = frozenset(
    "people's women's men's workers' children's world's king's queen's journalists' teachers' farmers'".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of capitalised words that may be an institution's name."""

    span: Span
    tokens: Words
    #: The joint in it, such as “and”, if it has one: it may be two names.
    joint: str = ""
    #: The abbreviation in brackets behind it.
    short: str = ""
    quoted: bool = False


def readings(analysis: Analysis, gazetteer: Gazetteer) -> Iterator[list[Piece]]:
    """Yield, for each run of capitals between titles, the ways of reading it as names, the longest first."""
    starts = {sentence.span.start for sentence in analysis.sentences}
    plain = analysis.plain
    for block in analysis.document.blocks:
        if block.role not in _PROSE or is_title_case(block, plain):
            continue
        for run in _RUN.finditer(plain, block.span.start, block.span.end):
            for part in _between_titles(plain, run.span()):
                ways = [part, *_at_joints(plain, part), *_tails(plain, part)]
                if part and (part[0][0] in starts or plain[part[0][0] - 1] in "\"'(") and len(part) > 2:
                    first = gazetteer.tokens(plain[slice(*part[0])])
                    ways += [] if first and codes(first[0]) else [part[1:]]
                made = [
                    _piece(analysis, gazetteer, block, trimmed) for way in ways if (trimmed := _trimmed(plain, way))
                ]
                if made:
                    yield made


def _piece(analysis: Analysis, gazetteer: Gazetteer, block: Block, words: "_Places") -> Piece:
    plain = analysis.plain
    span = Span(words[0][0], words[-1][1])
    bracket = _BRACKETED.match(plain, span.end)
    return Piece(
        span=span,
        tokens=gazetteer.tokens(span.of(plain)),
        joint=next((text for place in words if (text := plain[slice(*place)]) in _JOINTS), ""),
        short=bracket["short"] if bracket else "",
        quoted=block.role is Role.QUOTE or analysis.is_quoted(span),
    )


def is_title_case(block: Block, plain: str) -> bool:
    """Tell whether nearly every word of a block has a capital, so that capitals say nothing of names."""
    words = [word for word in _WORD.findall(block.span.of(plain)) if len(word) > 3 and word[0].isalpha()]
    return len(words) >= _FEWEST_TITLE_WORDS and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


_Places = list[tuple[int, int]]


def _between_titles(plain: str, run: tuple[int, int]) -> Iterator[_Places]:
    """Yield the words of a run between titles and possessives."""
    words = [match.span() for match in _WORD.finditer(plain, *run)]
    part: _Places = []
    for at, (first, last) in enumerate(words):
        text = plain[first:last]
        if text.lower().rstrip(".") in _TITLES and not _is_held(plain, words, at):
            yield part
            part = []
            continue
        if text.lower().endswith("'s") and text.lower() not in _FIXED:
            yield [*part, (first, last - 2)]
            part = []
            continue
        part.append((first, last))
        if plain.startswith("' ", last) and text.lower() + "'" not in _FIXED:
            yield part
            part = []
    yield part


def _is_held(plain: str, words: _Places, at: int) -> bool:
    """Tell whether a title belongs to the name around it: Office of the President, General Assembly, Secretary of State."""
    before = plain[slice(*words[at - 1])].lower() if at else ""
    text = plain[slice(*words[at])].lower()
    after = plain[slice(*words[at + 1])].lower() if at + 1 < len(words) else ""
    if after in {"of", "for"}:
        return True
    if text in _HELD:
        return bool(after) and after not in _TITLES
    return is_small(before) and before != "and"


def _at_joints(plain: str, part: _Places) -> Iterator[_Places]:
    """Yield what stands between the joints of a part, if it has any."""
    joints = [at for at, place in enumerate(part) if _joins(plain, part, at)]
    if joints:
        borders = [-1, *joints, len(part)]
        for start, end in pairwise(borders):
            yield part[start + 1 : end]


def _joins(plain: str, part: _Places, at: int) -> bool:
    """Tell whether a word joins two names: “the World Bank and the Fed”, not “Food and Drug Administration”."""
    text = plain[slice(*part[at])]
    after = plain[slice(*part[at + 1])] if at + 1 < len(part) else ""
    return text in _JOINTS and (text != "and" or after == "the")


def _tails(plain: str, part: _Places) -> Iterator[_Places]:
    """Yield what follows an “of” or a word such as “Basel-based”: agents of the Federal Bureau, U.S. Federal Bureau."""
    for at, place in enumerate(part[:-2]):
        text = plain[slice(*place)]
        if (
            text.lower() == "of"
            or text.endswith(("-based", "-backed", "-led", "-run"))
            or text.lower().rstrip(".") in _LED
        ):
            yield part[at + 1 :]


def _trimmed(plain: str, part: _Places) -> _Places:
    """Return the words without small words and days at the ends."""
    while part and _is_edge(plain[slice(*part[0])]):
        part = part[1:]
    while part and _is_edge(plain[slice(*part[-1])]):
        part = part[:-1]
    return part


def _is_edge(text: str) -> bool:
    return is_small(text) or bool(_DAYS.fullmatch(text))
