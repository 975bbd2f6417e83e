"""Paragraphs taken from a file, made into a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from mtqa import layout
from mtqa.document import Block, Document, Role
from mtqa.errors import ReadError
from mtqa.origin import Origin, Part, Run
from mtqa.readers.limits import MAX_PARAGRAPHS
from mtqa.readers.traced import Traced
from mtqa.span import Lines, Span

_BREAK = "\n\n"
#: A headline, byline or dateline that stands in a field of its own is often said again at the top of the text.
_TOP = 6


@dataclass(frozen=True, slots=True)
class Within:
    """An element that something stands in: its name, its identifiers and classes, and the element it stands in itself."""

    marks: frozenset[str]
    parent: "Within | None" = None

    def any_of(self, names: frozenset[str]) -> bool:
        """Tell whether one of the elements, this or further out, has one of these marks."""
        return any(names & element.marks for element in self.outward())

    def outward(self) -> Iterator["Within"]:
        """Yield the element and those it stands in."""
        element: Within | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The words of a paragraph, its role where the file tells it, and the element or field that holds it."""

    words: Traced
    role: Role | None = None
    element: str = ""
    within: "Within | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that paragraphs were taken from."""

    path: str
    lines: Lines
    format: str
    counts_paragraphs: bool = False


def document(paragraphs: Sequence[Paragraph], source: Source, item: str | None = None) -> Document:
    """Return the document these paragraphs make; raises ``ReadError`` when there are none."""
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.words.text.strip()]
    if not paragraphs:
        raise ReadError(source.path, "nothing to check: there is no text in it")
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise ReadError(source.path, f"more than {MAX_PARAGRAPHS:,} paragraphs; no story has so many")
    spans: list[Span] = []
    runs: list[Run] = []
    at = 0
    for paragraph in paragraphs:
        runs += [Run(run.start + at, run.end + at, run.at, run.until) for run in paragraph.words.runs]
        spans.append(Span(at, at + len(paragraph.words.text)))
        at = spans[-1].end + len(_BREAK)
    text = _BREAK.join(paragraph.words.text for paragraph in paragraphs)
    return Document(
        path=source.path,
        text=text,
        blocks=_blocks(text, paragraphs, spans),
        format=source.format,
        item=item,
        origin=Origin(
            runs=tuple(runs),
            lines=source.lines,
            parts=tuple(Part(span, paragraph.element) for span, paragraph in zip(spans, paragraphs, strict=True)),
            counts_paragraphs=source.counts_paragraphs,
        ),
    )


def _blocks(text: str, paragraphs: Sequence[Paragraph], spans: Sequence[Span]) -> tuple[Block, ...]:
    """Return a block a paragraph: what the file says goes before what the words look like."""
    told = {
        span.start: Block(span, paragraph.role)
        for span, paragraph in zip(spans, paragraphs, strict=True)
        if paragraph.role
    }
    seen: dict[int, list[Block]] = {span.start: [] for span in spans}
    start = 0
    for block in layout.blocks(text, spans):
        # The first block of a paragraph begins where the paragraph does.
        start = block.span.start if block.span.start in seen else start
        seen[start].append(block)
    return tuple(block for span in spans for block in ([told[span.start]] if span.start in told else seen[span.start]))


def headed(fields: Sequence[Paragraph], body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a body under what its fields say of headline, byline and dateline, nothing twice."""
    top = body[:_TOP]
    said = {_bare(paragraph) for paragraph in top}
    roles = {paragraph.role for paragraph in top}
    opening = " ".join(paragraph.words.text[:200] for paragraph in top).casefold()

    def is_new(paragraph: Paragraph) -> bool:
        if paragraph.role is Role.DATELINE:
            place = _bare(paragraph).split(",")[0].split("(")[0].strip()
            return bool(place) and Role.DATELINE not in roles and place not in opening
        return _bare(paragraph) not in said and (paragraph.role is not Role.HEADLINE or paragraph.role not in roles)

    heads = sum(1 for _ in takewhile(lambda paragraph: paragraph.role is Role.HEADLINE, body))
    return [*body[:heads], *(paragraph for paragraph in fields if is_new(paragraph)), *body[heads:]]


def _bare(paragraph: Paragraph) -> str:
    return " ".join(paragraph.words.text.casefold().removeprefix("by ").split())
