"""Reports and the fingerprints of their findings."""

from dataclasses import replace

from mtqa import pipeline
from mtqa.pipeline import Desk
from mtqa.report import Report
from tests.standins import article


def _report(text: str, desk: Desk) -> Report:
    return pipeline.check(article(text), desk)


STORY = "Talks go on\n\nThe minister said the the talks were good on Monday.\n\nHe saw the the mayor."


def test_fingerprints_are_different_for_each_finding(light_desk: Desk) -> None:
    report = _report(STORY, light_desk)
    assert len(report.findings) >= 2
    assert len(set(report.fingerprints)) == len(report.findings) == len(report.fingerprints)


def test_a_fingerprint_survives_an_edit_elsewhere(light_desk: Desk) -> None:
    before = _report(STORY, light_desk)
    after = _report(STORY.replace("Talks go on", "Long talks in the old town go on"), light_desk)
    assert after.fingerprints == before.fingerprints


def test_a_fingerprint_depends_on_rule_and_words(light_desk: Desk) -> None:
    report = _report("He saw the the mayor of the town.", light_desk)
    (finding,) = report.findings
    other = replace(report, findings=(replace(finding, rule="other/rule"),))
    assert other.fingerprints != report.fingerprints


def test_a_lone_surrogate_has_a_fingerprint(light_desk: Desk) -> None:
    report = _report("He saw \ud800 the the mayor.", light_desk)
    assert all(len(name) == 16 for name in report.fingerprints)


def test_lines_lead_to_the_findings(light_desk: Desk) -> None:
    report = _report(STORY, light_desk)
    assert report.lines.position(report.findings[0].span.start) == (3, 19)
