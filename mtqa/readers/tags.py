"""Markup to tags and the text between them, each where it stands; whatever is written, it is read in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

#: A value may hold any character; quotes count only behind an equals sign. Nothing here is tried twice.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)*+)(?:>|\Z)"
)
#: Any other bracket is text.
_BEGUN = re.compile(r"<(?=[A-Za-z/!?])")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<[!?/][^>]*(?:>|\Z)")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
#: In HTML these hold no tags.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


class Kind(Enum):
    """What a token is."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or text; the name of a tag is in lower case and without its prefix."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    rest: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """What the tag says, by name in lower case."""
        return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(self.rest)}

    @property
    def is_empty(self) -> bool:
        """Tell whether the tag closes itself, as XML has it."""
        return self.rest.endswith("/")


def tokens(text: str, start: int, end: int, *, xml: bool) -> Iterator[Token]:
    """Yield the tokens of a part of *text*; comments and declarations are none."""
    at = start
    words = start  # where the text since the last tag began
    while begun := _BEGUN.search(text, at, end):
        at = begun.start()
        match = _markup(text, at, end, xml=xml)
        if match is None:
            at += 1
            continue
        if words < at:
            yield Token(Kind.TEXT, words, at)
        at = words = match.end()
        if match.re is _CDATA:
            yield Token(Kind.RAW, *match.span(1))
        elif match.re is _TAG:
            name = match["name"].rpartition(":")[2].lower()
            yield Token(Kind.CLOSE if match["close"] else Kind.OPEN, *match.span(), name, match["rest"])
            if not xml and not match["close"] and name in _RAW:
                closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at, end)
                inner = at
                at = words = closing.start() if closing else end
                if inner < at:
                    yield Token(Kind.TEXT, inner, at)
    if words < end:
        yield Token(Kind.TEXT, words, end)


def _markup(text: str, at: int, end: int, *, xml: bool) -> re.Match[str] | None:
    following = text[at + 1 : at + 2]
    if following == "!":
        if xml and text.startswith("<![CDATA[", at):
            return _CDATA.match(text, at, end)
        return _COMMENT.match(text, at, end) or _DECLARATION.match(text, at, end)
    if following == "?":
        return _DECLARATION.match(text, at, end)
    return _TAG.match(text, at, end) or (_DECLARATION.match(text, at, end) if following == "/" else None)
