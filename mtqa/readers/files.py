"""Which files are meant: names, folders and globs as typed."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mtqa.errors import ReadError
from mtqa.readers import MAX_BYTES, SUFFIXES
from mtqa.readers.kinds import VAGUE, is_news

STANDARD_INPUT = "-"


def stories(names: Iterable[str], problem: Callable[[ReadError], None]) -> Iterator[str]:
    """Yield the path of each story once, folders walked in order of name; *problem* is told what cannot be listed."""
    seen: set[str] = set()
    for name in names:
        for path in _named(name, problem):
            if path not in seen:
                seen.add(path)
                yield path


def load(path: str) -> bytes:
    """Return the bytes of a story, no more of them than tell that it is too long; raises ``ReadError``."""
    try:
        with Path(path).open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(path, (error.strerror or str(error)).lower()) from error
    except ValueError as error:  # a NUL in the name
        raise ReadError(path, f"no name of a file: {error}") from error


def _named(name: str, problem: Callable[[ReadError], None]) -> Iterator[str]:
    if name == STANDARD_INPUT or _is(Path.is_file, name):
        yield name
    elif name and _is(Path.is_dir, name):
        found = False
        for path in _walked(name, problem):
            found = True
            yield path
        if not found:
            problem(ReadError(name, f"no story in this folder; mtqa reads {', '.join(SUFFIXES)}"))
    elif any(character in name for character in "*?[{"):
        yield from _matching(name, problem)
    else:
        yield name


def _is(kind: Callable[[Path], bool], name: str) -> bool:
    try:
        return kind(Path(name))
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def _matching(pattern: str, problem: Callable[[ReadError], None]) -> Iterator[str]:
    from wcmatch import glob
    from wcmatch._wcparse import PatternLimitException  # wcmatch has no public name for it

    try:
        found = glob.iglob(pattern, flags=glob.GLOBSTAR | glob.BRACE)
        paths = sorted(path for path in found if _is(Path.is_file, path))
    except PatternLimitException:
        problem(ReadError(pattern, "too many alternatives in braces"))
        return
    if not paths:
        problem(ReadError(pattern, "no file matches"))
    yield from paths


def _walked(folder: str, problem: Callable[[ReadError], None]) -> Iterator[str]:
    def refused(error: OSError) -> None:
        problem(ReadError(str(error.filename), (error.strerror or str(error)).lower()))

    for parent, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = str(Path(parent) / file)
            suffix = Path(file).suffix.lower()
            # A named pipe would be waited for.
            if suffix not in SUFFIXES or file.startswith(".") or _is(Path.is_fifo, path):
                continue
            if suffix not in VAGUE or _holds_news(path):
                yield path


def _holds_news(path: str) -> bool:
    try:
        return is_news(load(path), path)
    except ReadError:
        return False
