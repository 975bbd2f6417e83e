"""What was done with a story, kept on disk step by step, before anybody is told that it is kept.

A journal belongs to a story with just this text, which it holds too, so that nothing is lost when the file changes. A line a
step; the last one may be cut off, by a full disk or a killed process, and does not count then.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from platformdirs import user_state_path

from mtqa.document import Document
from mtqa.errors import MtqaError, UsageError
from mtqa.server.actions import Action, action, plain
from mtqa.writers.record import dumps

_SCHEMA = "mtqa-review/1"
#: Seconds: a quarter of a year.
_LONG = 90 * 24 * 3600


def folder() -> Path:
    """Return where reviews are kept."""
    return user_state_path("mtqa") / "reviews"


def key(document: Document) -> str:
    """Return the name of the review of a story with this text."""
    return f"{_digest(str(Path(document.path).absolute()), document.item or '')}-{_digest(document.text)}"


@dataclass(kw_only=True)
class Journal:
    """An open journal, which no other process writes to."""

    file: Path
    #: As it was found.
    lines: list[bytes] = field(default_factory=list, repr=False)
    _out: IO[bytes]

    @classmethod
    def opened(cls, document: Document) -> "Journal":
        """Return the journal of a story; raises ``UsageError`` where it is open already or cannot be written."""
        file = folder() / f"{key(document)}.jsonl"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # For its owner alone: a story may not be out yet.
            handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
            out = os.fdopen(handle, "r+b", buffering=0)
        except OSError as error:
            raise UsageError(f"{file}: {(error.strerror or str(error)).lower()}") from error
        try:
            _lock(out)
        except OSError as error:
            out.close()
            raise UsageError(f"{document.path} is being reviewed already: its page is open in a browser") from error
        journal = cls(file=file, _out=out)
        try:
            journal.lines = journal._whole_lines()
            if not journal.lines:
                journal._write(_header(document))
        except OSError as error:
            out.close()
            raise UsageError(f"{file}: {(error.strerror or str(error)).lower()}") from error
        return journal

    def steps(self) -> list[Action]:
        """Return what was done before it was opened; raises ``UsageError``."""
        return list(_actions(self.file, self.lines[1:]))

    def add(self, step: Action) -> None:
        """Keep a step; it is on disk when this returns. Raises ``OSError``, and then it is not."""
        self._write(plain(step))

    def close(self) -> None:
        """Let others write to it."""
        self._out.close()

    def set_aside(self) -> Path:
        """Close it and give it another name, so that the review begins anew; return the name."""
        self.close()
        numbers = (self.file.with_suffix(f".{number}.old") for number in range(1, 1_000_000))
        aside = next(name for name in numbers if not name.exists())
        self.file.rename(aside)
        return aside

    def _write(self, value: dict[str, Any]) -> None:
        line = dumps(value).encode("utf-8") + b"\n"
        size = os.fstat(self._out.fileno()).st_size
        try:
            written = 0
            while written < len(line):
                written += self._out.write(line[written:])
            os.fsync(self._out.fileno())
        except OSError:
            os.ftruncate(self._out.fileno(), size)
            raise

    def _whole_lines(self) -> list[bytes]:
        """Return the whole lines; what was cut off goes."""
        self._out.seek(0)
        data = self._out.read()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            os.ftruncate(self._out.fileno(), whole)
        return data[:whole].splitlines()


def earlier(document: Document) -> list[Path]:
    """Return the journals of the same story with another text that hold what was not saved."""
    name = key(document)
    story = name.partition("-")[0]
    found = sorted(folder().glob(f"{story}-*.jsonl"))
    return [file for file in found if file.stem != name and not _is_saved(file)]


def forget_old() -> None:
    """Drop the reviews that were saved long ago, since they hold what stories said; those that are open stay."""
    for file in folder().glob("*.jsonl"):
        try:
            with file.open("r+b") as opened:
                _lock(opened)
                if time.time() - file.stat().st_mtime > _LONG and _is_saved(file):
                    file.unlink()
        except OSError:
            continue


def _is_saved(file: Path) -> bool:
    lines = file.read_bytes().splitlines()
    return len(lines) < 2 or b'"kind": "saved"' in lines[-1]


def _header(document: Document) -> dict[str, Any]:
    item = {"item": document.item} if document.item else {}
    return {"schema": _SCHEMA, "path": str(Path(document.path).absolute()), **item, "text": document.text}


def _actions(file: Path, lines: list[bytes]) -> Iterator[Action]:
    for number, line in enumerate(lines, 2):
        try:
            yield action(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise damaged(file, number) from error


def damaged(file: Path, number: int) -> MtqaError:
    """Return the error that says where a journal is damaged."""
    return UsageError(
        f"{file}:{number}: what was kept of this review is damaged; --fresh sets it aside and begins anew"
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _lock(file: IO[bytes]) -> None:
    """Keep other processes away for as long as the file is open; raises ``OSError`` where one is there."""
    if sys.platform == "win32":
        import msvcrt

        # Far behind the end: what is locked there cannot be read.
        file.seek(1 << 40)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
