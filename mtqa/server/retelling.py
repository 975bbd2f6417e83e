"""An article after changes of its text, laid out as before."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtqa import readers
from mtqa.document import Article, Block, Document, Role
from mtqa.readers.mending import is_own_text
from mtqa.server.actions import Change
from mtqa.span import Span


def retold(article: Article, changes: Iterable[Change]) -> Article:
    """Return the article with its text changed; raises ``ReadError`` where it is none any more.

    Text and Markdown are read again. Of other formats the blocks stay what they were, since what was a headline is no more
    to be seen in the text alone, and the way back to the file is lost.
    """
    changes = tuple(changes)
    if not changes:
        return article
    document, units = article.document, article.units
    for change in changes:
        document = _changed(document, change)
        units = tuple((theirs, moved) for theirs, ours in units if (moved := change.stretched(ours)))
    if is_own_text(document):
        document = readers.document(document.text, document.path, document.format)
    else:
        document = replace(document, blocks=tuple(_whole(document)))
    return replace(article, document=document, units=units)


def _changed(document: Document, change: Change) -> Document:
    blocks: list[Block] = []
    end = 0
    for block in document.blocks:
        span = change.stretched(block.span)
        span = Span(max(span.start, end), max(span.end, end))
        if span:
            blocks.append(Block(span, block.role))
        end = span.end
    masked = (change.moved(span) for span in document.masked)
    return replace(
        document,
        text=change.on(document.text),
        blocks=tuple(blocks),
        masked=tuple(span for span in masked if span),
        origin=None,
    )


def _whole(document: Document) -> Iterator[Block]:
    """Yield the blocks, and one for each stretch of words that is in none, such as a paragraph that came back."""
    end = 0
    for block in (*document.blocks, Block(Span(len(document.text), len(document.text)), Role.BODY)):
        between = document.text[end : block.span.start]
        if between.strip():
            start = end + len(between) - len(between.lstrip())
            yield Block(Span(start, end + len(between.rstrip())), Role.BODY)
        if block.span:
            yield block
        end = block.span.end
