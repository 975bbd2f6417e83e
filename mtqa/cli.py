"""The command line: parse, call, write, exit."""

import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any

import click

from mtqa import __version__
from mtqa.checkers import CHECKERS
from mtqa.commands_train import train
from mtqa.config import OperatingPoint
from mtqa.errors import MtqaError, ReadError, UsageError
from mtqa.finding import Category, Severity
from mtqa.writers import STREAMED, WRITERS, Writer, writer
from mtqa.writers.visible import visible

if TYPE_CHECKING:
    from mtqa.report import Report
    from mtqa.runner import Runner


class Exit(IntEnum):
    """What the exit status says."""

    CLEAN = 0
    FINDINGS = 1
    ERROR = 2


def _complain(problem: object) -> None:
    click.echo(visible(f"mtqa: {problem}"), err=True)


class _Commands(click.Group):
    """Says what a user can put right in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MtqaError as error:
            _complain(error)
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


def _names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if value else None


def _level(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Any:
    return Severity(value) if value in list(Severity) else value


def _score(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter("not a number")
    return value


_SETTINGS = (
    click.option("--checks", callback=_names, metavar="A,B", help=f"Run only these of {', '.join(CHECKERS)}."),
    click.option("--select", callback=_names, metavar="A,B", help="Report only these rules or packs."),
    click.option("--ignore", callback=_names, metavar="A,B", help="Do not report these rules or packs."),
    click.option(
        "--operating-point",
        type=click.Choice([point.value for point in OperatingPoint]),
        help="How ready to believe a signal.  [default: precision]",
    ),
    click.option(
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Read settings from this file.  [default: the nearest mtqa.toml or pyproject.toml above the story]",
    ),
    click.option("--isolated", is_flag=True, help="Read no settings file."),
)


def _settings(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that go before the settings of any file."""
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), default="terminal", help="Form of the report.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option("-q", "--quiet", is_flag=True, help="Only the findings, one a line.")
@click.option("--summary", is_flag=True, help="Only one line a story: score, verdict, counts.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Color on the terminal.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), "never"]),
    callback=_level,
    help="Severity from which on a finding means exit status 1.  [default: major]",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=_score,
    metavar="SCORE",
    help="A score below this means exit status 1.  [default: 0]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; 2 stays 2.")
@_settings
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], exit_zero: bool, **options: Any) -> None:
    """Check stories: text and Markdown files, folders, globs, or - for standard input."""
    from mtqa.runner import fails

    runner = _runner(options)
    errors: list[ReadError] = []
    reports: list[Report] = []
    stories = runner.paths(paths, errors.append)
    for error in errors:
        _complain(error)
    with _output(options["output"]) as out, _progress(len(stories)) as step:
        write = _presenter(options)
        for outcome in runner.check(stories):
            if isinstance(outcome, ReadError):
                _complain(outcome)
                errors.append(outcome)
            else:
                reports.append(outcome)
                out(write([outcome], []) if _streams(options) else "")
            step()
        out("" if _streams(options) else write(reports, errors))
    failed = any(fails(report, runner.config(report.document.path)) for report in reports)
    ctx.exit(Exit.ERROR if errors else Exit.FINDINGS if failed and not exit_zero else Exit.CLEAN)


@main.command()
@click.argument("input_file", metavar="INPUT.jsonl", type=click.File("rb"))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@_settings
@click.pass_context
def scan(ctx: click.Context, /, input_file: Any, **options: Any) -> None:
    """Check many texts, one JSON object {"id": …, "text": …} a line; - is standard input."""
    from mtqa.scanning import scan

    desk = _runner(options).desk(str(options["output"] or input_file.name))
    problems: list[MtqaError] = []

    def problem(error: MtqaError) -> None:
        _complain(error)
        problems.append(error)

    with _output(options["output"]) as out:
        for line in scan(input_file, input_file.name, desk, problem):
            out(line)
    ctx.exit(Exit.ERROR if problems else Exit.CLEAN)


@main.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Say what a rule finds, why that is a fault, and show examples."""
    from mtqa.proving import demonstration
    from mtqa.writers.rules import page

    runner = _runner({})
    known = runner.rule(rule)
    click.echo(page(known, demonstration(known, runner.desk("-"))), nl=False)


@main.group(invoke_without_command=True)
@click.option("--pack", help="Only the rules of this pack.")
@click.option("--checker", type=click.Choice(list(CHECKERS)), help="Only the rules of this checker.")
@click.option("--severity", type=click.Choice([severity.value for severity in Severity]), help="Only this severity.")
@click.option("--category", type=click.Choice([category.value for category in Category]), help="Only this category.")
@click.pass_context
def rules(ctx: click.Context, /, **wanted: str | None) -> None:
    """List the rules, the built-in ones and those of your settings."""
    from mtqa.writers.rules import listing

    if ctx.invoked_subcommand is None:
        filters = {name: value for name, value in wanted.items() if value is not None}
        found = [rule for rule in _runner({}).desk("-").rules.values() if _matches(rule, filters)]
        if not found:
            raise UsageError(f"no rule has {' and '.join(f'{name} {value}' for name, value in filters.items())}")
        click.echo(listing(found), nl=False)


@rules.command("test")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def rules_test(ctx: click.Context, folder: Path | None) -> None:
    """Prove the rules in FOLDER, or the built-in ones, by their own examples."""
    from mtqa.proving import prove

    tested, failures = prove(folder)
    for failure in failures:
        click.echo(str(failure))
    click.echo(f"{tested} rules, {len(failures)} failed examples")
    ctx.exit(Exit.FINDINGS if failures else Exit.CLEAN)


main.add_command(train)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that completes mtqa's commands and options in your shell."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None, shell
    click.echo(script(main, {}, "mtqa", "_MTQA_COMPLETE").source())


def _runner(options: dict[str, Any]) -> "Runner":
    from mtqa.runner import Runner

    settings = ("checks", "select", "ignore", "operating_point", "fail_on", "fail_under")
    given = {name: options[name] for name in settings if options.get(name) is not None}
    if "operating_point" in given:
        given["operating_point"] = OperatingPoint(given["operating_point"])
    if given.get("fail_on") == "never":
        given["fail_on"] = None
    return Runner(
        note=_complain,
        config_file=options.get("config_file"),
        isolated=options.get("isolated", False),
        overrides=given,
    )


def _matches(rule: Any, wanted: dict[str, str]) -> bool:
    return all(getattr(rule, name) == value for name, value in wanted.items())


def _streams(options: dict[str, Any]) -> bool:
    return options["form"] in STREAMED


def _presenter(options: dict[str, Any]) -> Writer:
    """Return what writes reports in the form that was asked for."""
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


@contextmanager
def _output(path: Path | None) -> Iterator[Callable[[str], None]]:
    """Give a function that writes to standard output or to a file."""
    if path is None or str(path) == "-":
        yield lambda text: click.echo(text, nl=False)
        return
    try:
        with _opened(path) as file:
            yield lambda text: print(text, file=file, end="")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """Open a file that appears only when it is whole; what is no file, such as a device or a pipe, is written to."""
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as device:
            yield device
        return
    path = path.resolve()
    # A temporary file is for its owner alone; a report is for whoever may read the folder, or the one before it.
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    # Closed before it is moved, whatever happens.
    file = NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, prefix=".mtqa-", delete=False)  # noqa: SIM115
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
def _progress(stories: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each story; it moves a bar where there is a terminal and more than one story."""
    if stories < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Checking", total=stories)
        yield lambda: progress.advance(task)
