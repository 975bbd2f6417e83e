"""A text that a story was held against, and what of it says what which part of the story says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mtqa.document import Document
from mtqa.span import Span

if TYPE_CHECKING:
    from mtqa.pairing import Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The source or the reference of a story, and pairs of spans: in it, and in the story; one may be missing."""

    name: Literal["source", "reference"]
    document: Document
    #: By ISO 639-1 code.
    language: str
    pairs: tuple[tuple[Span | None, Span | None], ...]


def counterpart(name: Literal["source", "reference"], pairing: "Pairing", language: str) -> Counterpart:
    """Return the other text of a pairing."""
    return Counterpart(
        name=name,
        document=pairing.other.document,
        language=language,
        pairs=tuple(
            (pair.other_span if pair.other else None, pair.story_span if pair.story else None) for pair in pairing.pairs
        ),
    )
