import pytest

from mtqa.checkers.phrases import check
from mtqa.models import Models
from mtqa.rule import Rules
from tests.standins import analysis


@pytest.mark.parametrize(
    ("phrase", "better"),
    [
        ("memorandum of comprehension", "memorandum of understanding"),
        ("weapons of massive destruction", "weapons of mass destruction"),
        ("Suicidal bombers", "suicide bomber"),
    ],
)
def test_a_near_synonym_is_reported(phrase: str, better: str, rules: Rules, models: Models) -> None:
    text = f"{phrase} were the subject of the talks in the town \U0001f6a2 on Friday."
    (finding,) = [finding for finding in check(analysis(text, rules, models)) if finding.confidence >= 0.5]
    assert finding.span.of(text) == phrase
    assert finding.suggestions == (better,)


@pytest.mark.parametrize(
    "text",
    [
        "The chief suspect and the main suspect were named on Friday.",
        "A state of alarm and a state of siege were declared.",
        "He said the memorandum of the minister was of no use.",
        "The freedom of the press and the freedom of the city are two things.",
        "He cut, corners of the cloth were left over.",
    ],
)
def test_sound_phrases_pass(text: str, rules: Rules, models: Models) -> None:
    assert [finding for finding in check(analysis(text, rules, models)) if finding.confidence >= 0.5] == []
