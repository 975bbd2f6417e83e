"""Stories that a good desk has written pass."""

from pathlib import Path

import pytest

from mtqa import pipeline, readers
from mtqa.finding import Severity
from mtqa.pipeline import Desk
from mtqa.score import Verdict

CLEAN = sorted(
    path for path in (Path(__file__).parents[1] / "fixtures" / "clean").iterdir() if path.suffix in readers.SUFFIXES
)


@pytest.mark.parametrize("story", CLEAN, ids=lambda story: story.stem)
def test_a_clean_story_passes(story: Path, desk: Desk) -> None:
    notes: list[str] = []
    report = pipeline.check(readers.read(story.read_bytes(), str(story), notes.append), desk)
    assert report.verdict is Verdict.PASS
    assert [finding for finding in report.findings if finding.severity is not Severity.MINOR] == []
    assert len(report.findings) <= 5
    assert report.language == "en"
    assert notes == []


def test_there_are_clean_stories_of_many_desks() -> None:
    assert len(CLEAN) >= 10
