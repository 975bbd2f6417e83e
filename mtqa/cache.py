"""What costs time to make and stays the same from run to run, kept in the user's cache folder.

A cache that is missing, damaged or out of reach only costs time. Several runs may share it: files are written aside and
moved into place whole, and their names tell what they were made of.
"""

import contextlib
import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from platformdirs import user_cache_path

if TYPE_CHECKING:
    import sqlite3

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


def remembered(name: str, key: str, make: Callable[[], T]) -> T:
    """Return what *make* made when it was last called for this name and key, or call it and keep the result."""
    folder = user_cache_path("mtqa")
    file = folder / f"{name}-{key}.pickle"
    try:
        data = file.read_bytes()
        if hashlib.sha256(data[_SUM:]).digest() == data[:_SUM]:
            kept: T = _Reader(io.BytesIO(data[_SUM:])).load()
            return kept
    except (OSError, pickle.UnpicklingError, AttributeError):
        pass
    made = make()
    data = pickle.dumps(made)
    from tempfile import NamedTemporaryFile

    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as written:
            written.write(hashlib.sha256(data).digest() + data)
        Path(written.name).replace(file)
        for old in folder.glob(f"{name}-*.pickle"):
            if old != file:
                old.unlink(missing_ok=True)
    return made


class Kept:
    """Values by text that come one by one, in a file of which only what is asked for is read."""

    _IN_ORDER_OF = "WITHOUT ROWID"

    def __init__(self, name: str, key: str) -> None:
        self._name = name
        self._file = user_cache_path("mtqa") / f"{name}-{key}.sqlite"

    def get(self, texts: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept for these texts."""
        import sqlite3

        found: dict[str, bytes] = {}
        if self._file.exists():
            with contextlib.suppress(sqlite3.Error), contextlib.closing(self._open()) as table:
                for text in texts:
                    row = table.execute("SELECT value FROM kept WHERE text = ?", (text,)).fetchone()
                    if row:
                        found[text] = row[0]
        return found

    def put(self, values: Mapping[str, bytes]) -> None:
        """Keep these, beside what is kept already."""
        import sqlite3

        with contextlib.suppress(OSError, sqlite3.Error):
            if not self._file.exists():
                self._file.parent.mkdir(parents=True, exist_ok=True)
                for old in self._file.parent.glob(f"{self._name}-*.sqlite"):
                    old.unlink(missing_ok=True)
                # For its owner alone: what is kept may quote a story that is not out yet.
                self._file.touch(mode=0o600)
            try:
                self._add(values)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                # Damaged: made anew.
                self._file.unlink(missing_ok=True)
                self._add(values)

    def _add(self, values: Mapping[str, bytes]) -> None:
        with contextlib.closing(self._open()) as table, table:
            table.execute(f"CREATE TABLE IF NOT EXISTS kept (text TEXT PRIMARY KEY, value BLOB) {self._IN_ORDER_OF}")
            table.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values.items())
            self._shrink(table)

    def _shrink(self, table: "sqlite3.Connection") -> None:
        """Make room; what is kept of our own data is bounded by that data."""

    def _open(self) -> "sqlite3.Connection":
        import sqlite3

        # Another run that writes just now is no reason to wait: what it keeps is the same.
        return sqlite3.connect(self._file, timeout=0.2)


class Bounded(Kept):
    """The same, and when the file has more than *most* bytes in use, the oldest quarter of the values goes."""

    #: A row is numbered when it is put.
    _IN_ORDER_OF = ""

    def __init__(self, name: str, key: str, *, most: int) -> None:
        super().__init__(name, key)
        self._most = most

    def _shrink(self, table: "sqlite3.Connection") -> None:
        pages, free, size = (
            table.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size > self._most:
            table.execute(
                "DELETE FROM kept WHERE rowid IN"
                " (SELECT rowid FROM kept ORDER BY rowid LIMIT 1 + (SELECT count(*) FROM kept) / 4)"
            )
