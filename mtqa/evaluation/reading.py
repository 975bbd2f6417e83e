"""A file in, a Sheet out; the form is told by what the file says, not by its name."""

import gzip
import io
import sys
import zlib
from pathlib import Path

from mtqa.errors import ReadError
from mtqa.evaluation import google, jsonforms, wmt
from mtqa.evaluation.rows import Sheet, SheetError
from mtqa.evaluation.tsv import lines

#: More than any set of annotations has; a small .gz may hold far more.
MAX_BYTES = 1_000_000_000
_GZIP = b"\x1f\x8b"
_STANDARD_INPUT = "-"


def read(path: str) -> Sheet:
    """Return the rows of a file, packed with gzip or not; - is standard input.

    Raises ``ReadError`` for what cannot be opened or is no text, ``SheetError`` for what is in none of the forms, and
    ``RowError`` for a line that breaks its form.
    """
    text = _text(_unpacked(_bytes(path), path), path)
    if not text.strip():
        raise SheetError(path, "nothing to evaluate: the file is empty")
    if text.lstrip()[0] in "{[":
        return jsonforms.read(text, path)
    rows = lines(text)
    # In this order, since the last column of both may be a severity.
    if wmt.recognises(rows):
        return wmt.read(rows, path)
    if google.recognises(rows):
        return google.read(rows, path)
    raise SheetError(
        path,
        "in no form that is read: JSON of mtqa check or scan, JSON lines with spans, "
        "WMT task 2 (7 or 9 columns), Google's MQM (9 or 10 columns)",
    )


def _bytes(path: str) -> bytes:
    if path == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(path, (error.strerror or str(error)).lower()) from error
    except ValueError as error:  # a NUL in the name
        raise ReadError(path, f"no name of a file: {error}") from error


def _unpacked(data: bytes, path: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            whole = packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(path, f"not whole as a gzip file: {str(error).lower()}") from error
    if len(whole) > MAX_BYTES:
        raise ReadError(path, f"unpacked it has more than {MAX_BYTES / 1e9:.0f} GB")
    return whole


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(path, f"not UTF-8: {error.reason} at byte {error.start}") from error
