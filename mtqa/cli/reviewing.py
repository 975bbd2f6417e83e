"""Review stories in a browser."""

from pathlib import Path
from typing import Any

import click

from mtqa.cli import settings, stories
from mtqa.cli.exits import Exit, complain
from mtqa.errors import MissingExtraError, ReadError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="STORY...")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="Serve at this port.  [default: the one of last time, or any]"
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--fresh", is_flag=True, help="Begin anew; what was kept of an earlier review is set aside.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    default="mtqa-baseline.json",
    help="Write dismissals to this file, and show nothing that it knows.",
)
@click.option("--whole-page", is_flag=True, help="Check all of a web page, not only the story on it.")
@click.option("--source", metavar="FILE", help="What the one story was translated from.")
@click.option("--source-language", metavar="CODE", help="Its language, such as zh.  [default: told from the text]")
@click.option("--reference", metavar="FILE", help="A version of the one story that people wrote.")
@stories.options
@settings.options
@click.pass_context
def review(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Review stories in a browser: take suggestions, dismiss findings, edit the text, and save. Ctrl-C ends it.

    Everything is kept as it is done. Saving writes edited stories beside the old ones, and dismissals to the baseline.
    """
    try:
        from mtqa.server.opening import opened
        from mtqa.server.serve import Serving, serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn", "anyio"}:
            raise
        raise MissingExtraError("to serve a page, mtqa needs starlette and uvicorn", "review") from error

    runner = settings.runner(options)
    errors: list[ReadError] = []
    named = stories.named(runner, paths, options, errors.append)
    for problem in errors:
        complain(problem)
    begun = opened(runner, named, options["baseline"], anew=options["fresh"])
    begun.errors[:0] = errors
    try:
        complain("Reading the stories …")
        serve(begun, Serving(port=options["port"], opens_browser=not options["no_browser"]), _tell)
    finally:
        begun.close()
    ctx.exit(Exit.ERROR if begun.errors else Exit.CLEAN)


def _tell(url: str) -> None:
    click.echo(url)
    complain("The review is open in your browser, or at the address above. Ctrl-C ends it; everything is kept.")
