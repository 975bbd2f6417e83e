"""Which files are meant: names, folders and globs as typed."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from wcmatch import glob

from mtqa.errors import ReadError
from mtqa.readers import SUFFIXES

STANDARD_INPUT = "-"
_GLOB = glob.GLOBSTAR | glob.BRACE


def stories(names: Iterable[str], problem: Callable[[ReadError], None]) -> Iterator[str]:
    """Yield the path of each story once, folders walked in order of name; *problem* is told what cannot be listed."""
    seen: set[str] = set()
    for name in names:
        for path in _named(name, problem):
            if path not in seen:
                seen.add(path)
                yield path


def load(path: str) -> bytes:
    """Return the bytes of a story; raises ``ReadError``."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(path, (error.strerror or str(error)).lower()) from error


def _named(name: str, problem: Callable[[ReadError], None]) -> Iterator[str]:
    if name == STANDARD_INPUT:
        yield name
    elif Path(name).is_dir():
        found = False
        for path in _walked(name, problem):
            found = True
            yield path
        if not found:
            problem(ReadError(name, f"no story in this folder; mtqa reads {', '.join(SUFFIXES)}"))
    elif glob.is_magic(name, flags=_GLOB) and not Path(name).exists():
        paths = sorted(path for path in glob.iglob(name, flags=_GLOB) if Path(path).is_file())
        if not paths:
            problem(ReadError(name, "no file matches"))
        yield from paths
    else:
        yield name


def _walked(folder: str, problem: Callable[[ReadError], None]) -> Iterator[str]:
    def refused(error: OSError) -> None:
        problem(ReadError(str(error.filename), (error.strerror or str(error)).lower()))

    for parent, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            if Path(file).suffix.lower() in SUFFIXES and not file.startswith("."):
                yield str(Path(parent) / file)
