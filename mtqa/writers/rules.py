"""Rules for people to read: a list, and a page for each."""

import io
import re
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mtqa.rule import Existence, Rule, Sequence, Substitution
from mtqa.writers.visible import visible

_WIDTH = 100


def listing(rules: Iterable[Rule]) -> str:
    """Return a table of rules, one a line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("rule", "checker", "severity", "category", "sure"):
        table.add_column(heading, no_wrap=True)
    count = 0
    for count, rule in enumerate(rules, 1):  # noqa: B007
        table.add_row(rule.id, rule.checker, rule.severity, rule.category, f"{rule.confidence:.0%}")
    console = Console(file=io.StringIO(), width=_WIDTH, highlight=False, markup=False)
    console.print(table)
    return _written(console) + f"{count} rules\n"


def page(rule: Rule, shown: Iterable[str] = ()) -> str:
    """Return all there is to know about one rule; *shown* is what mtqa says to its first example."""
    console = Console(file=io.StringIO(), width=_WIDTH, highlight=False, markup=False)
    console.print(Text(rule.id, style="bold"))
    console.print(
        f"{rule.severity}, {rule.category}, {rule.confidence:.0%} sure, found by {rule.checker} ({rule.kind})\n"
    )
    console.print(Text(visible(re.sub(r"\{(\w+)\}", r"\1", rule.message))))
    console.print(Text(f"\nWhy: {visible(rule.why)}"))
    if _suggestions(rule):
        console.print("\nRemedy:")
        for line in _suggestions(rule):
            console.print(Text(f"  {visible(line)}"))
    console.print("\nReported, between [[ and ]]:")
    for example in rule.bad:
        console.print(Text(f"  ✗ {visible(example)}"))
    for number, line in enumerate(shown):
        console.print(Text(f"{'' if number else chr(10) + 'Said of the first: '}{visible(line)}"))
    console.print("\nNot reported:")
    for example in rule.good:
        console.print(Text(f"  ✓ {visible(example)}"))
    if rule.source:
        console.print(Text(f"\nSource: {visible(rule.source)}"))
    console.print(Text(f"\nLooks in: {', '.join(sorted(rule.scope))}"))
    console.print(Text(f'To switch it off: ignore = ["{rule.id}"] in mtqa.toml, or --ignore {rule.id}'))
    return _written(console)


def _suggestions(rule: Rule) -> list[str]:
    match rule.looks:
        case Substitution(swap=swap):
            return [f"{pattern.pattern} → {' or '.join(better)}" for pattern, better in swap]
        case Existence(suggest=suggest) | Sequence(suggest=suggest):
            return list(suggest)
        case _:
            return []


def _written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
