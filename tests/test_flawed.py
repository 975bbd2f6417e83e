"""What mtqa says of the flawed stories, drawn out so that a change of a rule shows as a diff."""

import json
from pathlib import Path

import pytest

from mtqa.pipeline import Desk
from tests.redraw import FLAWED, drawn, everything_but_the_tagger

STORIES = sorted(FLAWED.glob("*.txt"))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return everything_but_the_tagger()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_a_flawed_story_is_reported_as_drawn(story: Path, desk: Desk) -> None:
    expected = story.with_suffix(".findings").read_text(encoding="utf-8")
    assert drawn(story, desk) == expected, "if this is meant, run python tests/redraw.py and read the diff"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_an_editors_marks_are_where_they_say(story: Path) -> None:
    text = story.read_text(encoding="utf-8")
    gold = json.loads(story.with_suffix(".gold.json").read_text(encoding="utf-8"))
    assert gold["spans"]
    for span in gold["spans"]:
        assert text[span["start"] : span["end"]] == span["text"]


def test_there_are_stories_of_many_desks() -> None:
    assert len(STORIES) >= 8
