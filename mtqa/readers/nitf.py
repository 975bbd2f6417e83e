"""NITF 3.x: headlines, byline, dateline, the body and what stands under its pictures."""

from collections.abc import Sequence

from mtqa.document import Document, Role
from mtqa.readers import assembly
from mtqa.readers.assembly import Paragraph, Source
from mtqa.readers.traced import Traced, whole
from mtqa.readers.vocabulary import NITF
from mtqa.readers.walking import element, paragraphs
from mtqa.readers.xml import Element, tree
from mtqa.span import Lines

_TOP = frozenset({Role.HEADLINE, Role.BYLINE, Role.DATELINE})


def read(text: str, path: str) -> Document:
    """Return the story in a file; raises ``ReadError``."""
    source = whole(text)
    return assembly.document(
        story(source, tree(source, path), path), Source(path=path, lines=Lines(text), format="nitf")
    )


def story(source: Traced, root: Element, path: str) -> Sequence[Paragraph]:
    """Return the paragraphs of an NITF element, its title for want of a headline; raises ``ReadError``."""
    found = list(paragraphs(source, path, NITF, element(root)))
    fields = [paragraph for paragraph in found if paragraph.role in _TOP]
    body = [paragraph for paragraph in found if paragraph.role not in _TOP]
    if all(paragraph.role is not Role.HEADLINE for paragraph in fields):
        fields = [*_titles(source, root, path), *fields]
    return assembly.headed(fields, body)


def _titles(source: Traced, root: Element, path: str) -> list[Paragraph]:
    return [
        Paragraph(words=paragraph.words, role=Role.HEADLINE, element=title.place)
        for title in list(root.at("head", "title"))[:1]
        for paragraph in paragraphs(source, path, NITF, element(title))
    ]
