"""What the exit status says, and what is said on standard error."""

from enum import IntEnum

import click

from mtqa.writers.visible import visible


class Exit(IntEnum):
    """What the exit status says."""

    CLEAN = 0
    FINDINGS = 1
    ERROR = 2


def complain(problem: object) -> None:
    """Say on standard error what is wrong, in one line."""
    click.echo(visible(f"mtqa: {problem}"), err=True)
