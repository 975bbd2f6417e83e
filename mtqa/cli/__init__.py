"""The command line: parse, call, write, exit."""

import sys
from typing import Any

import click

from mtqa import __version__
from mtqa.cli.baselining import baseline
from mtqa.cli.checking import check, scan
from mtqa.cli.evaluating import evaluate
from mtqa.cli.exits import Exit, complain
from mtqa.cli.fixing import fix
from mtqa.cli.reviewing import review
from mtqa.cli.ruling import explain, rules
from mtqa.cli.serving import lsp
from mtqa.cli.training import train
from mtqa.errors import MtqaError


class _Commands(click.Group):
    """Says what a user can put right in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MtqaError as error:
            complain(error)
            ctx.exit(Exit.ERROR)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, message="mtqa %(version)s")
def main() -> None:
    """Find garbled and mistranslated passages in English news copy.

    Exit status: 0 nothing at or above the fail level, 1 something, 2 something could not be checked.
    """
    for stream in (sys.stdout, sys.stderr):
        # A story may hold what the terminal's encoding has not.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that completes mtqa's commands and options in your shell."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None, shell
    click.echo(script(main, {}, "mtqa", "_MTQA_COMPLETE").source())


for _command in (check, review, fix, baseline, scan, evaluate, train, explain, rules, lsp):
    main.add_command(_command)
