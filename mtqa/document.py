"""The prose that is checked: its text, the blocks it is laid out in, its sentences."""

from dataclasses import dataclass
from enum import StrEnum

from mtqa.origin import Origin
from mtqa.span import Span


class Role(StrEnum):
    """What a block of a story is for."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    QUOTE = "quote"
    LIST = "list"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with one role; a dateline and the paragraph it opens are two blocks."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, without the white space around it, and the role of the block it stands in."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as read, never altered, and its blocks in order, which do not overlap.

    ``text`` is the only coordinate system: every span counts its code points.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    format: str = "plain"
    #: Markup inside the blocks, which is not prose.
    masked: tuple[Span, ...] = ()
    #: Which of several stories in the file this is.
    item: str | None = None
    #: The way back to the file, where the text is not the file's own.
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What gets checked, and what it can be held against."""

    document: Document
    #: What the story was translated from.
    source: Document | None = None
    #: The language of the source by ISO 639-1 code, where somebody said it.
    source_language: str | None = None
    #: A version of the same story that people wrote.
    reference: Document | None = None
    #: Spans of the source and of the story that a bitext file pairs, in the order of the story.
    units: tuple[tuple[Span, Span], ...] = ()
