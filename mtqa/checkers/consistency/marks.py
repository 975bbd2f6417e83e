"""Quotation marks and brackets that lack their other half."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.analysis import Analysis
from mtqa.document import Block, Role
from mtqa.finding import Finding
from mtqa.span import Span

_PROSE = frozenset({Role.HEADLINE, Role.BODY, Role.LIST, Role.CAPTION})
_RUNNING = frozenset({Role.BODY, Role.LIST, Role.QUOTE})
#: How many paragraphs on a quotation may go on with a mark, or close without one, in house styles that carry on so.
_REACH = 2
_FAR_REACH = 4

_OPENING = "\u201c\u201e\u00ab"
_CLOSING = "\u201d\u00bb"
_MARKS = re.compile(rf'[{_OPENING}{_CLOSING}"\u201f\u2033]')
_BEGINS = re.compile(rf'[\s>*_\u2018\u2019\'(\[-]*[{_OPENING}{_CLOSING}"\u201f]')
_WORD_BEFORE = re.compile(r"\S{1,40}$")
_WORD_AFTER = re.compile(r"\S{1,40}")
_NO_LETTER = re.compile(r"[\s([{'\u2018\u2019/\u2013\u2014*_>-]")
_SAYS = r"(?:said|says|told|added|asked|explained|noted|continued|wrote|argued|warned|insisted)\b"
#: Where an attribution begins that no quotation mark parts from what was said.
_ATTRIBUTION = re.compile(
    rf"(?<![^\s\"\u201c])[^\s,\"\u201d]{{1,40}},"
    rf"(?= (?:(?:he|she|they|it) {_SAYS}|(?:(?:Mr|Mrs|Ms|Dr) )?[A-Z][\w-]+(?: [A-Z][\w-]+)? {_SAYS}"
    rf"|{_SAYS} (?:(?:he|she|they)\b|[A-Z])))"
)
#: The longest attribution between two quotations.
_ATTRIBUTED = 150
_BRACKETS = re.compile(r"[()\[\]]")
_PARTNER = {")": "(", "]": "["}
_LIST_MARK = re.compile(r"(?:^|[\s,;:.(])(?:[A-Za-z]|\d{1,2}|[ivxIVX]{1,4}|[a-zA-Z]\d|\d[a-zA-Z])$")
_FACE = re.compile(r"(?:^|\s)[:;=8xX][-'o^]?$|(?:^|\s)[:;=][-'o^]?[()\[\]]*$")
_FACE_AFTER = re.compile(r"[-'o^]?[:;=8](?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Balance:
    """What a paragraph leaves undone: a mark that it never closes, a mark that nothing opened."""

    block: Block
    unclosed: int | None
    unopened: int | None
    begins: bool
    is_attributed: bool


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield quotation marks, then brackets, that stand alone."""
    yield from _quotes(analysis)
    yield from _brackets(analysis)


def _quotes(analysis: Analysis) -> Iterator[Finding]:
    rule = analysis.rules["consistency/unbalanced-quotes"]
    balances = [_balance(analysis.text, block) for block in analysis.document.blocks if block.role in _RUNNING | _PROSE]
    is_excerpt = len(balances) == 1
    for number, balance in enumerate(balances):
        if balance.block.role not in _PROSE:
            continue
        nearby = balances[max(0, number - _FAR_REACH) : number]
        following = balances[number + 1 : number + 1 + _FAR_REACH]
        if balance.unclosed is not None and (balance.is_attributed or not (is_excerpt or _goes_on(balance, following))):
            span, better = _unclosed(analysis.text, balance.block, balance.unclosed)
            yield rule.finding(span, suggestions=(better,), found=span.of(analysis.text), problem="never closed")
        elif balance.unopened is not None and not any(before.unclosed is not None for before in nearby):
            span = _with_word_before(analysis.text, balance.block, balance.unopened)
            yield rule.finding(span, found=span.of(analysis.text), problem="closed, but never opened")


def _balance(text: str, block: Block) -> _Balance:
    opened: int | None = None
    unopened: int | None = None
    nested = 0
    is_attributed = False
    for match in _MARKS.finditer(text, block.span.start, block.span.end):
        at = match.start()
        if _is_measure(text, at, block, is_open=opened is not None):
            continue
        if _opens(text, at, block, is_open=opened is not None):
            is_attributed = opened is not None and _is_attributed(text, opened, at)
            if is_attributed:
                break
            # A quotation goes on in a paragraph that the file has run into this one, or holds another quotation.
            nested += opened is not None
            opened = at if opened is None else opened
        elif opened is not None:
            opened = None
        elif nested:
            nested -= 1
        elif unopened is None:
            unopened = at
    begins = bool(_BEGINS.match(text, block.span.start, block.span.end))
    return _Balance(block=block, unclosed=opened, unopened=unopened, begins=begins, is_attributed=is_attributed)


def _is_measure(text: str, at: int, block: Block, *, is_open: bool) -> bool:
    """Tell whether the mark means inches: 5'10", 19" wheels."""
    if text[at] not in '"\u201d\u2033' or at == block.span.start or not text[at - 1].isdigit():
        return False
    return text[at] == "\u2033" or not is_open


def _opens(text: str, at: int, block: Block, *, is_open: bool) -> bool:
    mark = text[at]
    before = text[at - 1] if at > block.span.start else " "
    after = text[at + 1] if at + 1 < block.span.end else " "
    if (
        at + 1 == block.span.end and at > block.span.start
    ):  # nothing is left to be quoted, whichever way the mark is turned
        return False
    if mark in "\u00ab\u00bb":  # French «so» and German »so«
        return not is_open
    if mark == "\u201e":
        return True
    if mark == "\u201c":  # closes in German
        return not (is_open and not _NO_LETTER.match(before) and not after.isalnum())
    if mark == "\u201d":  # opens in Swedish
        return bool(not is_open and _NO_LETTER.match(before) and after.isalnum())
    if before.isspace() and after.isspace():
        return not is_open
    if before.isspace():
        return True
    return not is_open and not after.isspace() and bool(_NO_LETTER.match(before))


def _is_attributed(text: str, opened: int, at: int) -> bool:
    """Tell whether an attribution stands before the mark at *at*, so that what was opened ended before it."""
    said = _ATTRIBUTION.search(text, max(opened + 2, at - _ATTRIBUTED), at)
    return said is not None and text[opened:at].rstrip()[-1:] in ".," and "." not in text[said.end() : at].rstrip()[:-1]


def _goes_on(balance: _Balance, following: list[_Balance]) -> bool:
    """Tell whether one of the next paragraphs begins with a mark, or closes the quotation."""
    if balance.block.role not in _RUNNING:
        return False
    return any(after.begins for after in following[:_REACH]) or any(after.unopened is not None for after in following)


def _unclosed(text: str, block: Block, mark: int) -> tuple[Span, str]:
    """Return the words at the place where the quotation should have been closed, and the same words with the mark."""
    closing = {"\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "\u00bb": "\u00ab"}.get(text[mark], '"')
    said = _ATTRIBUTION.search(text, mark + 1, block.span.end)
    if said and said.start() > mark + 1:
        return Span(*said.span()), said.group() + closing
    word = _WORD_BEFORE.search(text, max(mark, block.span.end - 41), block.span.end)
    span = Span(*word.span()) if word else Span(mark, mark + 1)
    return span, span.of(text) + closing


def _with_word_before(text: str, block: Block, mark: int) -> Span:
    word = _WORD_BEFORE.search(text, max(block.span.start, mark - 41), mark)
    return Span(word.start() if word else mark, mark + 1)


def _brackets(analysis: Analysis) -> Iterator[Finding]:
    rule = analysis.rules["consistency/unbalanced-brackets"]
    plain = analysis.plain
    blocks = [block for block in analysis.document.blocks if block.role in _PROSE]
    loose = [_loose_brackets(plain, block) for block in blocks]
    for number, block in enumerate(blocks):
        across = {
            plain[at]
            for beside in loose[max(0, number - 1) : number + 2]
            if beside is not loose[number]
            for at in beside
        }
        for at in loose[number]:
            is_opening = plain[at] in "(["
            other = {"(": ")", "[": "]"}.get(plain[at]) or _PARTNER[plain[at]]
            if other not in across:
                span = _bracketed(plain, block, at, is_opening=is_opening)
                problem = "never closed" if is_opening else "closed, but never opened"
                yield rule.finding(span, found=span.of(analysis.text), problem=problem)


def _loose_brackets(plain: str, block: Block) -> list[int]:
    """Return the first opening and the first closing bracket of a paragraph that have no partner."""
    opened: list[int] = []
    closed: list[int] = []
    for match in _BRACKETS.finditer(plain, block.span.start, block.span.end):
        at = match.start()
        mark = match.group()
        if _is_face(plain, block, at):
            continue
        if mark in "([":
            opened.append(at)
        elif opened and plain[opened[-1]] == _PARTNER[mark]:
            opened.pop()
        elif not (mark == ")" and _LIST_MARK.search(plain, max(block.span.start, at - 6), at)):
            closed.append(at)
    return [*opened[:1], *closed[:1]]


def _is_face(plain: str, block: Block, at: int) -> bool:
    before = plain[max(block.span.start, at - 6) : at]
    if _FACE.search(before):
        return True
    return before[-1:].isspace() and bool(_FACE_AFTER.match(plain, at + 1, min(at + 5, block.span.end)))


def _bracketed(plain: str, block: Block, at: int, *, is_opening: bool) -> Span:
    if is_opening:
        word = _WORD_AFTER.match(plain, at, block.span.end)
        return Span(at, word.end() if word else at + 1)
    return _with_word_before(plain, block, at)
