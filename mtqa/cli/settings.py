"""The options that go before the settings of any file, and the runner that they make."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.checkers import CHECKERS
from mtqa.cli.exits import complain
from mtqa.config import OperatingPoint
from mtqa.finding import Severity

if TYPE_CHECKING:
    from mtqa.runner import Runner


def _names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if value else None


def level(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Any:
    """Return the severity of this name, or the name of what is none."""
    return Severity(value) if value in list(Severity) else value


def score(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    """Return a number that is one."""
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


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that go before the settings of any file."""
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


def runner(options: dict[str, Any]) -> "Runner":
    """Return what checks stories with these options of the command line."""
    from mtqa.reportcache import ReportCache
    from mtqa.runner import Beside, Runner

    beside = Beside(
        source=options.get("source"),
        source_language=options.get("source_language"),
        reference=options.get("reference"),
    )
    settings = ("checks", "select", "ignore", "operating_point", "fail_on", "fail_under")
    given = {name: options[name] for name in settings if options.get(name) is not None}
    if "operating_point" in given:
        given["operating_point"] = OperatingPoint(given["operating_point"])
    if given.get("fail_on") == "never":
        given["fail_on"] = None
    return Runner(
        note=complain,
        config_file=options.get("config_file"),
        isolated=options.get("isolated", False),
        whole_page=options.get("whole_page", False),
        overrides=given,
        cache=None if options.get("no_cache", True) else ReportCache(),
        beside=beside,
    )
