"""Reports kept from run to run."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mtqa import pipeline
from mtqa.cache import Bounded
from mtqa.config import Config, OperatingPoint, PerPath
from mtqa.finding import Severity
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.reportcache import ReportCache
from mtqa.runner import Runner
from mtqa.writers import WRITERS, writer
from tests.standins import article

STORY = "He saw the the mayor. 東京 \ud800 It was wrung “out.\n\nThey said that that was it, " + "he said. " * 60


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def cache() -> ReportCache:
    return ReportCache()


def _files() -> Iterator[Path]:
    return (Path(os.environ["XDG_CACHE_HOME"]) / "mtqa").glob("reports-*")


def test_a_kept_report_is_the_same_to_the_byte(cache: ReportCache, light_desk: Desk) -> None:
    story = article(STORY)
    assert cache.get(story, light_desk) is None
    fresh = pipeline.check(story, light_desk)
    assert fresh.findings
    assert fresh.story is not None
    cache.put(story, fresh, light_desk)
    kept = ReportCache().get(story, light_desk)
    assert kept == fresh
    for name in WRITERS:
        assert writer(name)([kept], []) == writer(name)([fresh], [])


def test_the_same_story_elsewhere_is_known_by_its_new_path(cache: ReportCache, light_desk: Desk) -> None:
    cache.put(article(STORY), pipeline.check(article(STORY), light_desk), light_desk)
    kept = cache.get(article(STORY, "other.txt"), light_desk)
    assert kept is not None
    assert kept.document.path == "other.txt"


@pytest.mark.parametrize(
    "settings",
    [
        {"operating_point": OperatingPoint.RECALL},
        {"ignore": ("grammar",)},
        {"checks": ("patterns",)},
        {"severity": {"repetition": Severity.CRITICAL}},
        {"accept": ("the",)},
        {"accept_file": ("the",)},
        {"pass_score": 99.5},
        {"per_path": (PerPath(pattern="**", ignore=("grammar",)),)},
        {"encoder": "somebody/else"},
    ],
    ids=str,
)
def test_other_settings_are_another_report(cache: ReportCache, light: Models, settings: dict[str, Any]) -> None:
    plain = Desk(models=light)
    cache.put(article(STORY), pipeline.check(article(STORY), plain), plain)
    assert cache.get(article(STORY), plain)
    assert cache.get(article(STORY), Desk(config=replace(Config(), **settings), models=light)) is None


def test_other_models_text_or_format_are_another_report(cache: ReportCache, light_desk: Desk) -> None:
    cache.put(article(STORY), pipeline.check(article(STORY), light_desk), light_desk)
    assert cache.get(article(STORY + "."), light_desk) is None
    assert cache.get(article(STORY, form="markdown"), light_desk) is None
    assert cache.get(article(STORY), Desk()) is None


def test_settings_that_change_no_report_keep_it(cache: ReportCache, light: Models) -> None:
    plain = Desk(models=light)
    cache.put(article(STORY), pipeline.check(article(STORY), plain), plain)
    assert cache.get(article(STORY), Desk(config=Config(fail_on=None, fail_under=3, exclude=("x",)), models=light))


@pytest.mark.parametrize("damage", [b"", b"nope", b"SQLite format 3\0" + b"x" * 5000])
def test_damage_costs_only_time(cache: ReportCache, light_desk: Desk, damage: bytes) -> None:
    report = pipeline.check(article(STORY), light_desk)
    cache.put(article(STORY), report, light_desk)
    (file,) = _files()
    file.write_bytes(damage)
    assert cache.get(article(STORY), light_desk) is None
    cache.put(article(STORY), report, light_desk)
    assert cache.get(article(STORY), light_desk) == report


def test_a_folder_that_cannot_be_written_costs_only_time(light_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    cache = ReportCache()
    cache.put(article(STORY), pipeline.check(article(STORY), light_desk), light_desk)
    assert cache.get(article(STORY), light_desk) is None


def test_the_oldest_go_when_there_are_too_many() -> None:
    kept = Bounded("some", "1", most=200_000)
    for number in range(100):
        kept.put({str(number): os.urandom(10_000)})
    found = kept.get([str(number) for number in range(100)])
    assert "99" in found
    assert "0" not in found
    (file,) = (Path(os.environ["XDG_CACHE_HOME"]) / "mtqa").glob("some-*")
    assert file.stat().st_size < 300_000


def test_several_runs_may_share_it(light_desk: Desk) -> None:
    report = pipeline.check(article(STORY), light_desk)

    def work(worker: int) -> None:
        cache = ReportCache()
        for number in range(10):
            cache.put(article(f"{STORY}{worker} {number}"), report, light_desk)
            assert cache.get(article(f"{STORY}{worker} {number - 1}"), light_desk) in (
                None,
                replace(report, document=article(f"{STORY}{worker} {number - 1}").document),
            )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    (file,) = _files()
    assert file.stat().st_mode & 0o077 == 0


def test_a_second_run_checks_nothing(light: Models, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(elsewhere / f"{number}.txt") for number in range(3)]
    for path in paths:
        Path(path).write_text(f"{path} {FINE}", encoding="utf-8")

    def run() -> list[object]:
        return list(Runner(note=lambda _: None, models=light, cache=ReportCache()).check(paths))

    first = run()
    monkeypatch.setattr(pipeline, "check", None)
    assert run() == first


FINE = "He saw the the mayor of the town on Monday.\n"


def test_a_story_held_against_another_is_checked_anew(cache: ReportCache, light_desk: Desk) -> None:
    story = article(STORY)
    report = pipeline.check(story, light_desk)
    for beside in (replace(story, source=story.document), replace(story, reference=story.document)):
        cache.put(beside, report, light_desk)
        assert cache.get(beside, light_desk) is None
