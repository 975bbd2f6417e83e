"""The words of a sentence, whole characters only."""

import re
import unicodedata

from mtqa.span import Span

_WORD = re.compile(r"[^\W_]+(?:[-'.,][^\W_]+)*%?")
#: What is written onto or into the character before it: marks, and the joiners of scripts and emoji.
_MARKS = frozenset({"Mn", "Mc", "Me"})
_JOINERS = frozenset("\u200c\u200d")


def words(text: str) -> list[Span]:
    """Return the words in order: letters and digits, held together by one mark between them ("U.S", "north-east", "1,000%").

    A combining mark belongs to the letter before it, so that no word begins or ends inside a character.
    """
    found = [Span(*match.span()) for match in _WORD.finditer(text)]
    return found if text.isascii() else _whole(text, found)


def _whole(text: str, found: list[Span]) -> list[Span]:
    """Stretch words over the marks behind them, and join those that only a mark kept apart."""
    whole: list[Span] = []
    for word in found:
        end = word.end
        while end < len(text) and _attaches(text[end]):
            end += 1
        if whole and whole[-1].end == word.start:
            whole[-1] = Span(whole[-1].start, end)
        else:
            whole.append(Span(word.start, end))
    return whole


def _attaches(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) in _MARKS
