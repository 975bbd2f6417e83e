"""Rules proved by their own examples."""

from pathlib import Path

import pytest

from mtqa.errors import RuleError, UsageError
from mtqa.example import unmarked
from mtqa.proving import prove
from mtqa.rule import Rule
from mtqa.rulepack import read_packs
from mtqa.ruletest import failures
from mtqa.span import Span
from tests.packs import pack, rule_text


def test_marks_are_taken_out_of_an_example() -> None:
    assert unmarked("A [[foo]] and [[two\nfoos]].") == ("A foo and two\nfoos.", [Span(2, 5), Span(10, 18)])


def _rule(folder: Path, **changes: str | None) -> Rule:
    (rule,) = read_packs([pack(folder, rule_text(**changes))]).values()
    return rule


def _find_foo(rule: Rule, text: str) -> list[tuple[Span, tuple[str, ...]]]:
    at = text.find("foo")
    return [(Span(at, at + 3), ())] if at >= 0 else []


def test_a_rule_that_keeps_to_its_examples_has_no_failures(tmp_path: Path) -> None:
    rule = _rule(tmp_path, good='["A fo here.", "He saw a bar."]')
    assert list(failures(rule, _find_foo)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"bad": '["A [[fo]]o.", "[[foo]]"]'}, "reports 'foo' in the bad example"),
        ({"bad": '["A [[bar]].", "[[foo]]"]'}, "reports nothing in the bad example"),
        ({"good": '["A food.", "bar"]'}, "reports 'foo' in the good example"),
        ({"bad": '["[[foo]]"]'}, "at least two bad and two good"),
        ({"good": '["bar"]'}, "at least two bad and two good"),
    ],
)
def test_an_example_that_is_not_kept_to_is_a_failure(
    tmp_path: Path, changes: dict[str, str | None], problem: str
) -> None:
    rule = _rule(tmp_path, **{"good": '["bar", "baz"]', **changes})
    (failure,) = failures(rule, _find_foo)
    assert problem in failure.problem
    assert str(failure).startswith(f"{tmp_path}/mine.yaml:1: mine/foo: ")


def test_a_suggestion_that_is_reported_again_is_a_failure(tmp_path: Path) -> None:
    rule = _rule(tmp_path, good='["bar", "baz"]')

    def find(rule: Rule, text: str) -> list[tuple[Span, tuple[str, ...]]]:
        return [(span, ("foo again",)) for span, _ in _find_foo(rule, text)]

    assert {failure.problem for failure in failures(rule, find)} == {"is not content with its own suggestion"}


def test_a_users_pack_is_proved(tmp_path: Path) -> None:
    assert prove(pack(tmp_path)) == (1, [])


def test_a_users_pack_that_fails_says_where(tmp_path: Path) -> None:
    tested, failed = prove(pack(tmp_path, rule_text(good='["A foo.", "bar"]')))
    assert tested == 1
    assert [failure.problem for failure in failed] == ["reports 'foo' in the good example"]


def test_a_folder_without_packs_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rule pack in this folder"):
        prove(tmp_path)


def test_a_rule_of_an_unknown_checker_is_told(tmp_path: Path) -> None:
    folder = pack(tmp_path, rule_text(kind="checker", tokens=None, checker="nope"))
    with pytest.raises(RuleError, match=r"mine\.yaml:1: there is no checker nope"):
        prove(folder)
