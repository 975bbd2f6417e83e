"""Files made to do harm: one clear line for each, and no more memory than a long story takes."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa import readers
from mtqa.errors import ReadError
from mtqa.readers import files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEGABYTE = 1_000_000
#: Python, mtqa's readers and a file as long as is allowed at all.
MOST_MEGABYTES = 500
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _docx(document: bytes | str, **others: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, data in others.items():
            archive.writestr(f"word/{name}.xml", data)
    return packed.getvalue()


def _word(body: str, doctype: str = "") -> bytes:
    return _docx(f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * MEGABYTE)
    return packed.getvalue()


def _nitf(inner: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<nitf><body><body.content>{inner}</body.content></body></nitf>'.encode()


def _many_entries() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"word/{number}", "")
    return packed.getvalue()


def _locked() -> bytes:
    data = bytearray(_word("<w:p/>"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _bad_sum() -> bytes:
    data = bytearray(_word("<w:p><w:r><w:t>The bridge was closed.</w:t></w:r></w:p>"))
    start = data.index(b"PK\x03\x04")
    data[start + 60] ^= 0xFF
    return bytes(data)


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "billion-laughs": (
        "s.xml",
        lambda: _nitf("<p>&l9;</p>", f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]>'),
        "it declares the entity l0",
    ),
    "laughs-in-word": ("s.docx", lambda: _word("<w:p/>", '<!DOCTYPE d [<!ENTITY a "b">]>'), "it declares the entity a"),
    "outside-entity": (
        "s.xml",
        lambda: _nitf("<p>&x;</p>", '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "it declares the entity x",
    ),
    "outside-parameter": (
        "s.xml",
        lambda: _nitf("<p>a</p>", '<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>'),
        "it declares the entity x",
    ),
    "zip-bomb": ("s.docx", _bomb, "unpacks to more than 16 MB"),
    "styles-bomb": ("s.docx", lambda: _docx("<a/>", styles=b" " * 20 * MEGABYTE), "unpacks to more than 16 MB"),
    "many-entries": ("s.docx", _many_entries, "more than 5,000 files packed in it"),
    "locked": ("s.docx", _locked, "locked with a password"),
    "cut-zip": ("s.docx", lambda: _word("<w:p/>")[:-30], "a damaged ZIP archive"),
    "head-of-zip": ("s.docx", lambda: b"PK\x03\x04" + b"\0" * 100, "a damaged ZIP archive"),
    "bad-sum": ("s.docx", _bad_sum, "a damaged Word document"),
    "no-document": ("s.docx", lambda: _docx("").replace(b"document.xml", b"workbook.xml"), "no Word document"),
    "not-zip": ("s.docx", lambda: b"The bridge was closed.", "not a ZIP archive"),
    "empty-word": ("s.docx", lambda: _word("<w:p/>"), "no text in it"),
    "long-word": (
        "s.docx",
        lambda: _word("<w:p><w:r><w:t>The bridge.</w:t></w:r></w:p>" * 50_000),
        "more than 20,000 paragraphs",
    ),
    "word-cut": ("s.docx", lambda: _docx("<w:document"), "not well-formed XML"),
    "long-page": ("s.html", lambda: b"<html><p>" + b"spam " * 40 * MEGABYTE, "over 64 MB"),
    "page": ("s.html", lambda: b"<html><p>" + b"spam " * 4 * MEGABYTE, "over 16 MB of html"),
    "deep-page": ("s.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x", "nested deeper than 200"),
    "tags": ("s.html", lambda: b"<html><body>" + b"<p>x<br>" * MEGABYTE, "more than"),
    "half-tags": ("s.html", lambda: b"<html><body>" + b"<a b='" * MEGABYTE, "no text in it"),
    "half-comments": ("s.html", lambda: b"<html><body>" + b"<!--" * MEGABYTE, "no text in it"),
    "half-scripts": ("s.html", lambda: b"<html><body>" + b"<script>" * MEGABYTE, "no text in it"),
    "brackets": ("s.html", lambda: b"<html><p>" + b"<" * 15 * MEGABYTE, "begins a paragraph of"),
    "references": ("s.html", lambda: b"<html><p>" + b"&amp;" * 3 * MEGABYTE, "escaped characters"),
    "deep-xml": ("s.xml", lambda: _nitf("<p>" * 100_000), "nested deeper than 200"),
    "wide-xml": ("s.xml", lambda: _nitf("<p/>" * MEGABYTE), "more than 300,000 elements"),
    "not-xml": ("s.xml", lambda: _nitf("<p>The bridge"), "not well-formed XML"),
    "other-xml": (
        "s.xml",
        lambda: b"<?xml version='1.0'?><rss><title>x</title></rss>",
        "the root element rss, no news",
    ),
    "no-xml": ("s.xml", lambda: b"The bridge was closed.", "not XML"),
    "escapes": ("s.json", lambda: b'{"uri": "' + b"\\u00e9" * 2 * MEGABYTE + b'"}', "escaped characters"),
    "deep-json": ("s.json", lambda: b"[" * MEGABYTE, "no story"),
    "less-deep-json": ("s.json", lambda: b'{"uri":' + b"[" * 5_000 + b"]" * 5_000 + b"}", "JSON nested deeper"),
    "wide-json": ("s.json", lambda: b"[" + b"[]," * 4 * MEGABYTE + b"1]", "no story has so many"),
    "other-json": ("s.json", lambda: b'{"name": "package"}', "no ninjs news item"),
    "not-json": ("s.json", lambda: b'{"uri": "x",', "not JSON"),
    "pdf": ("s.pdf", lambda: b"%PDF-1.7\n\0", "it is a PDF; mtqa reads"),
    "old-word": ("s.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "an old Word document"),
    "rtf": ("s.rtf", lambda: b"{\\rtf1 The bridge}", "an RTF document"),
    "half-utf-16": ("s.xml", lambda: b"\xff\xfe<\0?", "not valid utf-16"),
}


def _read(path: str, data: bytes) -> None:
    readers.articles(data, path, lambda _: None)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_or_broken_file_is_told_in_one_line(name: str) -> None:
    if name in {"half-tags", "half-comments", "half-scripts", "brackets"}:
        pytest.importorskip("resiliparse")
    path, made, problem = CASES[name]
    with pytest.raises(ReadError) as caught:
        _read(path, made())
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux' own count")
@pytest.mark.parametrize(
    "name",
    ["billion-laughs", "zip-bomb", "long-page", "tags", "brackets", "references", "deep-xml", "wide-xml", "wide-json"],
)
def test_a_hostile_file_takes_little_memory(name: str, tmp_path: Path) -> None:
    path, made, _ = CASES[name]
    file = tmp_path / path
    file.write_bytes(made())
    script = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from mtqa import readers\n"
        "from mtqa.errors import ReadError\n"
        "from mtqa.readers import files\n"
        "try: readers.articles(files.load(sys.argv[1]), sys.argv[1], print, whole_page=True)\n"
        "except ReadError: print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=120, check=True
    )
    assert int(done.stdout) // 1000 < MOST_MEGABYTES


def test_an_outside_type_definition_is_named_and_not_fetched() -> None:
    data = _nitf("<p>The bridge&nbsp;closed.</p>", '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">')
    assert readers.articles(data, "s.xml", print)[0].document.text == "The bridge\xa0closed."


@pytest.mark.skipif(sys.platform != "linux", reason="files with holes, and memory as Linux counts it")
def test_no_more_of_a_long_file_is_read_than_tells_that_it_is_too_long(tmp_path: Path) -> None:
    file = tmp_path / "s.html"
    with file.open("wb") as opened:
        opened.write(b"<html>")
        opened.truncate(2_000 * MEGABYTE)
    data = files.load(str(file))
    assert len(data) == readers.MAX_BYTES + 1
    with pytest.raises(ReadError, match="over 64 MB, which is too long for a story"):
        _read("s.html", data)
