"""YAML read as plain text: every value keeps its line, and nothing but text, lists and mappings comes out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

import yaml

_MAX_DEPTH = 20


class YamlMistake(ValueError):
    """What is wrong on which line; whoever knows the file says which file."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar as it was written, a list of values, or a mapping of words to values."""

    line: int
    content: "str | tuple[Value, ...] | dict[str, Value]"

    def fail(self, problem: str) -> NoReturn:
        """Say what is wrong with this value."""
        raise YamlMistake(self.line, problem)

    @property
    def text(self) -> str:
        """The words as written; YAML itself would make a truth value of “No” and a number of “1.10”."""
        if not isinstance(self.content, str) or not self.content:
            self.fail("expected some text here")
        return self.content

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each item of a list; a single value is a list of one."""
        return tuple(item.text for item in self.items)

    @property
    def items(self) -> "tuple[Value, ...]":
        """The items of a list; a single value is a list of one."""
        return self.content if isinstance(self.content, tuple) else (self,)

    @property
    def mapping(self) -> "dict[str, Value]":
        """The values by key."""
        if not isinstance(self.content, dict):
            self.fail("expected “key: value” lines here")
        return self.content

    def keys(self, needed: Iterable[str], allowed: Iterable[str]) -> "dict[str, Value]":
        """Return the mapping if it has every needed key and no unknown one."""
        needed = set(needed)
        known = needed | set(allowed)
        for key, value in self.mapping.items():
            if key not in known:
                value.fail(f"unknown key {key}{_hint(key, known)}")
        for key in sorted(needed - self.mapping.keys()):
            self.fail(f"{key} is missing")
        return self.mapping

    def choice(self, what: str, choices: Iterable[str]) -> str:
        """Return the text if it is one of the choices."""
        text, known = self.text, list(choices)
        if text not in known:
            self.fail(f"unknown {what} {text}{_hint(text, known)}")
        return text

    @property
    def flag(self) -> bool:
        """A truth value, written true or false."""
        return self.choice("truth value", ["true", "false"]) == "true"


def _hint(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f"; did you mean {close[0]}?" if close else f"; known: {', '.join(sorted(known))}"


def read_yaml(data: bytes | str) -> Value:
    """Return the document in *data*; raises ``YamlMistake``.

    Aliases are refused, and so is deep nesting, since libyaml's own composer recurses in C and would end the process.
    """
    try:
        events = yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                return _value(event, events, 0)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error):
            raise YamlMistake(1, "nested too deeply") from error
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlMistake(line, f"not YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeError) as error:
        if "nesting depth" in str(error):
            raise YamlMistake(1, "nested too deeply") from error
        raise YamlMistake(1, f"not YAML: {error}") from error
    raise YamlMistake(1, "the file is empty")


def _value(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Value:
    line = event.start_mark.line + 1 if event.start_mark else 1
    if depth > _MAX_DEPTH:
        raise YamlMistake(line, "nested too deeply")
    if isinstance(event, yaml.ScalarEvent):
        return Value(line, event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        return Value(line, tuple(_value(item, events, depth + 1) for item in _until(events, yaml.SequenceEndEvent)))
    if isinstance(event, yaml.MappingStartEvent):
        pairs: dict[str, Value] = {}
        for key in _until(events, yaml.MappingEndEvent):
            name = _value(key, events, depth + 1)
            if name.text in pairs:
                name.fail(f"{name.text} stands here twice")
            pairs[name.text] = _value(next(events), events, depth + 1)
        return Value(line, pairs)
    raise YamlMistake(line, "aliases (*name) are not allowed here")


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event
