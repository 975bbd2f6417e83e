"""What the tagger marks becomes findings, and the story is judged as a whole; the tagger here is a stand-in."""

from dataclasses import replace

import pytest

from mtqa import pipeline
from mtqa.checkers import tagger
from mtqa.config import Config
from mtqa.finding import Category, Severity
from mtqa.merge import merged
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.rule import Rules
from mtqa.score import Verdict
from mtqa.story import TRANSLATED
from tests.standins import EnglishOnly, GermanOnly, Marker, Words, analysis, article, finding

STORY = "Council votes on the bridge\n\n" + "The council voted on the old bridge by the harbor on Monday. " * 12


def models(logit: float, confidence: float = 0.8) -> Models:
    return Models(make_parser=Words, make_identifier=EnglishOnly, make_tagger=lambda _: Marker(logit, confidence))


def desk(logit: float, confidence: float = 0.8, checks: tuple[str, ...] = ("tagger",)) -> Desk:
    return Desk(config=Config(checks=checks), models=models(logit, confidence))


def test_a_passage_becomes_a_finding_where_it_stands(rules: Rules) -> None:
    text = "LONDON — 😀 The vote was wrung. It wrung on."
    found = list(tagger.check(analysis(text, rules, models(0))))
    assert [hit.span.of(text) for hit in found] == ["wrung", "wrung"]
    assert {hit.rule for hit in found} == {"tagger/wrong-word"}


def test_what_is_less_sure_than_any_operating_point_wants_is_left_out(rules: Rules) -> None:
    assert not list(tagger.check(analysis("The vote was wrung.", rules, models(0, 0.19))))


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("the Ministry of Truth", "tagger/name"),
        ("of the", "tagger/wrong-word"),
        ("Natural Ministry Bureau of River Affairs", "tagger/name"),
        ("qwzxtly", "tagger/no-word"),
        ("a strange goal", "tagger/wrong-word"),
        ("one of many words that garble", "tagger/garbled"),
    ],
)
def test_the_kind_is_told_by_the_words(rules: Rules, words: str, rule: str) -> None:
    text = f"They saw {words} today."
    start = text.index(words)
    span = finding(start, start + len(words)).span
    assert tagger.kind(analysis(text, rules, models(0)), span, is_first=False) == rule


def test_no_other_language_is_judged(rules: Rules) -> None:
    text = "Der Rat stimmte am Montag über die alte Brücke am Hafen ab, sagte der Bürgermeister der Stadt den Reportern wrung."
    light = Models(
        make_identifier=GermanOnly,
        make_tagger=lambda _: Marker(),
    )
    assert not list(tagger.check(analysis(text, rules, light)))


def test_a_story_that_reads_as_translated_is_for_review_and_says_so() -> None:
    report = pipeline.check(article(STORY), desk(12.0))
    assert report.story is not None
    assert report.story.probability >= TRANSLATED
    assert report.story.reasons
    assert report.verdict is Verdict.REVIEW
    calm = pipeline.check(article(STORY), desk(-12.0))
    assert calm.story is not None
    assert calm.story.probability < 0.5
    assert calm.verdict is Verdict.PASS


def test_a_short_text_and_a_run_without_the_tagger_are_not_judged() -> None:
    assert pipeline.check(article("The vote was wrung."), desk(12.0)).story is None
    assert pipeline.check(article(STORY), desk(12.0, checks=("patterns",))).story is None


def test_faults_that_rules_find_make_a_story_more_suspect_and_no_passage_of_it() -> None:
    plain = STORY + "The vote was wrung."
    garbled = plain + " He wanted to to go." * 6
    both = ("patterns", "tagger")
    alone, beside = (pipeline.check(article(text), desk(-1.0, 0.6, both)) for text in (plain, garbled))
    assert alone.story is not None
    assert beside.story is not None
    assert beside.story.probability > alone.story.probability
    sure = [next(hit.confidence for hit in report.findings if hit.checker == "tagger") for report in (alone, beside)]
    assert sure[1] == sure[0]


def test_beside_a_rule_the_tagger_is_a_second_voice_whatever_the_category() -> None:
    rule = finding(4, 9, category=Category.CALQUE, confidence=0.6)
    guess = finding(
        2,
        12,
        category=Category.MISTRANSLATION,
        confidence=0.5,
        severity=Severity.MAJOR,
        checker="tagger",
        rule="tagger/wrong-word",
    )
    (both,) = merged([guess, rule])
    assert (both.rule, both.span) == (rule.rule, rule.span)
    assert both.confidence == pytest.approx(0.8)
    assert [voice.rule for voice in both.evidence] == ["tagger/wrong-word"]
    assert merged([replace(guess, span=finding(20, 25).span), rule]) == (
        rule,
        replace(guess, span=finding(20, 25).span),
    )
