"""NewsML-G2: a news item, or a message with several, the story as NITF, XHTML or plain text inside."""

from collections.abc import Iterator

from mtqa.document import Document, Role
from mtqa.errors import ReadError
from mtqa.readers import assembly, nitf
from mtqa.readers.assembly import Paragraph, Source
from mtqa.readers.flow import unescaped
from mtqa.readers.prose import plain_paragraphs
from mtqa.readers.traced import Traced, whole
from mtqa.readers.vocabulary import HTML, NITF, XHTML
from mtqa.readers.walking import Region, element, paragraphs
from mtqa.readers.xml import Element, tree
from mtqa.span import Lines

_FIELDS = {"headline": Role.HEADLINE, "by": Role.BYLINE, "dateline": Role.DATELINE}


def read(text: str, path: str) -> tuple[Document, ...]:
    """Return the stories in a file, in order; raises ``ReadError`` when there is none."""
    source = whole(text)
    root = tree(source, path)
    kept = Source(path=path, lines=Lines(text), format="newsml")
    items = [item for item in _items(root) if item.name == "newsItem"]
    stories = [(item, list(_story(source, item, path))) for item in items]
    stories = [(item, found) for item, found in stories if found]
    if not stories:
        packed = (
            "it only refers to items elsewhere" if root.name == "packageItem" or not items else "its items have no text"
        )
        raise ReadError(path, f"nothing to check: {packed}")
    several = len(stories) > 1
    return tuple(
        assembly.document(found, kept, item=_identifier(item, number) if several else None)
        for number, (item, found) in enumerate(stories, 1)
    )


def _items(root: Element) -> Iterator[Element]:
    if root.name == "newsMessage":
        for items in root.named("itemSet"):
            yield from items.children
    else:
        yield root


def _identifier(item: Element, number: int) -> str:
    return item.attributes.get("guid") or str(number)


def _story(source: Traced, item: Element, path: str) -> list[Paragraph]:
    """Return the first rendering of the content that has text, under the headline, byline and dateline of the item."""
    fields = [
        Paragraph(words=paragraph.words, role=role, element=told.place)
        for name, role in _FIELDS.items()
        for told in list(item.at("contentMeta", name))[:1]
        for paragraph in paragraphs(source, path, NITF, element(told))
    ]
    captions = [
        Paragraph(words=paragraph.words, role=Role.CAPTION, element=told.place)
        for told in item.at("contentMeta", "description")
        if told.attributes.get("role", "").endswith("caption")
        for paragraph in paragraphs(source, path, NITF, element(told))
    ]
    renderings = (
        _rendering(source, content, path) for holder in item.named("contentSet") for content in holder.children
    )
    body = next((found for found in renderings if found), [])
    return assembly.headed(fields, [*body, *captions]) if body or captions else []


def _rendering(source: Traced, content: Element, path: str) -> list[Paragraph]:
    if content.name == "inlineXML":
        return [paragraph for inner in content.children for paragraph in _inline(source, inner, path)]
    if content.name == "inlineData" and not content.attributes.get("encoding"):
        opened = source.text.index(">", content.start) + 1
        inner = unescaped(source, opened, max(opened, content.close))
        if "html" in content.attributes.get("contenttype", ""):
            return list(paragraphs(inner, path, HTML, Region(0, len(inner.text), content.place)))
        return list(plain_paragraphs(inner, content.place))
    return []


def _inline(source: Traced, inner: Element, path: str) -> list[Paragraph]:
    if inner.name == "nitf":
        return list(nitf.story(source, inner, path))
    return fragment(paragraphs(source, path, XHTML, element(inner)))


def fragment(found: Iterator[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of XHTML that is all story: the first heading is the headline, a page's title is none."""
    story = [
        paragraph for paragraph in found if not (paragraph.within and paragraph.within.any_of(frozenset({"head"})))
    ]
    top = story[0].within if story else None
    if top and "h1" in top.marks:
        story[0] = Paragraph(words=story[0].words, role=Role.HEADLINE, element=story[0].element, within=top)
    return story
