"""Patterns, and the quick look that spares compiling them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.regex import Regex, escaped

ATOMS = st.sampled_from(["abc", "abd", "x", "the ", r"\d", "[abc]", ".", r"\.", r"\b", "(?:abc|abd)", "a?", "k"])
REPEATS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "+?", "??"])


def _joined(parts: list[tuple[str, str]]) -> str:
    return "".join(f"(?:{atom}){repeat}" if repeat and len(atom) > 1 else atom + repeat for atom, repeat in parts)


PATTERNS = st.lists(
    st.lists(st.tuples(ATOMS.filter(lambda atom: atom != r"\b"), REPEATS), min_size=1, max_size=5).map(_joined),
    min_size=1,
    max_size=3,
).map("|".join)


@given(PATTERNS, st.text(st.sampled_from("abcdxkK the.1\u212aſ"), max_size=25))
def test_the_quick_look_never_hides_a_match(pattern: str, text: str) -> None:
    regex = Regex(pattern)
    if any(True for _ in regex.finditer(text)):
        assert regex.may_match(text.casefold())


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("foobar", [{"foobar"}]),
        ("foo|bar", [{"foo", "bar"}]),
        ("(?:foo)?bar", [{"bar"}]),
        ("foo|x", []),
        ("(foo|)bar", [{"bar"}]),
        ("foox*", [{"foo"}]),
        (r"foo\d(bar|longer)", [{"foo"}, {"bar", "longer"}]),
        (r"(foo\dbar|longer)s", [{"longer", (frozenset({"bar"}), frozenset({"foo"}))}]),
        (r"[a-z]+", []),
    ],
)
def test_a_quick_look_is_for_words_that_every_match_has(pattern: str, needs: list[set[Any]]) -> None:
    assert Regex(pattern).needs == tuple(map(frozenset, needs))


@pytest.mark.parametrize("pattern", ["(", "[", "a{1,9999}", "(?=a)", r"\1", "((a{1,900}){1,900}){1,900}"])
def test_a_pattern_that_is_none_is_told(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        _ = Regex(pattern).compiled


def test_a_pattern_that_would_backtrack_elsewhere_is_quick() -> None:
    assert Regex("(a+)+$").fullmatch("a" * 50_000 + "b") is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_escaped_words_match_themselves(words: str) -> None:
    assert Regex(escaped(words), case_sensitive=True).fullmatch(words)
