"""What costs time to make and stays the same from run to run, kept in the user's cache folder.

A cache that is missing, damaged or out of reach only costs time. Several runs may share it: files are written aside and
moved into place whole, and their names tell what they were made of.
"""

import contextlib
import hashlib
import io
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")
#: A file begins with a checksum of the rest.
_SUM = hashlib.sha256().digest_size


class _Reader(pickle.Unpickler):
    """Reads back values of the classes that are kept, and calls nothing else."""

    _KEPT = frozenset(
        {"mtqa.rule", "mtqa.regex", "mtqa.finding", "mtqa.gazetteer", "mtqa.gazetteer.countries", "mtqa.phrasebook"}
    )
    _PLAIN = frozenset({("builtins", "frozenset"), ("builtins", "set")})

    def find_class(self, module: str, name: str) -> object:
        if (module in self._KEPT and "." not in name) or (module, name) in self._PLAIN:
            found: object = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no business here")


def forget(name: str, key: str) -> None:
    """Drop what was kept for this name and key."""
    with contextlib.suppress(OSError):
        _file(name, key).unlink(missing_ok=True)


def _file(name: str, key: str) -> Path:
    return user_cache_path("mtqa") / f"{name}-{key}.pickle"


def remembered(name: str, key: str, make: Callable[[], T]) -> T:
    """Return what *make* made when it was last called for this name and key, or call it and keep the result."""
    file = _file(name, key)
    folder = file.parent
    try:
        data = file.read_bytes()
        if hashlib.sha256(data[_SUM:]).digest() == data[:_SUM]:
            kept: T = _Reader(io.BytesIO(data[_SUM:])).load()
            return kept
    except (OSError, pickle.UnpicklingError, AttributeError):
        pass
    made = make()
    data = pickle.dumps(made)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as written:
            written.write(hashlib.sha256(data).digest() + data)
        Path(written.name).replace(file)
        for old in folder.glob(f"{name}-*.pickle"):
            if old != file:
                old.unlink(missing_ok=True)
    return made
