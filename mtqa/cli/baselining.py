"""Write down what is found now, so that later runs report only what is new."""

from pathlib import Path
from typing import Any

import click

from mtqa.cli import settings, stories
from mtqa.cli.exits import Exit, complain
from mtqa.cli.output import output
from mtqa.errors import ReadError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="mtqa-baseline.json",
    help="Write the baseline to this file; - is standard output.",
)
@stories.options
@settings.options
@click.pass_context
def baseline(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Write a baseline of what is found now, for check --baseline."""
    from mtqa.baseline import reasons_in, write

    found = list(stories.outcomes(settings.runner(options), paths, options))
    reports = [report for report in found if not isinstance(report, ReadError)]
    reasons = reasons_in(options["output"])
    with output(options["output"]) as out:
        out(write(reports, options["output"], reasons))
    known = sum(len(report.findings) for report in reports)
    complain(f"{options['output']}: {known} findings in {len(reports)} stories are known now")
    ctx.exit(Exit.ERROR if len(reports) < len(found) else Exit.CLEAN)
