"""Plain text in a field of another format."""

from collections.abc import Iterator

from mtqa.readers.assembly import Paragraph
from mtqa.readers.plain import paragraphs
from mtqa.readers.traced import Traced


def plain_paragraphs(source: Traced, element: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a plain text, as a text file would have them."""
    for span in paragraphs(source.text):
        yield Paragraph(words=source.part(span.start, span.end), element=element)
