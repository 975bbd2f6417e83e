"""Words that flow through inline markup, white space run together as a browser does."""

import html
import re

from mtqa.readers.traced import Traced, Weaver

#: Words with single spaces between them are one piece; so is a run of white space, and a reference to a character.
_PIECE = re.compile(
    r"(?P<white>[ \t\n\r\f]+)|(?P<words>[^& \t\n\r\f]+(?: [^& \t\n\r\f]+)*)"
    r"|(?P<entity>&(?:#[xX][0-9A-Fa-f]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});?)|&"
)
_WHITE = " \t\n\r\f"


class Flow:
    """Takes the text between tags and makes paragraphs of it."""

    def __init__(self) -> None:
        self._weaver = Weaver()
        self._space: tuple[Traced, int, int] | None = None
        self._break: tuple[Traced, int, int] | None = None

    def text(self, source: Traced, start: int, end: int, *, raw: bool = False) -> None:
        """Add what stands in *source* from *start* to *end*; in *raw* text an ampersand is one."""
        for match in _PIECE.finditer(source.text, start, end):
            if match["white"] is not None:
                self._space = self._space or (source, *match.span())
            elif match["entity"] is not None and not raw:
                meant = _meant(match[0])
                if meant in _WHITE:
                    self._space = self._space or (source, *match.span())
                elif meant == match[0]:
                    self._take(source, *match.span())
                else:
                    self._begin()
                    self._weaver.put(meant, source, *match.span())
            else:
                self._take(source, *match.span())

    def line_end(self, source: Traced, start: int, end: int) -> Traced | None:
        """Break the line at a tag; a second break after the first ends the paragraph, which is returned."""
        if self._break is not None:
            return self.paragraph()
        self._break = (source, start, end)
        self._space = None
        return None

    def paragraph(self) -> Traced | None:
        """Return the paragraph so far, if there is one, and begin another."""
        made = self._weaver.woven().stripped()
        self._weaver, self._space, self._break = Weaver(), None, None
        return made if made.text else None

    def _take(self, source: Traced, start: int, end: int) -> None:
        self._begin()
        self._weaver.take(source, start, end)

    def _begin(self) -> None:
        """Add the white space or line end that stands before the next word, if a word stands before it."""
        if self._weaver.length and self._break is not None:
            self._weaver.put("\n", *self._break)
        elif self._weaver.length and self._space is not None:
            self._weaver.put(" ", *self._space)
        self._space = self._break = None


def unescaped(source: Traced, start: int, end: int) -> Traced:
    """Return what *source* says from *start* to *end* once its references to characters are taken for what they mean."""
    weaver = Weaver()
    at = start
    for match in re.compile(r"&[#A-Za-z][A-Za-z0-9]{0,31};?").finditer(source.text, start, end):
        meant = _meant(match[0])
        if meant != match[0]:
            weaver.take(source, at, match.start())
            weaver.put(meant, source, *match.span())
            at = match.end()
    weaver.take(source, at, end)
    return weaver.woven()


def _meant(entity: str) -> str:
    """Return what a reference means; itself where it means nothing that a text can hold."""
    meant = html.unescape(entity)
    return meant if meant.strip("\0\ufffe\uffff") else entity
