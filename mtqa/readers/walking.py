"""Markup to paragraphs, with the element each stands in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mtqa.document import Role
from mtqa.errors import ReadError
from mtqa.readers.assembly import Paragraph, Within
from mtqa.readers.flow import Flow
from mtqa.readers.limits import MAX_PARAGRAPHS
from mtqa.readers.tags import Kind, Token, tokens
from mtqa.readers.traced import Traced
from mtqa.readers.vocabulary import Vocabulary
from mtqa.readers.xml import Element

#: More than any page of a newspaper has; a hostile one has millions.
MAX_TAGS = 200_000
MAX_DEPTH = 200
_MAX_MARKS = 20


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    name: str
    place: str
    within: Within | None = None
    skipped: bool = False
    role: Role | None = None
    children: Counter[str] = field(default_factory=Counter)


class Region(NamedTuple):
    """A part of a source, and the element it stands in."""

    start: int
    end: int
    inside: str = ""


def paragraphs(source: Traced, path: str, vocabulary: Vocabulary, region: Region | None = None) -> Iterator[Paragraph]:
    """Yield the paragraphs of a source, or of a region of it; raises ``ReadError``."""
    start, end, inside = region or Region(0, len(source.text))
    walk = _Walk(source, path, vocabulary, inside)
    count = 0
    for token in tokens(source.text, start, end, xml=vocabulary.xml):
        count += token.kind is not Kind.TEXT
        if count > MAX_TAGS:
            raise ReadError(path, f"more than {MAX_TAGS:,} tags; no story has so many")
        yield from walk.step(token)
    yield from walk.flushed()


def element(found: Element) -> Region:
    """Return the region of an element, its tags included."""
    return Region(found.start, found.end, found.place.rpartition("/")[0])


class _Walk:
    """A walk over the tokens of a file, in one pass."""

    def __init__(self, source: Traced, path: str, vocabulary: Vocabulary, inside: str) -> None:
        self._source = source
        self._path = path
        self._vocabulary = vocabulary
        self._flow = Flow()
        self._open = [_Open(name="", place=inside)]
        self._count: Counter[str] = Counter()
        self._made_so_far = 0

    def step(self, token: Token) -> Iterator[Paragraph]:
        """Take one token; yield the paragraphs that it ends."""
        if token.kind in (Kind.TEXT, Kind.RAW):
            if not self._open[-1].skipped:
                self._flow.text(self._source, token.start, token.end, raw=token.kind is Kind.RAW)
        elif token.name == "br":
            if not self._open[-1].skipped:
                yield from self._made(self._flow.line_end(self._source, token.start, token.end))
        elif token.kind is Kind.OPEN:
            yield from self._begun(token)
        else:
            yield from self._ended(token.name)

    def flushed(self) -> Iterator[Paragraph]:
        """Yield the paragraph that is not ended yet."""
        yield from self._made(self._flow.paragraph())

    def _begun(self, token: Token) -> Iterator[Paragraph]:
        name = token.name
        if name in self._vocabulary.blocks:
            yield from self.flushed()
            self._imply(name)
        top = self._open[-1]
        top.children[name] += 1
        place = f"{top.place}/{name}[{top.children[name]}]"
        if name in self._vocabulary.void or (self._vocabulary.xml and token.is_empty):
            return
        if len(self._open) > MAX_DEPTH:
            raise ReadError(self._path, f"elements nested deeper than {MAX_DEPTH}; no story is")
        self._open.append(self._opened(token, place, top))
        self._count[name] += 1

    def _opened(self, token: Token, place: str, top: _Open) -> _Open:
        attributes = token.attributes if token.rest else {}
        hidden = "hidden" in attributes or "display:none" in attributes.get("style", "").replace(" ", "").lower()
        words = (attributes.get(key, "") for key in ("id", "class", "role", "itemprop", "rel"))
        return _Open(
            name=token.name,
            place=place,
            within=Within(
                frozenset({token.name, *(word.lower() for value in words for word in value.split()[:_MAX_MARKS])}),
                top.within,
            ),
            skipped=top.skipped or hidden or token.name in self._vocabulary.skipped,
            role=self._vocabulary.roles.get(token.name, top.role),
        )

    def _ended(self, name: str) -> Iterator[Paragraph]:
        if name in self._vocabulary.blocks:
            yield from self.flushed()
        if self._count[name]:
            while self._open[-1].name != name:
                self._pop()
            self._pop()

    def _imply(self, name: str) -> None:
        """Close what the opening of *name* closes without saying so: an open paragraph, and its own likes."""
        if not self._vocabulary.xml and self._count["p"]:
            innermost = next(element for element in reversed(self._open) if element.name in self._vocabulary.blocks)
            if innermost.name == "p":
                while self._open[-1] is not innermost:
                    self._pop()
                self._pop()
        closed, holders = self._vocabulary.implied.get(name, (frozenset(), frozenset()))
        at = len(self._open) - 1
        found = 0
        while at > 0 and self._open[at].name not in holders:
            found = at if self._open[at].name in closed else found
            at -= 1
        while found and len(self._open) > found:
            self._pop()

    def _pop(self) -> None:
        self._count[self._open.pop().name] -= 1

    def _made(self, words: Traced | None) -> Iterator[Paragraph]:
        if words is not None:
            self._made_so_far += 1
            if self._made_so_far > MAX_PARAGRAPHS:
                raise ReadError(self._path, f"more than {MAX_PARAGRAPHS:,} paragraphs; no story has so many")
            top = self._open[-1]
            yield Paragraph(
                words=words,
                role=top.role,
                element=top.place,
                within=top.within,
            )
