"""Which format a file has: what is in it tells, its suffix only where nothing else does."""

import re
from collections.abc import Mapping
from pathlib import PurePath

from mtqa.errors import ReadError

SUFFIXES: Mapping[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".ninjs": "ninjs",
    ".nitf": "nitf",
    ".newsml": "newsml",
    ".json": "ninjs",
    ".xml": "newsml",
}
#: These may hold anything; in a folder, only those that turn out to be news are stories.
VAGUE = frozenset({".json", ".xml"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN: Mapping[bytes, str] = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "packed with gzip",
}
_READ = "text, Markdown, HTML, Word (.docx), ninjs, NewsML-G2 and NITF"
_ROOTS: Mapping[str, str] = {
    "nitf": "nitf",
    "newsitem": "newsml",
    "packageitem": "newsml",
    "newsmessage": "newsml",
    "html": "html",
}
#: What may stand before the first element.
_BEFORE = re.compile(
    r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE(?:[^\[>]++|\[[^\]]*+\]?)*+>)*+", re.IGNORECASE
)
_ELEMENT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,80})")
_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_HEAD = 20_000


def of_bytes(data: bytes, path: str) -> str | None:
    """Return the format of a file that is not text, nothing where it may be; raises ``ReadError`` for what mtqa cannot read."""
    if data.startswith(_ZIP):
        return "docx"
    for mark, name in _FOREIGN.items():
        if data.startswith(mark):
            raise ReadError(path, f"it is {name}; mtqa reads {_READ}")
    if _suffix(path) == ".docx":
        raise ReadError(path, "no Word document: it is not a ZIP archive")
    return None


def of_text(text: str, path: str) -> str:
    """Return the format of a text; raises ``ReadError`` for XML that is no news."""
    suffix = _suffix(path)
    told = SUFFIXES.get(suffix, "plain")
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _of_markup(start, path, told, suffix)
    if start.startswith(("{", "[")) and told not in {"plain", "markdown"}:
        return "ninjs"
    if start.startswith("{") and _is_news(text):
        return "ninjs"
    if told in {"newsml", "nitf"}:
        raise ReadError(path, "not XML: it does not begin with an element")
    return told


def _of_markup(start: str, path: str, told: str, suffix: str) -> str:
    before = _BEFORE.match(start)
    root = _ELEMENT.match(start, before.end() if before else 0)
    name = root[1].lower() if root else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if start.startswith("<?xml") or told in {"newsml", "nitf"}:
        what = f"XML with the root element {root[1]}" if root else "XML without an element"
        raise ReadError(path, f"{what}, no news; mtqa reads {_READ}")
    if _PAGE.match(start) or told == "html" or suffix not in SUFFIXES:
        return "html"
    return told


def is_news(data: bytes, path: str) -> bool:
    """Tell whether a file whose suffix says little is a story."""
    try:
        text = data.decode("utf-8-sig", "replace")
        kind = of_text(text, path)
    except ReadError:
        return False
    return kind != "ninjs" or _is_news(text)


def _is_news(text: str) -> bool:
    from mtqa.readers.jsontext import read
    from mtqa.readers.ninjs import is_ninjs

    try:
        return is_ninjs(read(text, ""))
    except ReadError:
        return False


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()
