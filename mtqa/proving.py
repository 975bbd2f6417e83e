"""Packs put to the proof: every rule against its own examples, as a story would meet it."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources.abc import Traversable
from pathlib import Path

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers import CHECKERS
from mtqa.document import Article
from mtqa.errors import RuleError, UsageError
from mtqa.example import parted
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.rule import Checker, Rule
from mtqa.rulepack import builtin_packs, read_packs
from mtqa.ruletest import Failure, failures
from mtqa.span import Span


def demonstration(rule: Rule, desk: Desk) -> list[str]:
    """Return what mtqa says to the first bad example of a rule that a checker finds, and the entry it rests on."""
    if not isinstance(rule.looks, Checker) or CHECKERS[rule.checker].needs:
        return []
    text = re.sub(r"\[\[|\]\]", "", rule.bad[0])
    analysis = Analysis(
        article=article(text, rule.id),
        rules=desk.rules,
        models=desk.models,
        knowledge=desk.knowledge,
        encoder_name=desk.config.encoder,
    )
    module, _, function = CHECKERS[rule.checker].function.partition(":")
    found = [hit for hit in getattr(import_module(module), function)(analysis) if hit.rule == rule.id]
    lines = []
    for finding in found[:1]:
        lines.append(f"{finding.message} {finding.confidence:.0%} sure.")
        lines += (
            [f"Entry: {entry}" for entry in _entries(finding.suggestions, desk)] if rule.checker == "entities" else []
        )
    return lines


def _entries(names: Iterable[str], desk: Desk) -> Iterator[str]:
    gazetteer = desk.knowledge.gazetteer
    for name in names:
        for number in gazetteer.known.get(gazetteer.tokens(name), ())[:1]:
            yield str(gazetteer.institutions[number])


def article(text: str, path: str) -> Article:
    """Return the article that an example makes, with its source or reference if it has one."""
    example = parted(text)
    source, reference = (
        readers.document(words, f"{path} {name}") if words is not None else None
        for name, words in (("source", example.source), ("reference", example.reference))
    )
    return Article(
        document=readers.document(example.story, path),
        source=source,
        source_language=example.language,
        reference=reference,
    )


def prove(folder: Path | None) -> tuple[int, list[Failure]]:
    """Return how many rules the folder has, the built-in packs without one, and every example that fails."""
    packs: Traversable = builtin_packs() if folder is None else folder
    rules = read_packs([packs])
    if not rules:
        raise UsageError(f"{packs}: no rule pack in this folder; a pack is a file NAME.yaml")
    models = Models()

    def find(rule: Rule, text: str) -> list[tuple[Span, tuple[str, ...]]]:
        known = rules if isinstance(rule.looks, Checker) else {rule.id: rule}
        analysis = Analysis(article=article(text, rule.id), rules=known, models=models)
        if rule.checker not in CHECKERS:
            raise RuleError(rule.path, rule.line, f"there is no checker {rule.checker}; known: {', '.join(CHECKERS)}")
        module, _, function = CHECKERS[rule.checker].function.partition(":")
        found = getattr(import_module(module), function)(analysis)
        mine = (finding for finding in found if finding.rule == rule.id)
        return [(finding.span, finding.suggestions) for finding in sorted(mine, key=lambda finding: finding.span)]

    return len(rules), [failure for rule in rules.values() for failure in failures(rule, find)]
