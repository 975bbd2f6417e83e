"""One file of rules: its values made into rules, each mistake told with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import count

from mtqa.example import unmarked
from mtqa.finding import Category, Severity
from mtqa.regex import Regex, escaped
from mtqa.rule import (
    Checker,
    Consistency,
    Existence,
    Looks,
    Repetition,
    Rule,
    Scope,
    Sequence,
    Substitution,
    TokenCondition,
    Variant,
)
from mtqa.strictyaml import Value

_REQUIRED = ("id", "kind", "severity", "category", "message", "why", "bad", "good")
_OPTIONAL = ("scope", "confidence", "source")
#: The keys of each kind: those it needs, and those it may have.
_KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "existence": (("tokens",), ("unless", "suggest", "case", "nonword")),
    "substitution": (("swap",), ("unless", "case", "nonword")),
    "sequence": (("tokens",), ("mark", "unless", "suggest")),
    "repetition": (("longest",), ("ignore", "case")),
    "consistency": (("either",), ("case",)),
    "checker": (("checker",), ()),
}
#: What the message of a rule may name, by kind; a checker says for itself.
_SAID: Mapping[str, frozenset[str]] = {
    "existence": frozenset({"found"}),
    "substitution": frozenset({"found", "better"}),
    "sequence": frozenset({"found"}),
    "repetition": frozenset({"found", "better"}),
    "consistency": frozenset({"found", "better"}),
}
_CONDITIONS = ("word", "lemma", "pos", "tag", "entity", "optional", "not")
#: Where a rule looks that does not say: everywhere but in datelines, bylines and page furniture.
_EVERYWHERE = frozenset({Scope.HEADLINE, Scope.BODY, Scope.QUOTE, Scope.LIST, Scope.CAPTION})
_DEFAULT_CONFIDENCE = 0.7
_LONGEST_REPETITION = 6
_WORD_LIST = re.compile(r"(?<!P)<([a-z][a-z-]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """Makes rules of the values in one file."""

    path: str
    name: str
    folder: Traversable
    #: The patterns are known to be good, so that they need not be compiled before they are used.
    proven: bool

    def rule(self, value: Value) -> Rule:
        """Return the rule that a value describes; raises ``YamlMistake``."""
        kind = value.mapping["kind"].choice("kind", _KINDS) if "kind" in value.mapping else "checker"
        needed, allowed = _KINDS[kind]
        keys = value.keys((*_REQUIRED, *needed), (*_OPTIONAL, *allowed))
        identity = keys["id"].text
        if not re.fullmatch(rf"{re.escape(self.name)}/[a-z0-9]+(-[a-z0-9]+)*", identity):
            keys["id"].fail(f"the id of a rule in this file is {self.name}/a-name-like-this, not {identity}")
        for example in keys["bad"].items:
            text, marked = unmarked(example.text)
            if not marked or "[[" in text or "]]" in text:
                example.fail("a bad example marks each fault with [[ and ]]")
        return Rule(
            id=identity,
            kind=kind,
            severity=Severity(keys["severity"].choice("severity", Severity)),
            category=Category(keys["category"].choice("category", Category)),
            confidence=_confidence(keys["confidence"]) if "confidence" in keys else _DEFAULT_CONFIDENCE,
            message=_message(keys["message"], _SAID.get(kind)),
            why=keys["why"].text,
            scope=_scope(keys["scope"]) if "scope" in keys else _EVERYWHERE,
            bad=keys["bad"].texts,
            good=keys["good"].texts,
            source=keys["source"].text if "source" in keys else None,
            looks=self._looks(kind, keys),
            path=self.path,
            line=value.line,
        )

    def _looks(self, kind: str, keys: Mapping[str, Value]) -> Looks:
        unless = self._either(keys["unless"], keys["unless"].texts, keys, border="") if "unless" in keys else None
        suggest = keys["suggest"].texts if "suggest" in keys else ()
        match kind:
            case "existence":
                return Existence(
                    pattern=self._either(keys["tokens"], keys["tokens"].texts, keys), unless=unless, suggest=suggest
                )
            case "substitution":
                return Substitution(
                    pattern=self._either(keys["swap"], keys["swap"].mapping, keys),
                    unless=unless,
                    swap=tuple(
                        self._swap(value, self._regex(value, self._listed(value, one), keys))
                        for one, value in keys["swap"].mapping.items()
                    ),
                )
            case "sequence":
                return self._sequence(keys, unless, suggest)
            case "repetition":
                longest = int(keys["longest"].choice("length", map(str, range(1, _LONGEST_REPETITION + 1))))
                ignore = self._either(keys["ignore"], keys["ignore"].texts, keys) if "ignore" in keys else None
                return Repetition(longest=longest, ignore=ignore)
            case "consistency":
                return Consistency(
                    either=tuple(
                        tuple(
                            Variant(words=words, pattern=self._either(value, [words], keys))
                            for words in (one, *value.texts)
                        )
                        for one, value in keys["either"].mapping.items()
                    )
                )
            case _:
                return Checker(name=keys["checker"].text)

    def _swap(self, value: Value, pattern: Regex) -> tuple[Regex, tuple[str, ...]]:
        highest = max(map(int, re.findall(r"\\(\d)", " ".join(value.texts))), default=0)
        if not self.proven and highest > pattern.compiled.groups:
            value.fail(f"\\{highest} stands for a group that the pattern does not have")
        return pattern, value.texts

    def _sequence(self, keys: Mapping[str, Value], unless: Regex | None, suggest: tuple[str, ...]) -> Sequence:
        tokens = keys["tokens"]
        conditions = tuple(self._condition(item) for item in tokens.items)
        words = [
            self._listed(item, item.mapping["word"].text)
            for item, condition in zip(tokens.items, conditions, strict=True)
            if condition.word is not None and not condition.optional and not condition.negated
        ]
        if not words:
            tokens.fail("a sequence needs at least one token with a word, to know where to look")
        last = len(conditions) - 1
        first_marked, last_marked = _mark(keys["mark"], last) if "mark" in keys else (0, last)
        between = r")\b[^\n]*?\b(?:".join(words)
        return Sequence(
            tokens=conditions,
            prefilter=self._regex(tokens, rf"\b(?:{between})\b"),
            mark=(first_marked, last_marked),
            unless=unless,
            suggest=suggest,
        )

    def _condition(self, value: Value) -> TokenCondition:
        keys = value.keys((), _CONDITIONS)

        def names(key: str) -> frozenset[str] | None:
            return frozenset(keys[key].texts) if key in keys else None

        word = keys.get("word")
        return TokenCondition(
            word=self._regex(word, self._listed(word, word.text)) if word else None,
            lemma=names("lemma"),
            pos=names("pos"),
            tag=names("tag"),
            entity=names("entity"),
            optional="optional" in keys and keys["optional"].flag,
            negated="not" in keys and keys["not"].flag,
        )

    def _either(self, value: Value, patterns: Iterable[str], keys: Mapping[str, Value], border: str = r"\b") -> Regex:
        """Join patterns into one that matches any of them, by default from word border to word border."""
        if "nonword" in keys and keys["nonword"].flag:
            border = ""
        joined = "|".join(f"(?:{self._listed(value, pattern)})" for pattern in patterns)
        # RE2 would take several groups of one name and give the position of one of them only.
        numbers = count()
        joined = re.sub(r"\(\?P<mark>", lambda _: f"(?P<mark{next(numbers)}>", joined)
        if not joined:
            value.fail("at least one pattern is needed")
        return self._regex(value, f"{border}(?:{joined}){border}", keys)

    def _regex(self, value: Value, pattern: str, keys: Mapping[str, Value] | None = None) -> Regex:
        case = (keys or {}).get("case")
        sensitive = case is not None and case.choice("case", ["sensitive", "insensitive"]) == "sensitive"
        regex = Regex(pattern, case_sensitive=sensitive)
        if not self.proven:
            try:
                _ = regex.compiled
            except ValueError as error:
                value.fail(f"bad pattern: {error}")
        return regex

    def _listed(self, value: Value, pattern: str) -> str:
        """Put the word list NAME.txt of the folder where the pattern says ``<name>``."""

        def words(match: re.Match[str]) -> str:
            file = self.folder / f"{match[1]}.txt"
            if not file.is_file():
                value.fail(f"no word list {match[1]}.txt beside the pack; a plain < is written [<]")
            try:
                lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
            except UnicodeDecodeError as error:
                value.fail(f"the word list {match[1]}.txt is not UTF-8: {error.reason} at byte {error.start}")
            entries = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
            if not entries:
                value.fail(f"the word list {match[1]}.txt is empty")
            return f"(?:{'|'.join(map(escaped, entries))})"

        return _WORD_LIST.sub(words, pattern)


def _scope(value: Value) -> frozenset[Scope]:
    return frozenset(Scope(item.choice("scope", Scope)) for item in value.items)


def _confidence(value: Value) -> float:
    if not re.fullmatch(r"0?\.\d+", value.text) or not float(value.text):
        value.fail(f"confidence is a probability between 0 and 1, such as 0.8, not {value.text}")
    return float(value.text)


def _message(value: Value, known: frozenset[str] | None) -> str:
    if not re.fullmatch(r"(?:[^{}]|\{[a-z]+\})+", value.text):
        value.fail("a message may name a value in braces, such as {found}, and has no other braces")
    for name in re.findall(r"\{(\w+)\}", value.text):
        if known is not None and name not in known:
            value.fail(f"the message of a rule of this kind may name {', '.join(sorted(known))}, not {name}")
    return value.text


def _mark(value: Value, last: int) -> tuple[int, int]:
    numbers = value.texts
    if len(numbers) != 2 or not all(re.fullmatch("[0-9]{1,4}", number) for number in numbers):
        value.fail("mark is two token numbers, first and last, such as [0, 2]")
    first_marked, last_marked = map(int, numbers)
    if not first_marked <= last_marked <= last:
        value.fail(f"mark names tokens from 0 to {last}")
    return first_marked, last_marked
