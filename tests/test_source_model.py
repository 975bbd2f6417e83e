"""A language model that has read the source: what of a story surprises it, and what that does to the tagger's findings."""

from collections.abc import Sequence
from importlib import resources, util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtqa import pipeline, readers
from mtqa.config import Config, OperatingPoint
from mtqa.document import Article
from mtqa.errors import ModelError
from mtqa.models import Models, conditional
from mtqa.models.logistic import packaged
from mtqa.pipeline import Desk
from mtqa.runner import Runner
from mtqa.span import Span
from tests.standins import EnglishOnly, Marker, Words

with_source = pytest.mark.skipif(util.find_spec("babel") is None, reason="the extra source is not installed")
with_model = pytest.mark.skipif(
    util.find_spec("transformers") is None or util.find_spec("torch") is None,
    reason="the extra source-model is not installed",
)
STORY = "The mayor was wrung. The bridge is open."
SOURCE = "Der Bürgermeister war verzerrt. Die Brücke ist offen."


class Alike:
    """Finds what is said of mayors alike, and all else."""

    languages = None

    def encode(self, texts: Sequence[str]) -> Any:
        vectors = np.full((len(texts), 3), 0.1, np.float32)
        for row, text in zip(vectors, texts, strict=True):
            row[0 if "ayor" in text or "meister" in text else 1] = 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class Surprised:
    """Is surprised by one word, in two tokens, as much as it is told."""

    def __init__(self, nats: float) -> None:
        self.nats = nats
        self.asked: list[tuple[str, str, str]] = []

    def surprisals(self, source: str, language: str, story: str) -> list[tuple[Span, float]]:
        self.asked.append((source, language, story))
        at = story.find("wrung")
        if at < 0:
            return [(Span(0, len(story)), 0.1)]
        return [(Span(0, at), 0.1), (Span(at - 1, at + 3), self.nats / 2), (Span(at + 3, at + 5), self.nats / 2)]


def _desk(model: Surprised | None) -> Desk:
    models = Models(
        make_parser=Words,
        make_identifier=EnglishOnly,
        make_tagger=lambda _: Marker(confidence=0.6),
        make_cross_lingual=lambda _: Alike(),
        make_source_model=lambda _: model or pytest.fail("nobody asked for it"),
    )
    config = Config(
        checks=("tagger",),
        operating_point=OperatingPoint.RECALL,
        source_model="model.gguf" if model else None,
    )
    return Desk(config=config, models=models)


def _article() -> Article:
    return Article(
        document=readers.document(STORY, "story.txt"),
        source=readers.document(SOURCE, "source.txt"),
        source_language="de",
    )


@with_source
def test_a_passage_is_surer_where_the_source_makes_it_a_surprise() -> None:
    plain, low, high = (pipeline.check(_article(), _desk(model)) for model in (None, Surprised(1.0), Surprised(20.0)))
    confidences = [report.findings[0].confidence for report in (low, high)]
    assert confidences[0] < confidences[1]
    assert plain.findings[0].confidence == 0.6
    assert confidences[1] == round(packaged("sourced").probability((np.log(1.5), 20.0)), 3)


@with_source
def test_only_sentences_with_a_doubt_are_read_and_each_once() -> None:
    model = Surprised(5.0)
    pipeline.check(_article(), _desk(model))
    assert model.asked == [("Der Bürgermeister war verzerrt.", "German", "The mayor was wrung.")]


@with_source
def test_the_signature_names_the_model_where_there_is_a_source() -> None:
    desk = _desk(Surprised(5.0))
    assert pipeline.check(_article(), desk).signature.models["source-model"] == "model.gguf"
    assert "source-model" not in desk.signature.models


def test_its_licence_is_shown_when_a_run_begins(tmp_path: Path) -> None:
    (tmp_path / "lm").mkdir()
    (tmp_path / "lm" / "README.md").write_text("---\nlicense: gemma\n---\nA model.\n", encoding="utf-8")
    said: list[str] = []
    runner = Runner(note=said.append, isolated=True, overrides={"source_model": str(tmp_path / "lm")})
    runner.desk("a.txt")
    runner.desk("b.txt")
    assert said == [f"the source model {tmp_path / 'lm'} comes under a licence of its own: gemma"]
    assert conditional.licence(str(tmp_path)) == "which its files do not name"


def _tiny(folder: Path) -> None:
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    words = resources.files("mtqa") / "models" / "minilm" / "tokenizer.json"
    tokenizer: Any = PreTrainedTokenizerFast
    tokenizer(tokenizer_file=str(words), unk_token="[UNK]", bos_token="[CLS]").save_pretrained(folder)
    config = GPT2Config(vocab_size=30522, n_positions=128, n_embd=8, n_layer=1, n_head=2)
    model: Any = GPT2LMHeadModel(config)
    model.save_pretrained(folder)


@with_model
def test_any_causal_model_can_be_used(tmp_path: Path) -> None:
    _tiny(tmp_path)
    model = conditional.load(str(tmp_path))
    story = "The bridge is open."
    said = model.surprisals("Die Brücke ist offen.", "German", story)
    assert [span.of(story) for span, _ in said] == ["The", "bridge", "is", "open", "."]
    assert all(nats > 0 for _, nats in said)
    assert model.surprisals("Die Brücke ist offen.", "German", "") == []
    other = model.surprisals("Ein ganz anderer Satz.", "German", story)
    assert [nats for _, nats in said] != [nats for _, nats in other]


@with_model
def test_a_model_that_does_not_exist_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match=r"the source model .*gone\.gguf cannot be loaded: ") as told:
        conditional.load(str(tmp_path / "gone.gguf"))
    assert "\n" not in str(told.value)
