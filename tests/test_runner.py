"""Stories by path."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from mtqa.config import Config
from mtqa.errors import ConfigError, ReadError, RuleError, UsageError
from mtqa.finding import Severity
from mtqa.models import Models
from mtqa.report import Report
from mtqa.runner import Runner, fails
from tests.packs import pack, rule_text

STORY = "He saw the the mayor of the town on Monday."


@pytest.fixture
def runner(elsewhere: Path, light: Models) -> Callable[..., Runner]:
    def made(**settings: object) -> Runner:
        return Runner(**{"note": lambda _: None, "models": light, **settings})  # type: ignore[arg-type]

    return made


Made = Callable[..., Runner]


def _write(path: str, text: str = STORY) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def test_each_story_has_a_report_and_each_failure_its_place(runner: Made) -> None:
    outcomes = list(runner().check([_write("a.txt"), "nope.txt", _write("empty.txt", ""), _write("b.txt")]))
    assert [type(outcome) for outcome in outcomes] == [Report, ReadError, ReadError, Report]


def test_each_story_has_the_settings_beside_it(runner: Made) -> None:
    _write("one/mtqa.toml", "ignore = ['repetition']")
    outcomes = runner().check([_write("one/a.txt"), _write("two/a.txt")])
    assert [len(report.findings) for report in outcomes if isinstance(report, Report)] == [0, 1]


def test_what_is_given_goes_before_the_settings(runner: Made) -> None:
    _write("mtqa.toml", "ignore = ['repetition']\nfail-on = 'minor'")
    made = runner(overrides={"ignore": (), "fail_on": None})
    (report,) = made.check([_write("a.txt")])
    assert isinstance(report, Report)
    assert len(report.findings) == 1
    assert made.config("a.txt").fail_on is None


def test_isolated_reads_no_settings(runner: Made) -> None:
    _write("mtqa.toml", "nope = 1")
    assert runner(isolated=True).config("a.txt").file is None
    with pytest.raises(ConfigError):
        runner().config("a.txt")


def test_a_settings_file_can_be_named(runner: Made) -> None:
    _write("else/my.toml", "ignore = ['repetition']")
    assert runner(config_file=Path("else/my.toml")).config("a.txt").ignore == ("repetition",)


def test_excluded_stories_are_left_out_unless_they_are_named(runner: Made) -> None:
    _write("mtqa.toml", "exclude = ['drafts/**']")
    _write("drafts/a.txt")
    _write("b.txt")
    assert runner().paths(["."], lambda _: None) == ["b.txt"]
    assert runner().paths([".", "drafts/a.txt"], lambda _: None) == ["b.txt", "drafts/a.txt"]


def test_standard_input_is_a_story(runner: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    (report,) = runner().check(["-"])
    assert isinstance(report, Report)
    assert report.document.path == "-"


def test_a_rule_is_found_by_its_id_also_one_of_the_users_own(runner: Made) -> None:
    pack(Path("packs"), rule_text())
    _write("mtqa.toml", "packs = ['packs']")
    assert runner().rule("mine/foo").why == "Because."
    with pytest.raises(UsageError, match=r"there is no rule mine/fo; did you mean mine/foo\?"):
        runner().rule("mine/fo")


def test_a_broken_pack_of_the_settings_is_told(runner: Made) -> None:
    pack(Path("packs"), rule_text(why=None))
    _write("mtqa.toml", "packs = ['packs']")
    with pytest.raises(RuleError, match=r"mine\.yaml:1: why is missing"):
        list(runner().check([_write("a.txt")]))


@pytest.mark.parametrize(
    ("config", "failing"),
    [
        (Config(), False),
        (Config(fail_on=Severity.MINOR), True),
        (Config(fail_on=None), False),
        (Config(fail_on=None, fail_under=99.9), True),
        (Config(fail_under=0), False),
    ],
)
def test_a_report_fails_by_its_gravest_finding_or_its_score(runner: Made, config: Config, failing: bool) -> None:
    (report,) = runner().check([_write("a.txt")])
    assert isinstance(report, Report)
    assert [finding.severity for finding in report.findings] == [Severity.MINOR]
    assert fails(report, config) is failing
