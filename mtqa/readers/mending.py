"""A changed text back into the bytes of its file."""

import codecs

from mtqa.document import Document
from mtqa.errors import ReadError

#: Formats whose text is the file's, character for character.
_WHOLE = frozenset({"plain", "markdown"})


def is_own_text(document: Document) -> bool:
    """Tell whether the text is the file's own, so that a changed one is a file of the same format."""
    return document.format in _WHOLE and document.origin is None


def mended(data: bytes, document: Document, text: str) -> bytes:
    """Return the bytes of the file with *text* in the place of the document's; raises ``ReadError``."""
    if document.format not in _WHOLE:
        raise ReadError(document.path, f"only text and Markdown can be written back, not {document.format}")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        is_same = data.removeprefix(mark) == document.text.encode("utf-8")
    except UnicodeEncodeError:
        is_same = False
    if not is_same:
        raise ReadError(document.path, "not UTF-8, or changed since it was read; it is left as it is")
    return mark + text.encode("utf-8")
