"""Explain, list and prove rules."""

from pathlib import Path
from typing import Any

import click

from mtqa.checkers import CHECKERS
from mtqa.cli import settings
from mtqa.cli.exits import Exit
from mtqa.errors import UsageError
from mtqa.finding import Category, Severity


@click.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Say what a rule finds, why that is a fault, and show examples."""
    from mtqa.proving import demonstration
    from mtqa.writers.rules import page

    runner = settings.runner({})
    known = runner.rule(rule)
    click.echo(page(known, demonstration(known, runner.desk("-"))), nl=False)


@click.group(invoke_without_command=True)
@click.option("--pack", help="Only the rules of this pack.")
@click.option("--checker", type=click.Choice(list(CHECKERS)), help="Only the rules of this checker.")
@click.option("--severity", type=click.Choice([severity.value for severity in Severity]), help="Only this severity.")
@click.option("--category", type=click.Choice([category.value for category in Category]), help="Only this category.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "markdown"]),
    default="table",
    help="Markdown: all about each, a page.",
)
@click.pass_context
def rules(ctx: click.Context, /, form: str, **wanted: str | None) -> None:
    """List the rules, the built-in ones and those of your settings."""
    from mtqa.writers import rulebook
    from mtqa.writers.rules import listing

    if ctx.invoked_subcommand is None:
        filters = {name: value for name, value in wanted.items() if value is not None}
        found = [rule for rule in settings.runner({}).desk("-").rules.values() if _matches(rule, filters)]
        if not found:
            raise UsageError(f"no rule has {' and '.join(f'{name} {value}' for name, value in filters.items())}")
        click.echo((rulebook.write if form == "markdown" else listing)(found), nl=False)


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


def _matches(rule: Any, wanted: dict[str, str]) -> bool:
    return all(getattr(rule, name) == value for name, value in wanted.items())
