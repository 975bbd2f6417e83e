"""How a report was made."""

from mtqa import __version__
from mtqa.pipeline import Desk
from mtqa.signature import Signature
from tests.standins import article


def test_a_signature_reads_well() -> None:
    signature = Signature(
        mtqa="1.2",
        rules="9f2c1a07",
        models={"parser": "p-1", "tagger": "t-2"},
        checks=("a", "b"),
        operating_point="recall",
    )
    assert str(signature) == "mtqa:1.2|rules:9f2c1a07|models:parser=p-1+tagger=t-2|checks:a+b|point:recall"


def test_a_signature_without_models_says_so() -> None:
    signature = Signature(mtqa="1", rules="x", models={}, checks=("a",), operating_point="recall")
    assert "|models:none|" in str(signature)


def test_the_signature_of_a_desk_names_what_it_uses(light_desk: Desk) -> None:
    signature = light_desk.signature
    assert signature.mtqa == __version__
    assert len(signature.rules) == 8
    assert signature.checks == light_desk.checks_of(article("A story."))
    assert "parser" in signature.models
