"""One suspected error."""

from dataclasses import dataclass
from enum import StrEnum

from mtqa.span import Span


class Severity(StrEnum):
    """How bad an error is, in the terms of MQM (https://themqm.org)."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """The place in the order from mild to bad, from 0."""
        return list(Severity).index(self)


class Category(StrEnum):
    """What kind of error it is: a dimension of MQM, a slash, and the fault."""

    MISTRANSLATION = "accuracy/mistranslation"
    CALQUE = "accuracy/calque"
    ADDITION = "accuracy/addition"
    OMISSION = "accuracy/omission"
    UNTRANSLATED = "accuracy/untranslated"
    NUMBER = "accuracy/number"
    GRAMMAR = "fluency/grammar"
    FRAGMENT = "fluency/fragment"
    PUNCTUATION = "fluency/punctuation"
    REPETITION = "fluency/repetition"
    SPELLING = "fluency/spelling"
    WRONG_TERM = "terminology/wrong-term"
    WRONG_NAME = "terminology/wrong-name"
    AWKWARD = "style/awkward"
    DATELINE = "locale/dateline"
    DATE_FORMAT = "locale/date-format"
    NUMBER_FORMAT = "locale/number-format"
    BOILERPLATE = "markup/boilerplate"
    PLACEHOLDER = "markup/placeholder"
    NAME_CLASH = "consistency/name"
    NUMBER_CLASH = "consistency/number"
    DATE_CLASH = "consistency/date"
    HEADLINE_CLASH = "consistency/headline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Another voice for a finding: the rule that spoke, how sure it was, what it said."""

    rule: str
    confidence: float
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of another text, and where they stand in it."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A suspected error: where, what kind, how bad, how sure, why, and what to do."""

    span: Span
    rule: str
    checker: str
    category: Category
    severity: Severity
    confidence: float
    message: str
    why: str
    suggestions: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    #: What the source, or the reference, has in this place.
    source: Passage | None = None
    reference: Passage | None = None
