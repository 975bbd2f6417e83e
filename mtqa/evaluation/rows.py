"""What every form of annotation is read into: rows of text with the passages that are marked in them."""

from dataclasses import dataclass
from enum import StrEnum

from mtqa.errors import LocatedError, MtqaError, ReadError
from mtqa.finding import Severity
from mtqa.span import Span

#: So much of what a file says is repeated in a message.
_LONGEST = 60
_SEVERITIES = ", ".join(Severity)


class SheetError(ReadError):
    """A file that is in none of the forms that are read."""


class RowError(LocatedError):
    """A line that does not say what its form must say."""


class PairingError(MtqaError):
    """Two files that are not about the same texts."""


class Form(StrEnum):
    """In which form a file was written; see the module that reads it."""

    REPORT = "mtqa-report"
    LINES = "json-lines"
    STORY = "annotated-story"
    WMT = "wmt-task2"
    GOOGLE = "google-mqm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A passage that is marked as wrong.

    ``span`` counts code points of the row's text and may be empty: a place where something is missing. ``confidence`` is
    a probability from 0 to 1, where the file gives one. ``words`` is what the file says stands there.
    """

    span: Span
    severity: Severity
    category: str | None = None
    confidence: float | None = None
    words: str | None = None

    @property
    def covered(self) -> Span:
        """The characters that count as marked, at least one: as in WMT 2023 task 2, an empty span counts its place."""
        return Span(self.span.start, max(self.span.end, self.span.start + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text and the marks of one annotator or one system in it.

    ``line`` is where the row begins in its file, from 1. ``text`` is missing where the form has none, such as a report;
    ``file`` then names the file that has it. ``document`` names what the text is a part of.
    """

    line: int
    marks: tuple[Mark, ...]
    id: str | None = None
    text: str | None = None
    document: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All rows of one file, in order. ``without_span`` counts errors that mark no character of the target."""

    path: str
    form: Form
    rows: tuple[Row, ...]
    without_span: int = 0


def severity(word: object) -> Severity:
    """Return the severity of this name, in any case; raises ``ValueError``."""
    if isinstance(word, str) and word.strip().lower() in list(Severity):
        return Severity(word.strip().lower())
    raise ValueError(f"the severity {shown(word)} is none of {_SEVERITIES}")


def span(start: object, end: object) -> Span:
    """Return the half-open span from *start* to *end*; raises ``ValueError`` unless 0 ≤ start ≤ end."""
    if not (_is_whole(start) and _is_whole(end)):
        raise ValueError(f"the span {shown(start)} to {shown(end)} is not of whole numbers")
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Span(start, end)


def confidence(value: object) -> float | None:
    """Return a probability from 0 to 1, or nothing for nothing; raises ``ValueError``."""
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise ValueError(f"the confidence {shown(value)} is no number from 0 to 1")


def shown(value: object) -> str:
    """Return what stands in a file as a message can have it: in quotes if it is text, and cut where it is long."""
    whole = repr(value)
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
