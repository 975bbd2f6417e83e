"""Rules proved by their own examples."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.example import unmarked
from mtqa.rule import Rule
from mtqa.span import Span

#: Finds the spans that a rule reports in a text, with what it suggests for each.
Find = Callable[[Rule, str], Sequence[tuple[Span, tuple[str, ...]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that a rule does not keep to."""

    rule: Rule
    example: str
    problem: str

    def __str__(self) -> str:
        return f"{self.rule.path}:{self.rule.line}: {self.rule.id}: {self.problem}: {self.example!r}"


def failures(rule: Rule, find: Find) -> Iterator[Failure]:
    """Yield the examples that the rule gets wrong.

    A bad example must be reported exactly where it is marked, and its first suggestion, applied, must leave the rule
    silent; a good example must not be reported.
    """
    if len(rule.bad) < 2 or len(rule.good) < 2:
        yield Failure(rule=rule, example="", problem="a rule has at least two bad and two good examples")
    for example in rule.bad:
        text, marked = unmarked(example)
        found = list(find(rule, text))
        if [span for span, _ in found] != marked:
            said = ", ".join(repr(span.of(text)) for span, _ in found) or "nothing"
            yield Failure(rule=rule, example=example, problem=f"reports {said} in the bad example")
            continue
        for span, suggestions in reversed(found):
            if suggestions:
                text = text[: span.start] + suggestions[0] + text[span.end :]
        if all(suggestions for _, suggestions in found) and find(rule, text):
            yield Failure(rule=rule, example=text, problem="is not content with its own suggestion")
    for example in rule.good:
        for span, _ in find(rule, example):
            yield Failure(rule=rule, example=example, problem=f"reports {span.of(example)!r} in the good example")
            break
