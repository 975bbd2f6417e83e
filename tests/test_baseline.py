"""Findings that are known, and those that are new."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import baseline, pipeline
from mtqa.config import Config
from mtqa.errors import UsageError
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.score import Verdict
from tests.standins import article
from tests.test_writers import REPORT

Check = Callable[[str], Report]
ONE = "He saw the the mayor."
TWO = "They went to to the sea."


@pytest.fixture
def check(light_desk: Desk) -> Check:
    return lambda text: pipeline.check(article(text, "desk/a.txt"), light_desk)


def _known(*reports: Report, file: Path = Path("b.json")) -> baseline.Baseline:
    value = json.loads(baseline.write(reports, file))
    return baseline.Baseline(file=file, stories=value["stories"])


def test_what_is_known_is_not_reported_and_the_score_follows(check: Check) -> None:
    report = check(ONE)
    new = _known(report).new(report, Config())
    assert (new.findings, new.score, new.verdict) == ((), 100.0, Verdict.PASS)


def test_an_edit_elsewhere_makes_nothing_new(check: Check) -> None:
    known = _known(check(f"{ONE}\n\nA line."))
    assert known.new(check(f"A new line.\n\nAnother.\n\n{ONE}"), Config()).findings == ()
    assert known.stale() == 0


def test_all_stories_of_a_file_are_known(check: Check) -> None:
    known = _known(check(ONE), check(TWO))
    assert [known.new(report, Config()).findings for report in (check(ONE), check(TWO))] == [(), ()]
    assert known.stale() == 0


def test_a_new_fault_is_reported_and_keeps_its_name(check: Check) -> None:
    report = check(f"{ONE}\n\nThere.\n\n{ONE}")
    new = _known(check(ONE)).new(report, Config())
    assert [finding.span for finding in new.findings] == [report.findings[1].span]
    assert new.fingerprints == report.fingerprints[1:]


def test_an_entry_that_no_longer_holds_is_stale(check: Check, elsewhere: Path) -> None:
    report, other = check(f"{ONE}\n\n{TWO}"), replace(check(ONE), document=article(ONE, "gone.txt").document)
    known = _known(report, other)
    known.new(check(ONE), Config())
    assert known.stale() == 1 + len(other.findings)
    Path("gone.txt").touch()
    assert known.stale() == 1


def test_a_path_counts_from_the_folder_of_the_file() -> None:
    assert baseline.name("desk/a.txt", Path("desk/b.json")) == "a.txt"
    assert baseline.name("./desk/a.txt", Path("b.json")) == "desk/a.txt"
    assert baseline.name(str(Path("a.txt").absolute()), Path("b.json")) == "a.txt"
    assert baseline.name("-", Path("desk/b.json")) == "-"


@given(path=st.text(min_size=1).filter(lambda path: "\0" not in path))
def test_any_path_can_be_written(path: str) -> None:
    report = replace(REPORT, document=replace(REPORT.document, path=path))
    text = baseline.write([report], Path("b.json"))
    assert text.isascii()
    assert len(json.loads(text)["stories"]) == 1


@pytest.mark.parametrize(
    "text", ["", "nope", "[]", "{}", '{"schema": "mtqa-baseline/2", "stories": {}}', "[" * 100_000, "\xff"]
)
def test_what_is_no_baseline_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, encoding="latin-1")
    with pytest.raises(UsageError, match=r"b\.json: no baseline"):
        baseline.read(tmp_path / "b.json")


def test_what_is_written_is_read(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_text(baseline.write([check(ONE)], file), encoding="utf-8")
    assert baseline.read(file).new(check(ONE), Config()).findings == ()


def test_reasons_stay_with_what_is_still_found(check: Check, tmp_path: Path) -> None:
    file, report = tmp_path / "b.json", check(f"{ONE}\n\n{TWO}")
    path = baseline.name("desk/a.txt", file)
    reasons = {path: dict.fromkeys(report.fingerprints, "A name."), "gone.txt": {"0": "Gone."}}
    file.write_text(baseline.write([report], file, reasons), encoding="utf-8")
    assert baseline.reasons_in(file) == {path: reasons[path]}
    file.write_text(baseline.write([check(ONE)], file, baseline.reasons_in(file)), encoding="utf-8")
    assert baseline.reasons_in(file) == {path: {check(ONE).fingerprints[0]: "A name."}}
    assert baseline.reasons_in(tmp_path / "nope.json") == {}
