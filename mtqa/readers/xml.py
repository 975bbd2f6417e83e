"""XML with everything off that could reach out or blow up: entities, outside references, depth and number of elements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from mtqa.errors import ReadError
from mtqa.readers.traced import Traced

MAX_ELEMENTS = 300_000
MAX_DEPTH = 200
_SEPARATOR = " "


@dataclass(slots=True)
class Element:
    """An element without its text: that stands between *start* and *end* of the source, tags included."""

    name: str
    attributes: dict[str, str]
    place: str
    start: int
    close: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    def named(self, *names: str) -> Iterator["Element"]:
        """Yield the children of these names."""
        return (child for child in self.children if child.name in names)

    def at(self, *names: str) -> Iterator["Element"]:
        """Yield what is found by a name at each level."""
        found = [self]
        for name in names:
            found = [child for element in found for child in element.named(name)]
        return iter(found)


def guarded(path: str, encoding: str | None = None) -> expat.XMLParserType:
    """Return a parser that refuses declared entities and fetches nothing."""
    parser = expat.ParserCreate(encoding, _SEPARATOR)

    def refuse(name: str, *_rest: object) -> None:
        raise ReadError(path, f"it declares the entity {name[:40]}, which mtqa does not expand: write the text itself")

    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


class Budget:
    """Counts elements as they open and close; raises ``ReadError`` when there are too many or they are too deep."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._count = 0
        self._depth = 0

    def opened(self) -> None:
        """Count an element."""
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS:
            raise ReadError(self._path, f"more than {MAX_ELEMENTS:,} elements; no story has so many")
        if self._depth > MAX_DEPTH:
            raise ReadError(self._path, f"elements nested deeper than {MAX_DEPTH}; no story is")

    def closed(self) -> None:
        """Leave an element."""
        self._depth -= 1


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(_SEPARATOR)[2]


def parsed(parser: expat.XMLParserType, data: bytes, path: str) -> None:
    """Run the parser over a whole file; raises ``ReadError``."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ReadError(path, f"not well-formed XML: {error}") from error


def tree(source: Traced, path: str) -> Element:
    """Return the root element of a file; raises ``ReadError``."""
    data = source.text.encode("utf-8")
    parser = guarded(path, "utf-8")
    budget = Budget(path)
    counted = _Characters(data)
    root = Element(name="", attributes={}, place="", start=0)
    stack = [root]
    counts: list[dict[str, int]] = [{}]

    def opened(name: str, attributes: dict[str, str]) -> None:
        budget.opened()
        kind = local(name)
        counts[-1][kind] = counts[-1].get(kind, 0) + 1
        place = f"{stack[-1].place}/{kind}[{counts[-1][kind]}]"
        start = counted.at(parser.CurrentByteIndex)
        element = Element(
            name=kind, attributes={local(key): value for key, value in attributes.items()}, place=place, start=start
        )
        stack[-1].children.append(element)
        stack.append(element)
        counts.append({})

    def closed(_name: str) -> None:
        budget.closed()
        counts.pop()
        element = stack.pop()
        element.close = counted.at(parser.CurrentByteIndex)
        # Of an element without content the parser tells where it ends.
        has_tag = source.text.startswith("</", element.close)
        element.end = source.text.index(">", element.close) + 1 if has_tag else element.close

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parsed(parser, data, path)
    return root.children[0]


class _Characters:
    """Turns offsets of bytes, which only grow, into offsets of characters."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._byte = 0
        self._character = 0

    def at(self, byte: int) -> int:
        self._character += len(self._data[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._character
