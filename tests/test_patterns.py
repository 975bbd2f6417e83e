"""What each kind of rule finds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.checkers import patterns
from mtqa.finding import Finding
from mtqa.models import Models
from mtqa.rulepack import read_packs
from tests.packs import pack, rule_text
from tests.standins import analysis

Find = Callable[..., list[Finding]]


@pytest.fixture
def find(tmp_path: Path, light: Models) -> Find:
    def found(text: str, **changes: str | None) -> list[Finding]:
        rules = read_packs([pack(tmp_path, rule_text(**changes))])
        return list(patterns.check(analysis(text, rules, light)))

    return found


@pytest.fixture
def words(find: Find) -> Callable[..., list[str]]:
    def found(text: str, **changes: str | None) -> list[str]:
        return [finding.span.of(text) for finding in find(text, **changes)]

    return found


Words = Callable[..., list[str]]


def test_words_that_should_not_be_there_are_found_as_whole_words(words: Words) -> None:
    assert words("A foo, a food, Foo's and a\u00a0foo.") == ["foo", "Foo", "foo"]


def test_case_can_matter(words: Words) -> None:
    assert words("A foo and a Foo.", case="sensitive") == ["foo"]


def test_parts_of_words_are_found_when_asked_for(words: Words) -> None:
    assert words("A food.", nonword="true") == ["foo"]


def test_only_the_marked_part_is_reported(words: Words) -> None:
    assert words("The foo bar and the baz.", tokens="['foo (?P<mark>bar)', 'baz']") == ["bar", "baz"]


def test_each_pattern_may_have_a_mark_of_its_own(words: Words) -> None:
    tokens = "['foo (?P<mark>bar)', '(?P<mark>one) two']"
    assert words("The foo bar and one two.", tokens=tokens) == ["bar", "one"]


def test_an_exception_keeps_a_rule_silent_where_it_overlaps(words: Words) -> None:
    assert words("A foo fighter and a foo.", unless="['foo fighters?']") == ["foo"]
    assert words("A foo.", unless="['foo fighters?']") == ["foo"]


def test_typography_does_not_hide_words(words: Words) -> None:
    assert words("He said “it\u2019s\u00a0so” here.", tokens="""['it''s so']""", scope="[body, quote]") == [
        "it\u2019s\u00a0so"
    ]


def test_a_rule_looks_only_where_it_says(words: Words) -> None:
    text = "Foo in the headline\n\nHe said “foo” and left with a foo on Monday."
    assert words(text, scope="[headline]") == ["Foo"]
    assert words(text, scope="[body]") == ["foo"]
    assert words(text, scope="[body, quote]") == ["foo", "foo"]
    assert words(text, scope="[caption]") == []


def test_nothing_is_found_across_blocks(words: Words) -> None:
    assert words("One foo\n\nbar here.", tokens=r"['foo\s+bar']") == []


@pytest.mark.parametrize(
    ("text", "better"), [("a foo here", "bar"), ("Foo is here.", "Bar"), ("A FOO HERE", "BAR"), ("a fooz here", "barz")]
)
def test_a_substitution_is_made_in_the_case_of_what_stands_there(find: Find, text: str, better: str) -> None:
    swap = r"{'foo(z?)': 'bar\1', 'foot': 'feet'}"
    (finding,) = find(text, kind="substitution", tokens=None, swap=swap, message="'{found}: {better}'")
    assert finding.suggestions == (better,)
    assert finding.message == f"{finding.span.of(text)}: {better}"


def test_words_said_twice_are_found_but_not_those_that_may_be(words: Words) -> None:
    text = "He had had the the talks in May in May and, and so so on."
    kind: dict[str, str | None] = {"kind": "repetition", "tokens": None, "longest": "2", "ignore": "[had had, so so]"}
    assert words(text, **kind) == ["the the", "in May in May"]


def test_words_are_not_said_twice_across_a_line_end_that_parts_blocks(words: Words) -> None:
    assert words("See the\n\nthe end of it.", kind="repetition", tokens=None, longest="2") == []


def test_the_rarer_of_two_ways_is_reported_with_the_usual_one(find: Find) -> None:
    text = "The colour and the colour, the color."
    (finding,) = find(text, kind="consistency", tokens=None, either="{colour: color}", message="'{found} {better}'")
    assert (finding.span.of(text), finding.suggestions) == ("color", ("colour",))


def test_one_way_alone_is_consistent(words: Words) -> None:
    assert words("A color, a color.", kind="consistency", tokens=None, either="{colour: color}") == []


def test_a_sequence_is_found_by_words_and_parts_of_speech(words: Words) -> None:
    text = "She waited foo badly. She foo waited."
    tokens = "[{word: 'foo'}, {tag: VBD}]"
    assert words(text, kind="sequence", tokens=tokens) == ["foo waited"]
    assert words(text, kind="sequence", tokens=tokens, mark="[1, 1]") == ["waited"]


def test_a_sequence_may_leave_out_what_is_optional(words: Words) -> None:
    tokens = "[{word: foo}, {word: very, optional: true}, {word: bar}]"
    text = "A foo bar. A foo very bar. A foo so bar."
    assert words(text, kind="sequence", tokens=tokens) == ["foo bar", "foo very bar"]


def test_a_sequence_may_ask_for_what_a_token_is_not(words: Words) -> None:
    tokens = "[{word: foo}, {pos: VERB, not: true}]"
    assert words("A foo waited. A foo house.", kind="sequence", tokens=tokens) == ["foo house"]


def test_no_finding_is_empty(words: Words) -> None:
    assert words("A foo here.", tokens="['x*']", nonword="true") == []
