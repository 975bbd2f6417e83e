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
#: A surrogate written in UTF-8, which UTF-8 does not allow.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
#: How much of a file is looked at to guess its encoding.
_SAMPLE = 200_000


def decoded(data: bytes, path: str, note: Callable[[str], None]) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, or by a guess, of which *note* is told."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding, path)
    if b"\0" in data:
        raise ReadError(path, f"not a text file: it has a NUL byte at offset {data.index(0)}")
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


def _decoded(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(path, f"not valid {error.encoding}: {error.reason} at byte {error.start}") from error
    if "\0" in text:
        raise ReadError(path, f"not a text file: it has a NUL character at offset {text.index(chr(0))}")
    return text


def _guessed(data: bytes, path: str, note: Callable[[str], None]) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ReadError(path, "not a text file: its bytes are in no encoding mtqa can make out")
    text = data.decode(best.encoding, errors="replace")
    note(f"{path}: not UTF-8; read as {best.encoding}")
    return text
