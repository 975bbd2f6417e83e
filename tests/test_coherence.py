import pytest

from mtqa.checkers.coherence import check
from mtqa.finding import Finding
from mtqa.models import Models
from mtqa.rule import Rules
from tests.standins import analysis

STORY = [
    "The ferry that links Lindrum island with the mainland was taken out of service on Tuesday after a fire in its engine.",
    "All 84 passengers were brought ashore by lifeboats, and nobody was hurt.",
    "Harbour master Kjell Brandsnes said the crew had put out the fire within 20 minutes.",
    "The ferry was towed to the shipyard at Oster, where engineers will examine the engine.",
    "The ferry company said a replacement vessel would arrive on Thursday.",
    "Until then, islanders can use a smaller passenger boat that leaves the harbour every three hours.",
    "The 41-year-old ferry had been due to be replaced next year.",
]
FOREIGN = "The central bank raised its key interest rate by half a percentage point to slow inflation."
FURNITURE = "You have two free articles left this month, so subscribe now to keep reading."
HEADLINE = "Ferry to Lindrum island out of service after engine fire"
OTHER_HEADLINE = "Finance minister resigns over secret loan from shipping magnate"


def found(text: str, rules: Rules, models: Models) -> list[Finding]:
    return [finding for finding in check(analysis(text, rules, models)) if finding.confidence >= 0.5]


def test_a_whole_story_passes(rules: Rules, models: Models) -> None:
    assert found("\n\n".join([HEADLINE, *STORY]), rules, models) == []


@pytest.mark.parametrize("at", [2, 4, 6])
@pytest.mark.parametrize(
    ("strange", "rule"), [(FOREIGN, "coherence/foreign-passage"), (FURNITURE, "coherence/page-furniture")]
)
def test_what_does_not_belong_is_reported(strange: str, rule: str, at: int, rules: Rules, models: Models) -> None:
    text = "\n\n".join([HEADLINE, *STORY[:at], strange, *STORY[at:]])
    (finding,) = found(text, rules, models)
    assert finding.rule == rule
    assert finding.span.of(text) == strange


def test_a_headline_of_another_story_is_reported(rules: Rules, models: Models) -> None:
    (finding,) = found("\n\n".join([OTHER_HEADLINE, *STORY]), rules, models)
    assert finding.rule == "coherence/headline-of-another-story"


def test_a_story_that_is_too_short_is_not_judged(rules: Rules, models: Models) -> None:
    assert found("\n\n".join([OTHER_HEADLINE, *STORY[:2], FOREIGN]), rules, models) == []


def test_a_long_text_is_judged_part_by_part(rules: Rules, models: Models) -> None:
    text = "\n\n".join([HEADLINE, *STORY * 30])
    assert all(finding.rule != "coherence/foreign-passage" for finding in found(text, rules, models))
