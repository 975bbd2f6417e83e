"""Where the output of a command goes: standard output or a file, and a bar while stories are checked."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mtqa.errors import UsageError
from mtqa.wholefile import opened


@contextmanager
def output(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Give a function that writes to standard output or to a file."""
    if path is None or str(path) == "-":
        yield lambda text: click.echo(text, nl=False)
        return
    try:
        with opened(path) as file:
            yield lambda text: file.write(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file that appears only when it is whole; raises ``UsageError``."""
    try:
        with opened(path) as file:
            file.write(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


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
