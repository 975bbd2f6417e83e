"""The stories of a command: which they are, and their reports one after another, with what is said of them meanwhile."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli.exits import complain
from mtqa.cli.output import progress
from mtqa.errors import ReadError, UsageError

if TYPE_CHECKING:
    from mtqa.report import Report
    from mtqa.runner import Runner

_OPTIONS = (
    click.option("--changed", metavar="BASE", help="Only stories changed since this revision of git, or new."),
    click.option("--no-cache", is_flag=True, help="Check every story anew, and keep no report for the next run."),
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which stories are meant."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def outcomes(runner: "Runner", names: tuple[str, ...], options: dict[str, Any]) -> Iterator["Report | ReadError"]:
    """Yield a report for each story, without what a baseline knows, or why there is none, which is told too."""
    from mtqa import baseline

    known = baseline.read(options["baseline"]) if options.get("baseline") else None
    errors: list[ReadError] = []
    paths = named(runner, names, options, errors.append)
    for error in errors:
        complain(error)
        yield error
    with progress(len(paths)) as step:
        for outcome in runner.check(paths):
            if isinstance(outcome, ReadError):
                complain(outcome)
                yield outcome
            else:
                yield known.new(outcome, runner.config(outcome.document.path)) if known else outcome
            step()
    if known and (stale := known.stale()):
        complain(f"{known.file}: {stale} {'entry is' if stale == 1 else 'entries are'} stale; write it anew")


def named(
    runner: "Runner", names: tuple[str, ...], options: dict[str, Any], problem: Callable[[ReadError], None]
) -> list[str]:
    """Return the paths of the stories that are meant; *problem* is told what cannot be listed."""
    paths = runner.paths(names, problem)
    if options["changed"] is not None:
        paths = _changed(paths, options["changed"])
    if runner.beside and len(paths) > 1:
        raise UsageError(f"--source and --reference are for one story, and there are {len(paths)}; see `mtqa scan`")
    return paths


def _changed(paths: list[str], base: str) -> list[str]:
    from mtqa.changed import changed

    found = changed(paths, base)
    if not found:
        complain(f"no story changed since {base}")
    return found
