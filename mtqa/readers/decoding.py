"""Bytes to text, with care."""

import codecs
import re
from collections.abc import Callable

from mtqa.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: The same without the word of the codec on marks, for writing.
_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: A surrogate written in UTF-8, which UTF-8 does not allow.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
#: Where a page or an XML file says how it is encoded, and which names are taken: those of encodings of text.
_HEAD = 4_096
_XML_SAYS = re.compile(rb"<\?xml[^>]{0,200}\bencoding\s*=\s*[\"']([\w.:-]{1,40})")
_HTML_SAYS = re.compile(rb"(?i)<meta[^>]{1,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})")
_OF_TEXT = re.compile(
    r"utf-?8|us-ascii|ascii|iso[-_]?8859[-_]\d+|latin-?\d|windows-\d+|cp\d+|koi8-[ru]|(?:shift|s)[_-]?jis|euc-(?:jp|kr)"
    r"|iso-2022-(?:jp|kr)|gb(?:2312|k|18030)|big5(?:-hkscs)?|mac(?:intosh|-?roman)|tis-620"
)
#: As browsers do.
_READ_AS = {
    **dict.fromkeys(("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252"),
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "macintosh": "mac-roman",
}
#: How much of a file is looked at to guess its encoding.
_SAMPLE = 200_000


def decoded(data: bytes, path: str, note: Callable[[str], None]) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, or by a guess, of which *note* is told."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding, path)
    if b"\0" in data:
        raise ReadError(path, f"not a text file: it has a NUL byte at offset {data.index(0)}")
    said = declared(data)
    if said is not None and said != "utf-8":
        text = _by_its_word(data, said)
        if text is not None:
            return text
        note(f"{path}: it says it is {said}, and is not")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        surrogate = _SURROGATE.search(data)
        if surrogate:
            problem = (
                f"not valid UTF-8: half a surrogate pair at byte {surrogate.start()}; save the file as UTF-8 again"
            )
            raise ReadError(path, problem) from error
    return _guessed(data, path, note)


def encoded(text: str, data: bytes, before: str) -> bytes | None:
    """Return a text in the encoding in which *data* is *before*, with its byte order mark; nothing where it cannot be."""
    marks = [(mark, encoding) for mark, encoding in _MARKED if data.startswith(mark)]
    for mark, encoding in (*marks, (b"", "utf-8"), (b"", None)):
        try:
            name = encoding or _likely(data) or "utf-8"
            if data.removeprefix(mark).decode(name) == before:
                return mark + text.encode(name)
        except UnicodeError:
            continue
    return None


def declared(data: bytes) -> str | None:
    """Return the encoding that a page or an XML file says it has, by the name Python knows it by."""
    head = data[:_HEAD]
    if not head.lstrip().startswith(b"<"):
        return None
    match = _XML_SAYS.match(head.lstrip()) or _HTML_SAYS.search(head)
    name = match[1].decode("ascii").lower() if match else ""
    if not _OF_TEXT.fullmatch(name):
        return None
    try:
        return codecs.lookup(_READ_AS.get(name, name)).name
    except LookupError:
        return None


def _by_its_word(data: bytes, encoding: str) -> str | None:
    """Return the text in the encoding it says it has; what is UTF-8 all the same is read as that."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    try:
        return text if data.isascii() else data.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _decoded(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(path, f"not valid {error.encoding}: {error.reason} at byte {error.start}") from error
    if "\0" in text:
        raise ReadError(path, f"not a text file: it has a NUL character at offset {text.index(chr(0))}")
    return text


def _guessed(data: bytes, path: str, note: Callable[[str], None]) -> str:
    encoding = _likely(data)
    if encoding is None:
        raise ReadError(path, "not a text file: its bytes are in no encoding mtqa can make out")
    text = data.decode(encoding, errors="replace")
    note(f"{path}: not UTF-8; read as {encoding}")
    return text


def _likely(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else None
