"""Draw fixtures/flawed/*.findings anew: python tests/redraw.py. Read the diff before you commit it."""

from pathlib import Path

from mtqa import pipeline, readers
from mtqa.checkers import CHECKERS
from mtqa.config import Config
from mtqa.pipeline import Desk
from mtqa.writers import listing

FLAWED = Path(__file__).parents[1] / "fixtures" / "flawed"


def everything_but_the_tagger() -> Desk:
    """Return a desk whose words are the same on every machine; the tagger's figures follow the processor's rounding."""
    return Desk(
        config=Config(checks=tuple(name for name, entry in CHECKERS.items() if name != "tagger" and not entry.needs))
    )


def drawn(story: Path, desk: Desk) -> str:
    """Return the listing of a story, its path as its name alone."""
    article = readers.read(story.read_bytes(), story.name, print)
    return listing.write([pipeline.check(article, desk)], [])


def main() -> None:
    desk = everything_but_the_tagger()
    for story in sorted(FLAWED.glob("*.txt")):
        story.with_suffix(".findings").write_text(drawn(story, desk), encoding="utf-8")


if __name__ == "__main__":
    main()
