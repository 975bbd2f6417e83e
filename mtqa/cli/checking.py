"""Check stories, and many texts in one file."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli import settings, stories
from mtqa.cli.exits import Exit, complain
from mtqa.cli.output import output
from mtqa.errors import MtqaError, ReadError, UsageError
from mtqa.finding import Severity
from mtqa.writers import STREAMED, WRITERS, Writer, writer

if TYPE_CHECKING:
    from mtqa.report import Report


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), default="terminal", help="Form of the report.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option("-q", "--quiet", is_flag=True, help="Only the findings, one a line.")
@click.option("--summary", is_flag=True, help="Only one line a story: score, verdict, counts.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Color on the terminal.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), "never"]),
    callback=settings.level,
    help="Severity from which on a finding means exit status 1.  [default: major]",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=settings.score,
    metavar="SCORE",
    help="A score below this means exit status 1.  [default: 0]",
)
@click.option("--whole-page", is_flag=True, help="Check all of a web page, not only the story on it.")
@click.option("--source", metavar="FILE", help="What the one story was translated from.")
@click.option("--source-language", metavar="CODE", help="Its language, such as zh.  [default: told from the text]")
@click.option("--reference", metavar="FILE", help="A version of the one story that people wrote.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; 2 stays 2.")
@click.option("--statistics", is_flag=True, help="Only how often each rule spoke, the most frequent first.")
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Report only what this file does not know; mtqa baseline writes it.",
)
@stories.options
@settings.options
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], exit_zero: bool, **options: Any) -> None:
    """Check stories: text, Markdown, HTML, Word and wire files, folders, globs, or - for standard input."""
    from mtqa.runner import fails

    runner = settings.runner(options)
    errors: list[ReadError] = []
    reports: list[Report] = []
    if options["source_language"] and not options["source"]:
        raise UsageError("--source-language says what language --source is in; name the file with --source")
    with output(options["output"]) as out:
        write = _presenter(options)
        for outcome in stories.outcomes(runner, paths, options):
            if isinstance(outcome, ReadError):
                errors.append(outcome)
            else:
                reports.append(outcome)
                out(write([outcome], []) if _streams(options) else "")
        out("" if _streams(options) else write(reports, errors))
    failed = any(fails(report, runner.config(report.document.path)) for report in reports)
    ctx.exit(Exit.ERROR if errors else Exit.FINDINGS if failed and not exit_zero else Exit.CLEAN)


@click.command()
@click.argument("input_file", metavar="INPUT.jsonl", type=click.File("rb"))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@settings.options
@click.pass_context
def scan(ctx: click.Context, /, input_file: Any, **options: Any) -> None:
    """Check many texts, one JSON object {"id": …, "text": …} a line; - is standard input."""
    from mtqa.scanning import scan

    desk = settings.runner(options).desk(str(options["output"] or input_file.name))
    problems: list[MtqaError] = []

    def problem(error: MtqaError) -> None:
        complain(error)
        problems.append(error)

    with output(options["output"]) as out:
        for line in scan(input_file, input_file.name, desk, problem):
            out(line)
    ctx.exit(Exit.ERROR if problems else Exit.CLEAN)


def _streams(options: dict[str, Any]) -> bool:
    return options["form"] in STREAMED and not options["statistics"]


def _presenter(options: dict[str, Any]) -> Writer:
    """Return what writes reports in the form that was asked for."""
    if options["statistics"]:
        if options["form"] != "terminal":
            raise UsageError(f"--statistics is a form of its own; leave --format {options['form']} away")
        from mtqa.writers import statistics

        return statistics.write
    if options["quiet"] and options["form"] == "terminal":
        return writer("text")
    if options["form"] != "terminal":
        return writer(options["form"])
    from shutil import get_terminal_size

    from mtqa.writers import terminal

    colored = sys.stdout.isatty() and options["output"] is None and "NO_COLOR" not in os.environ
    color = options["color"] == "always" or (options["color"] == "auto" and colored)
    width = min(get_terminal_size((80, 24)).columns, 100)
    write = terminal.summary if options["summary"] else terminal.write
    return partial(write, width=width, color=color)
