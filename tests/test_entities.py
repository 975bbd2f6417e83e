import json
from pathlib import Path

import pytest

from mtqa.analysis import Analysis
from mtqa.checkers.entities import check
from mtqa.checkers.entities.names import readings
from mtqa.finding import Finding
from mtqa.knowledge import Knowledge
from mtqa.models import Models
from mtqa.rule import Rules
from tests.standins import analysis

PROBES = Path(__file__).parents[1] / "fixtures" / "probes"
REST = " Nobody was hurt, officials in the town said on Tuesday."


def found(text: str, rules: Rules, models: Models) -> list[Finding]:
    return list(check(analysis(text, rules, models)))


@pytest.mark.parametrize(
    ("name", "rule", "better"),
    [
        ("World Trade Bureau", "entities/wrong-kind", "World Trade Organization"),
        ("International Currency Fund", "entities/wrong-word", "International Monetary Fund"),
        ("Human Right Watch", "entities/wrong-form", "Human Rights Watch"),
        ("Organization of World Trade", "entities/wrong-order", "World Trade Organization"),
    ],
)
def test_a_distorted_name_is_reported_with_the_right_one(
    name: str, rule: str, better: str, rules: Rules, models: Models
) -> None:
    text = f"The report was sent to the {name} in May.{REST}"
    (finding,) = found(text, rules, models)
    assert finding.span.of(text) == name
    assert finding.rule == rule
    assert better in finding.suggestions
    assert 0.5 <= finding.confidence < 1


@pytest.mark.parametrize(
    "name",
    [
        "Lindrum Regional Hospital",
        "Oster Provincial News Bureau",
        "Ghana News Agency",
        "Ministry of Fisheries and Lighthouses",
        "British Ministry of Defence",
        "Bank of China",
        "Winnipeg Police Service",
        "Members of the New Development Bank",
        "Red Cross Committee",
        "Foreign, Commonwealth and Development Office",
        "Sanjiangyuan National Park Administration",
    ],
)
def test_a_real_or_unknown_name_passes(name: str, rules: Rules, models: Models) -> None:
    assert found(f"The report was sent to the {name} in May.{REST}", rules, models) == []


def test_the_country_of_the_story_decides_between_two_names(rules: Rules, models: Models) -> None:
    story = (
        "North Korea fired a missile, the Peruvian Central News Agency said in Pyongyang. North Korea gave no reason."
    )
    (finding,) = found(story, rules, models)
    assert finding.rule == "entities/wrong-country"
    assert finding.severity == "critical"
    assert finding.suggestions[0] == "Korean Central News Agency"


def test_names_in_another_language_are_reported(rules: Rules, models: Models) -> None:
    text = f"Talks began in Ginebra on Monday, and OTAN sent an envoy.{REST}"
    assert {(finding.span.of(text), finding.suggestions) for finding in found(text, rules, models)} == {
        ("Ginebra", ("Geneva",)),
        ("OTAN", ("NATO",)),
    }


def test_an_abbreviation_of_another_body_is_reported(rules: Rules, models: Models) -> None:
    text = f"The World Trade Organization (WHO) has ruled.{REST}"
    (finding,) = found(text, rules, models)
    assert finding.span.of(text) == "WHO"
    assert finding.suggestions == ("WTO",)


def test_a_headline_in_capitals_is_left_alone(rules: Rules, models: Models) -> None:
    text = f"World Trade Bureau Chief Warns of Slow Growth\n\nThe economy is slowing down.{REST}"
    assert found(text, rules, models) == []


def test_readings_cut_at_titles_and_days(models: Models) -> None:
    text = "Last Friday President Ann Lee of the World Bank met Director Bo Ek and the Bank of Japan."
    text += REST
    made = Analysis(article=analysis(text, {}, models).article, rules={}, models=models)
    told = {piece.span.of(text) for ways in readings(made, Knowledge().gazetteer) for piece in ways}
    assert {"World Bank", "Bank of Japan", "Bo Ek"} <= told
    assert not any("Friday" in words or "Monday" in words or "President" in words for words in told)


def test_measured_on_names_that_it_was_not_made_on(rules: Rules, models: Models) -> None:
    """The targets of the checker, on the half of the probes that nothing was fitted on."""

    def flagged(name: str) -> list[bool]:
        lines = [json.loads(line) for line in (PROBES / name).read_text(encoding="utf-8").splitlines()]
        hits = []
        for line in lines:
            start = line["text"].index(line["name"])
            spans = [finding.span for finding in found(line["text"], rules, models) if finding.confidence >= 0.5]
            hits.append(any(span.start < start + len(line["name"]) and span.end > start for span in spans))
        return hits

    distorted, sound = flagged("names-distorted.test.jsonl"), flagged("names-correct.test.jsonl")
    assert len(distorted) + len(flagged("names-distorted.dev.jsonl")) >= 120
    assert sum(distorted) / len(distorted) >= 0.7
    assert sum(sound) / len(sound) <= 0.05
