"""Packs put to the proof: every rule against its own examples, as a story would meet it."""

from importlib import import_module
from importlib.resources.abc import Traversable
from pathlib import Path

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers import CHECKERS
from mtqa.document import Article
from mtqa.errors import RuleError, UsageError
from mtqa.models import Models
from mtqa.rule import Checker, Rule
from mtqa.rulepack import builtin_packs, read_packs
from mtqa.ruletest import Failure, failures
from mtqa.span import Span


def prove(folder: Path | None) -> tuple[int, list[Failure]]:
    """Return how many rules the folder has, the built-in packs without one, and every example that fails."""
    packs: Traversable = builtin_packs() if folder is None else folder
    rules = read_packs([packs])
    if not rules:
        raise UsageError(f"{packs}: no rule pack in this folder; a pack is a file NAME.yaml")
    models = Models()

    def find(rule: Rule, text: str) -> list[tuple[Span, tuple[str, ...]]]:
        document = readers.document(text, rule.id)
        known = rules if isinstance(rule.looks, Checker) else {rule.id: rule}
        analysis = Analysis(article=Article(document=document), rules=known, models=models)
        if rule.checker not in CHECKERS:
            raise RuleError(rule.path, rule.line, f"there is no checker {rule.checker}; known: {', '.join(CHECKERS)}")
        module, _, function = CHECKERS[rule.checker].function.partition(":")
        found = getattr(import_module(module), function)(analysis)
        mine = (finding for finding in found if finding.rule == rule.id)
        return [(finding.span, finding.suggestions) for finding in sorted(mine, key=lambda finding: finding.span)]

    return len(rules), [failure for rule in rules.values() for failure in failures(rule, find)]
