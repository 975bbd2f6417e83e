"""XLIFF 1.2 and 2.x, TMX and PO: stories whose units are already paired with their source, through translate-toolkit."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any

from mtqa.document import Article, Block, Document, Role
from mtqa.errors import MissingExtraError, ReadError
from mtqa.readers import BITEXT
from mtqa.span import Span

_GAP = "\n\n"
#: What of translate-toolkit reads each form.
_STORES: Mapping[str, str] = {
    "xliff": "translate.storage.xliff:Xliff1File",
    "xliff2": "translate.storage.xliff2:Xliff2File",
    "tmx": "translate.storage.tmx:tmxfile",
    "po": "translate.storage.pypo:pofile",
}
_SECOND_VERSION = re.compile(rb"xliff:document:2|<xliff[^>]*\bversion=[\"']2")


def read(data: bytes, path: str) -> Article:
    """Return the translations in a file as a story, a unit a paragraph, with their sources; raises ``MtqaError``.

    Spans count in the translations joined by blank lines, since such a file has no prose but in its units.
    """
    store = _store(data, path)
    pairs = list(_pairs(store))
    if not pairs:
        raise ReadError(path, "nothing to check: no unit has a translation into English")
    story, story_spans = _joined([target for _, target in pairs])
    source, source_spans = _joined([source for source, _ in pairs])
    form = BITEXT[PurePath(path).suffix.lower()]
    return Article(
        document=_document(path, story, story_spans, form),
        source=_document(f"{path} source", source, source_spans, form),
        source_language=_language(store),
        units=tuple(zip(source_spans, story_spans, strict=True)),
    )


def _document(path: str, text: str, spans: list[Span], form: str) -> Document:
    blocks = tuple(Block(span, Role.BODY) for span in spans)
    return Document(path=path, text=text, blocks=blocks, format=form)


def _joined(texts: list[str]) -> tuple[str, list[Span]]:
    spans, at = [], 0
    for text in texts:
        spans.append(Span(at, at + len(text)))
        at += len(text) + len(_GAP)
    return _GAP.join(texts), spans


def _store(data: bytes, path: str) -> Any:
    form = BITEXT[PurePath(path).suffix.lower()]
    if form == "xliff" and _SECOND_VERSION.search(data[:2_000]):
        form = "xliff2"
    module, _, name = _STORES[form].partition(":")
    try:
        kind = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{path}: to read such a file mtqa needs translate-toolkit", "source") from error
    from lxml.etree import LxmlError
    from translate.storage.base import ParseError

    try:
        return kind.parsestring(data)
    except (ValueError, LxmlError, KeyError, AttributeError, ParseError) as error:
        problem = str(error).partition("\n")[0] or type(error).__name__
        raise ReadError(path, f"not a file of its kind: {problem}") from error


def _pairs(store: Any) -> Iterator[tuple[str, str]]:
    """Yield source and translation of each unit that has both."""
    for unit in store.units:
        source, target = str(unit.source or "").strip(), str(unit.target or "").strip()
        if source and target and not unit.isheader():
            yield source, target


def _language(store: Any) -> str | None:
    """Return the language that the file gives its source, if it does."""
    given = store.getsourcelanguage()
    return str(given).replace("_", "-").partition("-")[0].lower() if given else None
