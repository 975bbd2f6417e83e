"""How well distorted names are found. Not a test: figures belong here, not in an assertion.

    python tests/naming.py DISTORTED.jsonl SOUND.jsonl [--point precision] [--show]

DISTORTED has {"text", "name", "right": [names]} a line, SOUND {"text", "name"}. Prints the share of distorted names found (a
finding of the checker touches the name), with a right name among the suggestions, and of sound ones flagged.
"""

import argparse
import json
from pathlib import Path

from mtqa import pipeline, readers
from mtqa.config import Config, OperatingPoint
from mtqa.document import Article
from mtqa.finding import Finding
from mtqa.pipeline import Desk
from mtqa.span import Span


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("distorted", type=Path)
    parser.add_argument("sound", type=Path)
    parser.add_argument("--point", default="precision")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    desk = Desk(config=Config(checks=("entities",), operating_point=OperatingPoint(options.point)))
    lines = [json.loads(line) for line in options.distorted.read_text(encoding="utf-8").splitlines()]
    found = named = 0
    for line in lines:
        hits = about_name(line, desk)
        right = any(
            same(suggestion, name, desk) for hit in hits for suggestion in hit.suggestions for name in line["right"]
        )
        found += bool(hits)
        named += right
        if options.show and not right:
            print(
                "-" if hits else "MISSED",
                line["name"],
                "|",
                line["right"][0],
                "|",
                [(h.rule, h.confidence, h.suggestions) for h in hits],
            )
    sound = [json.loads(line) for line in options.sound.read_text(encoding="utf-8").splitlines()]
    flagged = 0
    for line in sound:
        hits = check(line["text"], desk)
        flagged += bool(hits)
        if options.show and hits:
            print("FALSE", [(h.span.of(line["text"]), h.rule, h.confidence, h.suggestions) for h in hits])
    print(f"found {found}/{len(lines)} = {found / len(lines):.3f}, right name {named / len(lines):.3f}")
    print(f"sound names flagged {flagged}/{len(sound)} = {flagged / len(sound):.3f}")


def check(text: str, desk: Desk) -> list[Finding]:
    return list(pipeline.check(Article(document=readers.document(text, "line")), desk).findings)


def about_name(line: dict[str, str], desk: Desk) -> list[Finding]:
    start = line["text"].index(line["name"])
    return [hit for hit in check(line["text"], desk) if hit.span.overlaps(Span(start, start + len(line["name"])))]


def same(one: str, other: str, desk: Desk) -> bool:
    gazetteer = desk.knowledge.gazetteer
    left, right = gazetteer.tokens(one), gazetteer.tokens(other)
    return left == right or bool(set(gazetteer.known.get(left, ())) & set(gazetteer.known.get(right, ())))


if __name__ == "__main__":
    main()
