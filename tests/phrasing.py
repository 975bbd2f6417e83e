"""How well near-synonyms in set phrases are found. Not a test: figures belong here, not in an assertion.

    python -m tests.phrasing DISTORTED.jsonl SOUND.jsonl [--show]

Lines are {"text", "phrase"}; a phrase counts as found when a finding of the checker touches it.
"""

import argparse
import json
from pathlib import Path

from mtqa import pipeline, readers
from mtqa.config import Config
from mtqa.document import Article
from mtqa.pipeline import Desk
from mtqa.span import Span


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("distorted", type=Path)
    parser.add_argument("sound", type=Path)
    parser.add_argument("--checks", default="phrases")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    desk = Desk(config=Config(checks=tuple(options.checks.split(","))))
    for path in (options.distorted, options.sound):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        touched = 0
        for line in lines:
            start = line["text"].index(line["phrase"])
            place = Span(start, start + len(line["phrase"]))
            report = pipeline.check(Article(document=readers.document(line["text"], "line")), desk)
            hits = [hit for hit in report.findings if hit.span.overlaps(place)]
            touched += bool(hits)
            if options.show:
                print(
                    line["phrase"], "|", [(hit.span.of(line["text"]), hit.confidence, hit.suggestions) for hit in hits]
                )
        print(f"{path.name}: {touched} of {len(lines)}")


if __name__ == "__main__":
    main()
