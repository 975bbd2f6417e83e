"""A file in, an Article out: which files are stories, how their bytes become text, who reads their format."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath

from mtqa.document import Article, Document
from mtqa.errors import ReadError
from mtqa.readers.decoding import decoded

READERS: Mapping[str, str] = {
    "plain": "mtqa.readers.plain:read",
    "markdown": "mtqa.readers.markdown:read",
}
SUFFIXES: Mapping[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
}
#: Files of paired units, read by ``mtqa.readers.bitext``.
BITEXT: Mapping[str, str] = {".xlf": "xliff", ".xliff": "xliff", ".tmx": "tmx", ".po": "po"}
MAX_BYTES = 64_000_000
#: No paragraph of a story comes near this; a longer one is data, not prose.
MAX_PARAGRAPH = 1_000_000


def read(data: bytes, path: str, note: Callable[[str], None]) -> Article:
    """Return the story in the bytes of a file; *note* is told of doubts; raises ``ReadError``."""
    if len(data) > MAX_BYTES:
        raise ReadError(
            path, f"{len(data) / 1e6:.0f} MB is too long for a story; the limit is {MAX_BYTES / 1e6:.0f} MB"
        )
    if PurePath(path).suffix.lower() in BITEXT:
        from mtqa.readers import bitext

        return bitext.read(data, path)
    text = decoded(data, path, note)
    if not text.strip():
        raise ReadError(path, "nothing to check: the file is empty")
    return Article(document=document(text, path, SUFFIXES.get(PurePath(path).suffix.lower(), "plain")))


def document(text: str, path: str, format_name: str = "plain") -> Document:
    """Return the document that *text* makes in one of the formats; raises ``ReadError``."""
    module, _, function = READERS[format_name].partition(":")
    made: Document = getattr(import_module(module), function)(text, path)
    for block in made.blocks:
        if len(block.span) > MAX_PARAGRAPH:
            line = text.count("\n", 0, block.span.start) + 1
            raise ReadError(
                path,
                f"line {line} begins a paragraph of {len(block.span):,} characters; no story has one over "
                f"{MAX_PARAGRAPH:,}",
            )
    return made
