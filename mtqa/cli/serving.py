"""Serve an editor."""

from typing import TYPE_CHECKING, Any

import click

from mtqa.cli import settings
from mtqa.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.models import Models
    from mtqa.runner import Runner


@click.command()
@settings.options
def lsp(**options: Any) -> None:
    """Speak the Language Server Protocol on standard input and output; your editor starts this."""
    try:
        from mtqa.server.language.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "tomlkit"}:
            raise
        raise MissingExtraError("to serve an editor, mtqa needs pygls", "lsp") from error
    from dataclasses import replace

    def make(note: "Callable[[str], None]", models: "Models") -> "Runner":
        return replace(settings.runner(options), note=note, models=models)

    serve(make)
