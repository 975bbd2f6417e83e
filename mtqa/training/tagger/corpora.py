"""The corpora, as rows of one shape. The files are those of WMT, MLQE, BBC and ABC in the form of one JSON object a line."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import ReadError
from mtqa.finding import Severity
from mtqa.models.tagger.typography import fold
from mtqa.span import Span
from mtqa.training.tagger.copytext import sentences, tidy
from mtqa.training.tagger.rows import Annotated, Fault, Segment, Story
from mtqa.training.tagger.splits import held_document

#: Pairs of languages, by year, that are trained on, and those that are only measured on.
TRAIN_PAIRS = ("2021-cs", "2021-de", "2021-ha", "2021-is", "2021-zh", "2022-cs", "2022-de", "2022-uk")
HELD_PAIRS = ("2021-ja", "2021-ru", "2022-ja", "2022-ru", "2022-zh")
#: The pair that the annotated documents belong to.
ANNOTATED_PAIR = "2021-zh"
NEWS, TED, DEVELOPMENT = "mqm-2021-news-zh-en", "mqm-2021-ted-zh-en", "mqm-2022-zh-en"
POST_EDITS = "mlqe-pe-train-to-en"
#: Paragraphs of ABC news come without their stories: this many sentences make one.
_ABC_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Corpora:
    """A folder of corpora; one that is not there has no rows. Rows that are none raise ``ReadError``."""

    folder: Path

    def has(self, name: str) -> bool:
        """Tell whether the corpus of this name is there."""
        return self._file(name).is_file()

    def segments(self, pair: str) -> list[Segment]:
        """Return the segments of a pair, such as ``2021-zh``, in order."""
        return [
            Segment(
                row["source"],
                {name: fold(text) for name, text in row["systems"].items() if text and text.strip()},
                {name: fold(text) for name, text in row["references"].items() if text and text.strip()},
            )
            for row in self._rows(translations(pair))
        ]

    def annotated(self, name: str) -> list[Annotated]:
        """Return annotated sentences; spans count in the folded text, which is as long as the original."""
        return [
            Annotated(
                row["doc"],
                row["segment"],
                row["system"].removeprefix("hyp."),
                row["source"],
                fold(row["target"]),
                tuple(Fault(Span(a, max(b, a + 1)), Severity(severity)) for a, b, severity in row["spans"]),
            )
            for row in self._rows(name)
        ]

    def held_sources(self) -> frozenset[str]:
        """Return the source sentences of documents kept out, whose other translations must not be trained on either."""
        held = {row["source"] for row in self._rows(NEWS) if held_document(row["doc"])}
        return frozenset(held | {row["source"] for row in self._rows(DEVELOPMENT)})

    def training_segments(self, pair: str) -> list[tuple[int, Segment]]:
        """Return the segments of a pair that may be trained on, each with its place among all of the pair."""
        held = self.held_sources() if pair == ANNOTATED_PAIR else frozenset[str]()
        return [(place, segment) for place, segment in enumerate(self.segments(pair)) if segment.source not in held]

    def post_edits(self) -> Iterator[tuple[str, str]]:
        """Yield sentences as a machine made them and as an editor left them."""
        for row in self._rows(POST_EDITS):
            yield fold(row["target"]), fold(row["post_edit"])

    def stories(self) -> list[Story]:
        """Return the copy that people wrote in English: BBC, ABC in runs of paragraphs, and the originals of WMT."""
        return [*self._bbc(), *self._abc(), *self._originals()]

    def _bbc(self) -> Iterator[Story]:
        for row in self._rows("bbc-news"):
            parts = [part for paragraph in row["paragraphs"] for part in _tidied(paragraph)]
            name = f"bbc/{row['section']}/{row['headline']}"
            yield Story(name, "bbc", (tidy(row["headline"]), *parts))

    def _abc(self) -> Iterator[Story]:
        run: list[str] = []
        for number, row in enumerate(self._rows("abc-news")):
            run += _tidied(row["text"])
            if len(run) >= _ABC_SENTENCES:
                yield Story(f"abc/{number}", "abc", tuple(run))
                run = []

    def _originals(self) -> Iterator[Story]:
        for row in self._rows("english-originals"):
            parts = tuple(tidy(part) for paragraph in row["paragraphs"] for part in paragraph)
            yield Story(f"{row['year']}/{row['doc']}", f"orig-{row['year']}-{row['domain'] or 'news'}", parts)

    def _rows(self, name: str) -> Iterator[Any]:
        if not self.has(name):
            return
        file = self._file(name)
        try:
            with gzip.open(file, "rt", encoding="utf-8") as rows:
                yield from map(json.loads, rows)
        except (OSError, EOFError, ValueError) as error:
            raise ReadError(str(file), f"no gzipped lines of JSON: {error}") from error

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.jsonl.gz"


def translations(pair: str) -> str:
    """Return the name of the corpus of a pair."""
    year, language = pair.split("-")
    return f"wmt{year}-{language}-en"


def runs(segments: Sequence[Segment], words: int) -> list[list[Segment]]:
    """Cut segments into runs of about *words* words: what stands for a story, since the rows tell no documents."""
    found: list[list[Segment]] = []
    run: list[Segment] = []
    size = 0
    for segment in segments:
        run.append(segment)
        size += len(next(iter(segment.references.values()), "").split())
        if size >= words:
            found.append(run)
            run, size = [], 0
    return [*found, run] if size > words / 2 else found


def by_story(rows: Sequence[Annotated]) -> dict[tuple[str, str], list[Annotated]]:
    """Put together the rows of one document by one system, in the order of the text."""
    groups: defaultdict[tuple[str, str], list[Annotated]] = defaultdict(list)
    for row in rows:
        groups[row.doc, row.system].append(row)
    # Some documents lost their segment numbers; their rows are in order as they come.
    return {
        key: sorted(group, key=lambda row: int(row.segment) if row.segment.isdigit() else 0)
        for key, group in groups.items()
    }


def _tidied(paragraph: str) -> list[str]:
    return [tidy(span.of(paragraph)) for span in sentences(paragraph)]
