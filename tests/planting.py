"""How well the coherence checker finds what was put into sound stories. Not a test: figures belong here, not in an assertion.

    python tests/planting.py STORIES.jsonl.gz… [--lines FURNITURE] [--stories 200] [--every]

Puts one sentence of another story (or a line of a file of page furniture, one a line or as {"text": …}) into each story,
checks it, and prints how many are found and how many findings there are elsewhere, for a thousand words. Only stories that
were kept apart from training are used, unless --every.
"""

import argparse
import json
import random
from pathlib import Path

from mtqa import pipeline, readers
from mtqa.config import Config, OperatingPoint
from mtqa.document import Article
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.score import count_words
from mtqa.sentences import split
from mtqa.training.stories import stories

FEWEST = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--point", default="precision")
    options = parser.parse_args()
    desk = Desk(config=Config(checks=("coherence",), operating_point=OperatingPoint(options.point)))
    texts = list(stories(*options.files, kept_apart=True))
    if options.every:
        texts += stories(*options.files, kept_apart=False)
    draw = random.Random(7)
    draw.shuffle(texts)
    texts = [text for text in texts if len(sentences(text)) >= FEWEST][: options.stories]
    lines = furniture(options.lines) if options.lines else []
    found = planted = false = words = untouched = 0
    for text in texts:
        untouched += len(check(text, desk).findings)
        strange = (
            draw.choice(lines) if lines else draw.choice(sentences(draw.choice([t for t in texts if t is not text])))
        )
        start, whole = put(text, strange, draw, alone=bool(lines))
        report = check(whole, desk)
        hits = [
            finding
            for finding in report.findings
            if overlap(finding.span.start, finding.span.end, start, start + len(strange))
        ]
        planted += 1
        found += bool(hits)
        false += len(report.findings) - len(hits)
        words += count_words(text)
    print(
        f"{planted} stories, {words} words: found {found / planted:.3f}; {1000 * false / words:.2f} findings elsewhere"
    )
    print(f"and {1000 * untouched / words:.2f} for a thousand words in the same stories with nothing put in")


def check(text: str, desk: Desk) -> Report:
    return pipeline.check(Article(document=readers.document(text, "story")), desk)


def sentences(text: str) -> list[str]:
    document = readers.document(text, "story")
    prose = (sentence.span.of(text) for sentence in split(document, text) if sentence.role == "body")
    return [sentence for sentence in prose if len(sentence.split()) >= 5]


def put(text: str, strange: str, draw: random.Random, *, alone: bool) -> tuple[int, str]:
    """Put a passage behind a sentence, in its paragraph or in one of its own; page furniture has one of its own."""
    document = readers.document(text, "story")
    ends = [sentence.span.end for sentence in split(document, text) if sentence.role == "body"]
    end = draw.choice(ends[:-1])
    before, behind = draw.choice([("\n\n", "\n\n"), ("\n\n", "\n\n") if alone else (" ", "")])
    return end + len(before), text[:end] + before + strange + behind + text[end:]


def overlap(start: int, end: int, first: int, last: int) -> bool:
    return start < last and end > first


def furniture(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] if line.startswith("{") else line for line in lines if line and line[0] != "#"]


if __name__ == "__main__":
    main()
