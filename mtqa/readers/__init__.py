"""A file in, an Article out: which files are stories, how their bytes become text, who reads their format."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import PurePath

from mtqa.document import Article, Document
from mtqa.errors import ReadError
from mtqa.readers import kinds
from mtqa.readers.decoding import decoded
from mtqa.readers.kinds import SUFFIXES
from mtqa.readers.limits import MAX_BYTES, MAX_ESCAPES, MAX_MARKUP, MAX_PARAGRAPH

__all__ = ["MAX_BYTES", "READERS", "SUFFIXES", "articles", "document", "read"]

#: Formats whose reader makes one document of a text.
READERS: Mapping[str, str] = {
    "plain": "mtqa.readers.plain:read",
    "markdown": "mtqa.readers.markdown:read",
    "ninjs": "mtqa.readers.ninjs:read",
    "nitf": "mtqa.readers.nitf:read",
}
#: Files of paired units, read by ``mtqa.readers.bitext``.
BITEXT: Mapping[str, str] = {".xlf": "xliff", ".xliff": "xliff", ".tmx": "tmx", ".po": "po"}


def read(data: bytes, path: str, note: Callable[[str], None]) -> Article:
    """Return the story in the bytes of a file; *note* is told of doubts; raises ``ReadError``, also for several stories."""
    found = articles(data, path, note)
    if len(found) > 1:
        raise ReadError(path, f"{len(found)} stories in one file, where one is wanted; `mtqa check` takes them all")
    return found[0]


def articles(data: bytes, path: str, note: Callable[[str], None], *, whole_page: bool = False) -> tuple[Article, ...]:
    """Return the stories in the bytes of a file, one at least; of a web page all of it if *whole_page*."""
    if len(data) > MAX_BYTES:
        raise ReadError(path, f"over {MAX_BYTES / 1e6:.0f} MB, which is too long for a story")
    if PurePath(path).suffix.lower() in BITEXT:
        from mtqa.readers import bitext

        return (bitext.read(data, path),)
    if not data.strip():
        raise ReadError(path, "nothing to check: the file is empty")
    if kinds.of_bytes(data, path) == "docx":
        from mtqa.readers import docx

        return _checked([docx.read(data, path)])
    return _checked(_of_text(decoded(data, path, note), path, note, whole_page=whole_page))


def document(text: str, path: str, format_name: str = "plain") -> Document:
    """Return the document that *text* makes in one of the formats of ``READERS``; raises ``ReadError``."""
    module, _, function = READERS[format_name].partition(":")
    made: Document = getattr(import_module(module), function)(text, path)
    _short_enough(made)
    return made


def _of_text(text: str, path: str, note: Callable[[str], None], *, whole_page: bool) -> Iterable[Document]:
    if not text.strip():
        raise ReadError(path, "nothing to check: the file is empty")
    kind = kinds.of_text(text, path)
    if kind not in {"plain", "markdown"} and len(text) > MAX_MARKUP:
        raise ReadError(path, f"over {MAX_MARKUP / 1e6:.0f} MB of {kind}, which is too long for a story")
    if kind not in {"plain", "markdown"} and max(text.count("&"), text.count("\\")) > MAX_ESCAPES:
        raise ReadError(path, f"more than {MAX_ESCAPES:,} escaped characters; no story has so many")
    if kind == "html":
        from mtqa.readers import html

        return [html.read(text, path, note, whole_page=whole_page)]
    if kind == "newsml":
        from mtqa.readers import newsml

        return newsml.read(text, path)
    return [document(text, path, kind)]


def _checked(made: Iterable[Document]) -> tuple[Article, ...]:
    documents = tuple(made)
    for each in documents:
        _short_enough(each)
    return tuple(Article(document=each) for each in documents)


def _short_enough(made: Document) -> None:
    for block in made.blocks:
        if len(block.span) > MAX_PARAGRAPH:
            line = made.text.count("\n", 0, block.span.start) + 1
            raise ReadError(
                made.path,
                f"line {line} begins a paragraph of {len(block.span):,} characters; no story has one over "
                f"{MAX_PARAGRAPH:,}",
            )
