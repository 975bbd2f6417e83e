"""ninjs 1.x, 2.x and 3.x: news in JSON, the body as XHTML, plain text or NITF."""

from collections.abc import Iterator, Mapping

from mtqa.document import Document, Role
from mtqa.errors import ReadError
from mtqa.readers import assembly, nitf
from mtqa.readers.assembly import Paragraph, Source
from mtqa.readers.jsontext import String, Value, string
from mtqa.readers.jsontext import read as read_json
from mtqa.readers.newsml import fragment
from mtqa.readers.prose import plain_paragraphs
from mtqa.readers.traced import Traced, whole
from mtqa.readers.vocabulary import HTML
from mtqa.readers.walking import Region, paragraphs
from mtqa.readers.xml import tree
from mtqa.span import Lines

_BODIES = ("body_xhtml", "body_html", "body_html5", "body_nitf", "body_text")
_BYLINES = ("byline", "by")
_MAX_PICTURES = 50


def is_ninjs(value: Value) -> bool:
    """Tell whether JSON looks like a news item: it has a body or a headline, and an address or a standard."""
    if not isinstance(value, dict):
        return False
    told = {"uri", "guid", "standard", "type", "versioncreated", "versionCreated"} & value.keys()
    has_text = any(name.startswith("body_") for name in value) or {"bodies", "headline", "headlines"} & value.keys()
    return bool(told and has_text)


def read(text: str, path: str) -> Document:
    """Return the story in a file; raises ``ReadError``."""
    item = read_json(text, path)
    if not isinstance(item, dict) or not is_ninjs(item):
        raise ReadError(path, "JSON, but no ninjs news item: it has no uri with a headline or a body")
    source = whole(text)
    fields = [*_headlines(source, item), *_bylines(source, item)]
    body = [*_body(source, item, path), *_captions(source, item)]
    found = assembly.headed(fields, body)
    return assembly.document(found, Source(path=path, lines=Lines(text), format="ninjs"))


def _headlines(source: Traced, item: Mapping[str, Value]) -> Iterator[Paragraph]:
    versions = [(name, value) for name, value, _, _ in _versions(source, item, "headlines")]
    if isinstance(item.get("headline"), String):
        versions.insert(0, ("headline", item["headline"]))
    for name, value in versions[:1]:
        yield from _field(source, value, Role.HEADLINE, name)


def _bylines(source: Traced, item: Mapping[str, Value]) -> Iterator[Paragraph]:
    for name in [name for name in _BYLINES if isinstance(item.get(name), String)][:1]:
        yield from _field(source, item[name], Role.BYLINE, name)


def _field(source: Traced, value: Value, role: Role, name: str) -> Iterator[Paragraph]:
    if isinstance(value, String):
        words = string(source, value).stripped()
        if words.text:
            yield Paragraph(words=words, role=role, element=name)


def _body(source: Traced, item: Mapping[str, Value], path: str) -> list[Paragraph]:
    """Return the richest rendering of the main body that has text."""
    renderings = [(name, item.get(name), name, "main") for name in _BODIES]
    renderings += _versions(source, item, "bodies")
    for name, value, kind, _ in sorted(renderings, key=_rank):
        if isinstance(value, String):
            words = string(source, value)
            if "nitf" in kind:
                found = list(nitf.story(words, tree(words, path), path)) if words.text.strip() else []
            elif "html" in kind:
                found = fragment(paragraphs(words, path, HTML, Region(0, len(words.text), name)))
            else:
                found = list(plain_paragraphs(words, name))
            if found:
                return found
    return []


def _rank(rendering: tuple[str, Value, str, str]) -> tuple[bool, int]:
    """Markup goes before plain text, whatever the roles: versions call the same body main, richtext or nothing."""
    _, _, kind, role = rendering
    is_other = role not in {"", "main", "richtext", "text"}
    return is_other, 0 if "html" in kind else 2 if "nitf" in kind else 1


def _versions(source: Traced, item: Mapping[str, Value], name: str) -> list[tuple[str, Value, str, str]]:
    """Return the entries of ninjs 2.x and 3.x: where each stands, its value, the kind of its content, and its role."""
    entries = item.get(name)
    found = [
        (
            f"{name}[{number}].value",
            entry.get("value"),
            _words(source, entry.get("contenttype") or entry.get("contentType")),
            _words(source, entry.get("role")),
        )
        for number, entry in enumerate(entries if isinstance(entries, list) else [])
        if isinstance(entry, dict)
    ]
    return sorted(found, key=lambda version: version[3] not in {"", "main"})


def _words(source: Traced, value: Value) -> str:
    return string(source, value).text.casefold() if isinstance(value, String) else ""


def _captions(source: Traced, item: Mapping[str, Value]) -> Iterator[Paragraph]:
    """Yield what stands under a picture, and under the pictures that belong to a story."""
    others = item.get("associations")
    pictures = list(others.items()) if isinstance(others, dict) else []
    pictures += [(str(number), other) for number, other in enumerate(others if isinstance(others, list) else [])]
    if _words(source, item.get("type")) == "picture":
        yield from _caption(source, item, "")
    for name, picture in pictures[:_MAX_PICTURES]:
        if isinstance(picture, dict) and _words(source, picture.get("type")) == "picture":
            yield from _caption(source, picture, f"associations[{name}].")


def _caption(source: Traced, picture: Mapping[str, Value], place: str) -> Iterator[Paragraph]:
    versions = [("description_text", picture.get("description_text"), "", "caption")]
    versions += [version for version in _versions(source, picture, "descriptions") if "html" not in version[2]]
    versions.sort(key=lambda version: version[3] != "caption")
    for name, value, _, _ in [version for version in versions if isinstance(version[1], String)][:1]:
        yield from _field(source, value, Role.CAPTION, place + name)
