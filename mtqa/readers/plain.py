"""Plain text: paragraphs by their lines, roles by their shape."""

import re
from collections.abc import Iterator

from mtqa import layout
from mtqa.document import Document
from mtqa.span import Span

_LINE = re.compile(r"[^\r\n]+")
#: Lines of a hard-wrapped paragraph end near the same column.
_WRAP_COLUMNS = range(50, 110)


def read(text: str, path: str) -> Document:
    """Return the document of a plain-text story."""
    return Document(path=path, text=text, blocks=layout.blocks(text, paragraphs(text)))


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs without the white space around them.

    Blank lines part paragraphs. Lines with no blank line between them are paragraphs of their own, unless they look
    wrapped: several, all but the last about equally long, and broken in the middle of a sentence.
    """
    group: list[Span] = []
    for match in _LINE.finditer(text):
        line = _stripped(text, Span(*match.span()))
        if group and (not line or _parted(text, group[-1], line)):
            yield from _joined(text, group)
            group = []
        if line:
            group.append(line)
    yield from _joined(text, group)


def _stripped(text: str, span: Span) -> Span | None:
    words = span.of(text)
    if not words.strip():
        return None
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _parted(text: str, one: Span, two: Span) -> bool:
    return len(re.findall(r"\r\n|\r|\n", text[one.end : two.start])) > 1


def _joined(text: str, lines: list[Span]) -> Iterator[Span]:
    lengths = [len(line) for line in lines[:-1]]
    wrapped = (
        lengths
        and all(length in _WRAP_COLUMNS for length in lengths)
        and len(lines[-1]) < _WRAP_COLUMNS.stop
        and max(lengths) - min(lengths) < 25
        and any(text[line.end - 1] not in ".!?\"'\u201d\u2019:)" for line in lines[:-1])
        and any(text[line.start].islower() for line in lines[1:])
    )
    if wrapped:
        yield Span(lines[0].start, lines[-1].end)
    else:
        yield from lines
