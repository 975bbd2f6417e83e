"""Take the suggestions that are safe."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli import settings, stories
from mtqa.cli.exits import Exit, complain
from mtqa.cli.output import write_bytes
from mtqa.errors import MtqaError, ReadError

if TYPE_CHECKING:
    from mtqa.fixing import Mended


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--diff", is_flag=True, help="Show the lines before and after.")
@click.option("--write", is_flag=True, help="Put the mended story in the place of the old one.")
@stories.options
@settings.options
@click.pass_context
def fix(ctx: click.Context, /, paths: tuple[str, ...], diff: bool, write: bool, **options: Any) -> None:
    """Take suggestions that are safe: one, of a sure rule, and the story scores no worse. Only --write changes a file."""
    from mtqa.writers import fixes

    runner, failed, count = settings.runner(options), False, 0
    for outcome in stories.outcomes(runner, paths, options):
        try:
            if isinstance(outcome, ReadError):
                failed = True
            elif (mended := runner.mended(outcome)).edits:
                click.echo((fixes.diff if diff else fixes.listed)(mended), nl=False)
                if write:
                    _replace(mended)
                count += len(mended.edits)
        except MtqaError as error:  # the other stories go on
            complain(error)
            failed = True
    complain(f"{count} suggestions {'taken' if write else 'to take; --write takes them'}")
    ctx.exit(Exit.ERROR if failed else Exit.CLEAN)


def _replace(mended: "Mended") -> None:
    """Put the new text in the place of the old, with the same encoding; raises ``ReadError``."""
    from mtqa.readers import files, mending

    path = mended.before.document.path
    if path == files.STANDARD_INPUT:
        raise ReadError(path, "standard input cannot be written to")
    data = mending.mended(files.load(path), mended.before.document, mended.after.document.text)
    write_bytes(Path(path), data)
