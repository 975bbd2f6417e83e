"""Where the output of a command goes: standard output or a file, and a bar while stories are checked."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import click

from mtqa.errors import UsageError


@contextmanager
def output(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Give a function that writes to standard output or to a file."""
    if path is None or str(path) == "-":
        yield lambda text: click.echo(text, nl=False)
        return
    try:
        with _opened(path) as file:
            yield lambda text: file.write(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file that appears only when it is whole; raises ``UsageError``."""
    try:
        with _opened(path) as file:
            file.write(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears only when it is whole; what is no file, such as a device or a pipe, is written to."""
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    path = path.resolve()
    # A temporary file is for its owner alone; a report is for whoever may read the folder, or the one before it.
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    # Closed before it is moved, whatever happens.
    file = NamedTemporaryFile("wb", dir=path.parent, prefix=".mtqa-", delete=False)  # noqa: SIM115
    unfinished = Path(file.name)
    try:
        with file:
            yield file
        unfinished.chmod(mode)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def progress(stories: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each story; it moves a bar where there is a terminal and more than one story."""
    if stories < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Checking", total=stories)
        yield lambda: bar.advance(task)
