"""YAML as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.strictyaml import Value, YamlMistake, read_yaml


def _mistake(data: bytes | str) -> YamlMistake:
    with pytest.raises(YamlMistake) as caught:
        read_yaml(data)
    return caught.value


def _plain(value: Value) -> object:
    if isinstance(value.content, tuple):
        return [_plain(item) for item in value.content]
    if isinstance(value.content, dict):
        return {key: _plain(item) for key, item in value.content.items()}
    return value.content


def test_every_scalar_is_the_text_that_was_written() -> None:
    read = read_yaml("- No\n- 1.10\n- ~\n- 2024-01-01\n- 0x1F\n- 'a b'\n- !!int 5\n")
    assert read.texts == ("No", "1.10", "~", "2024-01-01", "0x1F", "a b", "5")


def test_lists_and_mappings_keep_their_lines() -> None:
    read = read_yaml("a: 1\nb:\n  - x\n  - y\n")
    assert _plain(read) == {"a": "1", "b": ["x", "y"]}
    assert read.mapping["b"].items[1].line == 4


def test_a_single_value_is_a_list_of_one() -> None:
    assert read_yaml("a: x").mapping["a"].texts == ("x",)


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("a: 1\na: 2\n", 2, "a stands here twice"),
        ("a: &x 1\nb: *x\n", 2, "aliases"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("[" * 100_000, 1, "nested too deeply"),
        ("- " * 100_000 + "x", 1, "nested too deeply"),
        ("{" * 100_000, 1, "nested too deeply"),
        ("a: [1, 2\nb: 3", 2, "not YAML"),
        ("? [a, b]\n: c", 1, "expected some text"),
        (b"a: \xff\n", 1, "not YAML"),
        (b"a\0b", 1, "not YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(data: bytes | str, line: int, problem: str) -> None:
    mistake = _mistake(data)
    assert mistake.line == line
    assert problem in mistake.problem


def test_an_unknown_key_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(YamlMistake, match="line 2: unknown key mesage; did you mean message"):
        read_yaml("id: x\nmesage: y\n").keys(["id", "message"], [])


def test_a_missing_key_is_told() -> None:
    with pytest.raises(YamlMistake, match="line 1: why is missing"):
        read_yaml("id: x").keys(["id", "why"], [])


def test_a_choice_is_one_of_those_there_are() -> None:
    assert read_yaml("minor").choice("severity", ["minor", "major"]) == "minor"
    with pytest.raises(YamlMistake, match="unknown severity mnior; did you mean minor"):
        read_yaml("mnior").choice("severity", ["minor", "major"])


def test_a_flag_is_true_or_false() -> None:
    assert read_yaml("true").flag
    assert not read_yaml("false").flag
    with pytest.raises(YamlMistake, match="unknown truth value yes"):
        _ = read_yaml("yes").flag


@pytest.mark.parametrize("data", ["a: ", "a: []", "a: {}", "a: ''"])
def test_nothing_is_no_text(data: str) -> None:
    with pytest.raises(YamlMistake, match="expected some text"):
        _ = read_yaml(data).mapping["a"].text


@given(st.text(st.sampled_from("ab:-[]{}\n \t'\"&*!|>#?,%@`~0")))
def test_any_text_is_read_or_refused(text: str) -> None:
    line = 1
    try:
        line = read_yaml(text).line
    except YamlMistake as mistake:
        line = mistake.line
    assert line >= 1


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    line = 1
    try:
        line = read_yaml(data).line
    except YamlMistake as mistake:
        line = mistake.line
    assert line >= 1
