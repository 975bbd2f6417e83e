"""Every rule on one page, in Markdown: a table of packs, then each rule with its reason and two of its examples."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from mtqa.example import parted
from mtqa.rule import Rule
from mtqa.writers.visible import visible

_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_PLACE = re.compile(r"\{(\w+)\}")
_MARKUP = re.compile(r"([\\`*_\[\]|#~])")


def write(rules: Iterable[Rule]) -> str:
    """Return the page."""
    ordered = sorted(rules, key=lambda rule: rule.id)
    packs = [(pack, list(of_pack)) for pack, of_pack in groupby(ordered, key=lambda rule: rule.pack)]
    lines = [
        "# Every rule",
        "",
        f"{len(ordered)} rules in {len(packs)} packs; written by `mtqa rules --format markdown`. What is struck out in an",
        "example is what mtqa reports there. `mtqa explain RULE` shows the rest of the examples and where a rule looks.",
        "",
        "| pack | rules |",
        "|---|---|",
        *(f"| [{pack}](#{pack}) | {len(of_pack)} |" for pack, of_pack in packs),
        "",
    ]
    for pack, of_pack in packs:
        lines += [f"## {pack}", ""]
        for rule in of_pack:
            lines += _entry(rule)
    return "\n".join(lines)


def anchor(rule: str) -> str:
    """Return what the entry of a rule is called in links."""
    return rule.replace("/", "-")


def _entry(rule: Rule) -> Iterator[str]:
    yield f'<a id="{anchor(rule.id)}"></a>'
    yield ""
    yield f"### {rule.id}"
    yield ""
    yield f"{rule.severity}, {rule.category}, {rule.confidence:.0%} sure: {_prose(_PLACE.sub('…', rule.message))}"
    yield ""
    yield _prose(rule.why.strip())
    yield ""
    for example in rule.bad[:1]:
        yield f"- reported: {_example(example)}"
    for example in rule.good[:1]:
        yield f"- not reported: {_example(example)}"
    yield ""


def _prose(text: str) -> str:
    """Return words that make no markup."""
    return _MARKUP.sub(r"\\\1", html.escape(visible(text), quote=False))


def _example(text: str) -> str:
    """Return an example on a line, what it is held against left out, what is reported struck out."""
    story = visible(parted(text).story)
    pieces = _MARKED.split(story)
    return "".join(
        f"<del>{_prose(piece)}</del>" if number % 2 else _prose(piece) for number, piece in enumerate(pieces)
    )
