"""What costs time to make and stays the same from run to run, kept in the user's cache folder.

A cache that is missing, damaged or out of reach only costs time. Several runs may share it: files are written aside and
moved into place whole, and their names tell what they were made of.
"""

import contextlib
import io
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")


class _Reader(pickle.Unpickler):
    """Reads back values of mtqa's own classes and plain containers, and calls nothing else."""

    _PLAIN = frozenset(
        {("builtins", "frozenset"), ("builtins", "set"), ("pathlib", "PosixPath"), ("pathlib", "WindowsPath")}
    )

    def find_class(self, module: str, name: str) -> object:
        if module.startswith("mtqa.") or (module, name) in self._PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no business here")


def remembered(name: str, key: str, make: Callable[[], T]) -> T:
    """Return what *make* made when it was last called for this name and key, or call it and keep the result."""
    file = user_cache_path("mtqa") / f"{name}-{key}.pickle"
    try:
        made: T = _Reader(io.BytesIO(file.read_bytes())).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        made = make()
        with contextlib.suppress(OSError):
            _keep(file, pickle.dumps(made))
    return made


def _keep(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as written:
        written.write(data)
    Path(written.name).replace(file)
    for old in file.parent.glob(f"{file.name.rpartition('-')[0]}-*.pickle"):
        if old != file:
            old.unlink(missing_ok=True)
