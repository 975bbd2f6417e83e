"""A rule: what it looks for, how bad that is, why, and the examples that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mtqa.document import Role
from mtqa.finding import Category, Finding, Severity
from mtqa.regex import Regex
from mtqa.span import Span


class Scope(StrEnum):
    """Where a rule looks: the roles of blocks, and the words that stand in quotation marks."""

    HEADLINE = Role.HEADLINE
    BYLINE = Role.BYLINE
    DATELINE = Role.DATELINE
    BODY = Role.BODY
    QUOTE = Role.QUOTE
    LIST = Role.LIST
    CAPTION = Role.CAPTION
    FURNITURE = Role.FURNITURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Existence:
    """Words that should not be there; the part called ``mark``, where there is one, is what is reported."""

    pattern: Regex
    unless: Regex | None
    suggest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """Words that should be other words: patterns with what to put in their place."""

    pattern: Regex
    unless: Regex | None
    swap: tuple[tuple[Regex, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCondition:
    """What one token of a sequence has to be; a condition that is ``None`` is not asked."""

    word: Regex | None
    lemma: frozenset[str] | None
    pos: frozenset[str] | None
    tag: frozenset[str] | None
    entity: frozenset[str] | None
    optional: bool
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """Tokens one after another, by word, lemma, part of speech or entity."""

    tokens: tuple[TokenCondition, ...]
    #: Finds the places worth parsing: the words of the sequence in their order.
    prefilter: Regex
    mark: tuple[int, int]
    unless: Regex | None
    suggest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """The same words twice in a row, up to ``longest`` words at a time."""

    longest: int
    ignore: Regex | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of several ways of writing the same thing."""

    words: str
    pattern: Regex


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Ways of writing one thing, of which a story should use one; the rarer is reported."""

    either: tuple[tuple[Variant, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Found by a checker of mtqa's own, not by a pattern."""

    name: str


Looks = Existence | Substitution | Sequence | Repetition | Consistency | Checker


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of fault."""

    id: str
    kind: str
    severity: Severity
    category: Category
    confidence: float
    message: str
    why: str
    scope: frozenset[Scope]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    source: str | None
    looks: Looks
    #: File and line, for errors about the rule.
    path: str
    line: int

    @property
    def pack(self) -> str:
        """The name of the pack: the part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def checker(self) -> str:
        """The name of the checker that looks for it."""
        return self.looks.name if isinstance(self.looks, Checker) else "patterns"

    @property
    def searched(self) -> Regex | None:
        """The pattern without which the rule finds nothing, if it has one."""
        match self.looks:
            case Existence(pattern=pattern) | Substitution(pattern=pattern) | Sequence(prefilter=pattern):
                return pattern
            case _:
                return None

    def finding(
        self,
        span: Span,
        *,
        suggestions: tuple[str, ...] = (),
        confidence: float | None = None,
        severity: Severity | None = None,
        **said: object,
    ) -> Finding:
        """Report *span*; *said* fills the places in the message."""
        return Finding(
            span=span,
            rule=self.id,
            checker=self.checker,
            category=self.category,
            severity=severity or self.severity,
            confidence=self.confidence if confidence is None else confidence,
            message=self.message.format(**said),
            why=self.why,
            suggestions=suggestions,
        )


Rules = Mapping[str, Rule]
