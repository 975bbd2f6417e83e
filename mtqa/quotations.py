"""Where somebody else is speaking: the words in quotation marks."""

from collections.abc import Iterator

from mtqa.document import Block, Document, Role
from mtqa.span import Span

_OPENING = "\u201c\u201e\u00ab"
_CLOSING = "\u201d\u00bb"


def quotations(document: Document) -> tuple[Span, ...]:
    """Return the quoted passages in order, marks included.

    A quotation that is not closed runs to the end of its block, as a paragraph of a running quotation does.
    """
    return tuple(span for block in document.blocks for span in _of_block(document.text, block))


def _of_block(text: str, block: Block) -> Iterator[Span]:
    if block.role is Role.QUOTE:
        yield block.span
        return
    opened: int | None = None
    for offset in range(block.span.start, block.span.end):
        character = text[offset]
        if character in _OPENING:
            opened = offset if opened is None else opened
        elif character in _CLOSING:
            if opened is not None:
                yield Span(opened, offset + 1)
            opened = None
        elif character == '"' and opened is not None:
            yield Span(opened, offset + 1)
            opened = None
        elif character == '"' and not text[offset - 1 : offset].isdigit():  # 5'10" opens nothing
            opened = offset
    if opened is not None:
        yield Span(opened, block.span.end)
