"""The stages put together."""

from dataclasses import replace
from pathlib import Path

import pytest

from mtqa import pipeline
from mtqa.checkers import CHECKERS
from mtqa.config import Config, OperatingPoint, PerPath
from mtqa.errors import RuleError, UsageError
from mtqa.finding import Severity
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.score import Verdict
from tests.packs import pack, rule_text
from tests.standins import article

STORY = "He saw the the mayor of the town on Monday."


def _desk(light: Models, **settings: object) -> Desk:
    return Desk(config=replace(Config(), **settings), models=light)  # type: ignore[arg-type]


def test_a_report_says_what_was_found_and_how(light_desk: Desk) -> None:
    report = pipeline.check(article(STORY), light_desk)
    assert [(finding.rule, finding.span.of(STORY)) for finding in report.findings] == [
        ("repetition/doubled-word", "the the")
    ]
    assert report.words == 10
    assert report.score < 100
    assert report.signature == light_desk.signature


def test_only_the_checks_that_were_asked_for_run_in_the_order_of_the_table(light: Models) -> None:
    assert _desk(light, checks=("language", "patterns")).checks == ("patterns", "language")
    assert _desk(light).checks == tuple(CHECKERS)
    assert _desk(light).checks_of(article(STORY)) == tuple(name for name in CHECKERS if CHECKERS[name].needs is None)
    report = pipeline.check(article(STORY), _desk(light, checks=("language",)))
    assert report.findings == ()


@pytest.mark.parametrize("name", ["repetition", "repetition/doubled-word"])
def test_a_rule_can_be_switched_off_and_picked(name: str, light: Models) -> None:
    assert pipeline.check(article(STORY), _desk(light, ignore=(name,))).findings == ()
    assert len(pipeline.check(article(STORY), _desk(light, select=(name,))).findings) == 1


def test_a_severity_is_that_of_the_settings_the_rule_before_its_pack(light: Models) -> None:
    severity = {"repetition": Severity.MAJOR, "repetition/doubled-word": Severity.CRITICAL}
    report = pipeline.check(article(STORY), _desk(light, severity=severity))
    assert [finding.severity for finding in report.findings] == [Severity.CRITICAL]
    report = pipeline.check(article(STORY), _desk(light, severity={"repetition": Severity.MAJOR}))
    assert [finding.severity for finding in report.findings] == [Severity.MAJOR]


def test_a_doubtful_finding_is_reported_only_where_it_is_wanted(tmp_path: Path, light: Models) -> None:
    folder = pack(tmp_path, rule_text(confidence="0.4"))
    seen = {}
    for point in OperatingPoint:
        desk = _desk(light, packs=(folder,), select=("mine",), operating_point=point)
        seen[point] = len(pipeline.check(article("A foo is here on Monday."), desk).findings)
    assert seen == {OperatingPoint.PRECISION: 0, OperatingPoint.BALANCED: 1, OperatingPoint.RECALL: 1}


def test_the_settings_for_a_path_are_kept_to(tmp_path: Path, light: Models) -> None:
    desk = _desk(light, file=tmp_path / "mtqa.toml", per_path=(PerPath(pattern="sport/*", ignore=("repetition",)),))
    assert len(pipeline.check(article(STORY, str(tmp_path / "news" / "a.txt")), desk).findings) == 1
    assert pipeline.check(article(STORY, str(tmp_path / "sport" / "a.txt")), desk).findings == ()


def test_the_thresholds_of_the_settings_decide_the_verdict(light: Models) -> None:
    assert pipeline.check(article(STORY), _desk(light, pass_score=1, fail_score=0)).verdict is Verdict.PASS
    assert pipeline.check(article(STORY), _desk(light, pass_score=100, fail_score=0)).verdict is Verdict.REVIEW
    assert pipeline.check(article(STORY), _desk(light, pass_score=100, fail_score=100)).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"checks": ("paterns",)}, "there is no check paterns; did you mean patterns?"),
        ({"ignore": ("repetition/doubled-wrd",)}, "did you mean repetition/doubled-word?"),
        ({"select": ("zzz",)}, "there is no rule or pack zzz"),
        ({"severity": {"zzz": Severity.MINOR}}, "there is no rule or pack zzz"),
        ({"per_path": (PerPath(pattern="*", ignore=("zzz",)),)}, "there is no rule or pack zzz"),
    ],
)
def test_a_name_of_nothing_is_told(settings: dict[str, object], said: str, light: Models) -> None:
    with pytest.raises(UsageError) as caught:
        pipeline.check(article(STORY), _desk(light, **settings))
    assert said in str(caught.value)


def test_a_broken_pack_stops_the_run(tmp_path: Path, light: Models) -> None:
    desk = _desk(light, packs=(pack(tmp_path, rule_text(tokens="['(']")),))
    with pytest.raises(RuleError, match=r"mine\.yaml:7: bad pattern"):
        pipeline.check(article(STORY), desk)


def test_the_signature_changes_with_the_packs(tmp_path: Path, light: Models, light_desk: Desk) -> None:
    assert _desk(light, packs=(pack(tmp_path),)).signature.rules != light_desk.signature.rules
