"""What the tagger marks once the source is known: how near the sentence is to it counts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtqa import pipeline, readers
from mtqa.config import Config, OperatingPoint
from mtqa.document import Article
from mtqa.finding import Severity
from mtqa.models import Models
from mtqa.models.tagger import Judgement, Passage, SentenceJudgement
from mtqa.models.tagger.judgement import WordJudgement
from mtqa.models.tagger.sourced import LEAST, passages
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.span import Span
from tests.standins import EnglishOnly, Marker, Words

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

TEXT = "The mayor was wrung very dry."
SURE, DOUBTED, SOUND = 1.0, -1.5, -4.0


def _judged(text: str, logits: Sequence[float], *own: Passage) -> SentenceJudgement:
    at, words = 0, []
    for word, logit in zip(text.split(), logits, strict=True):
        at = text.index(word, at)
        words.append(WordJudgement(Span(at, at + len(word)), logit, logit - 1))
        at += len(word)
    return SentenceJudgement(evidence=0.0, passages=own, words=tuple(words))


def test_likely_words_make_a_passage_with_their_neighbours() -> None:
    judged = _judged(TEXT, (SOUND, SOUND, SOUND, SURE, SURE / 2, SOUND))
    (found,) = passages(judged, 0.7, 2.0)
    assert found.span.of(TEXT) == "wrung very"
    assert found.confidence > LEAST
    assert found.severity is Severity.MAJOR


def test_the_farther_a_sentence_is_from_its_source_the_more_is_doubted() -> None:
    judged = _judged(TEXT, (SOUND, SOUND, SOUND, SURE, SOUND, DOUBTED))
    near, far = (passages(judged, cosine, 2.0) for cosine in (0.9, 0.1))
    assert [each.span.of(TEXT) for each in near] == ["wrung"]
    assert [each.span.of(TEXT) for each in far] == ["wrung", "dry."]
    assert near[0].confidence < far[0].confidence


def test_a_decoder_that_hangs_is_told_by_its_form_and_once() -> None:
    loop = Passage(span=Span(10, 23), p_any=0.5, p_major=0.5, confidence=0.97, severity=Severity.MAJOR, is_loop=True)
    judged = _judged(TEXT, (SURE, SOUND, SOUND, SURE, SURE, SOUND), loop)
    assert [(each.span.of(TEXT), each.is_loop) for each in passages(judged, 0.9, 2.0)] == [
        ("The", False),
        (loop.span.of(TEXT), True),
    ]


def test_a_tagger_that_says_nothing_of_words_is_believed_as_it_is() -> None:
    own = Passage(span=Span(0, 3), p_any=0.5, p_major=0.5, confidence=0.4, severity=Severity.MINOR)
    judged = replace(_judged(TEXT, (SURE,) * 6, own), words=())
    assert passages(judged, 0.1, 2.0) == (own,)


class Doubter(Marker):
    """Doubts the word “wrung”, and says so of each word."""

    def judge(self, sentences: Sequence[str]) -> Judgement:
        judgement = super().judge(sentences)
        words = (tuple(SURE if "wrung" in word else SOUND for word in sentence.split()) for sentence in sentences)
        return replace(
            judgement,
            sentences=tuple(
                replace(judged, words=_judged(sentence, logits).words)
                for judged, sentence, logits in zip(judgement.sentences, sentences, words, strict=True)
            ),
        )


class Nearness:
    """Finds a source as near as it is told."""

    languages = frozenset({"de", "en"})

    def __init__(self, cosine: float) -> None:
        self._cosine = cosine

    def encode(self, texts: Sequence[str]) -> "Vectors":
        english = np.array(["The" in text for text in texts])
        near = np.where(english, self._cosine, 1.0)
        return np.stack([near, np.sqrt(1 - near**2)], 1).astype(np.float32)


def _report(cosine: float, **settings: str) -> Report:
    pytest.importorskip("babel", reason="the extra source is not installed")
    article = Article(
        document=readers.document(TEXT, "story.txt"),
        source=readers.document("Der Bürgermeister wurde ausgewrungen.", "source.txt"),
        source_language="de",
    )
    models = Models(
        make_parser=Words,
        make_identifier=EnglishOnly,
        make_tagger=lambda _: Doubter(confidence=0.6),
        make_cross_lingual=lambda _: Nearness(cosine),
    )
    config = Config(checks=("tagger",), operating_point=OperatingPoint.RECALL, **settings)  # type: ignore[arg-type]
    return pipeline.check(article, Desk(config=config, models=models))


def test_a_report_is_surer_of_a_passage_in_a_sentence_far_from_its_source() -> None:
    near, far = (_report(cosine).findings[0] for cosine in (0.9, 0.6))
    assert near.span.of(TEXT) == far.span.of(TEXT) == "wrung"
    assert near.confidence < far.confidence


def test_the_signature_names_the_encoder() -> None:
    assert "cross-lingual" in _report(0.9).signature.models


@pytest.mark.parametrize("setting", [{"cross_lingual_encoder": "some/LaBSE"}, {"tagger": "folder"}])
def test_another_encoder_or_tagger_has_other_scales_and_is_not_mixed(
    setting: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mtqa.models.tagger.weights.signature", lambda _: "0")
    monkeypatch.setattr("mtqa.models.tagger.signature", lambda _: "0")
    assert _report(0.6, **setting).findings[0].confidence == 0.6
