"""Lexicons of languages that the cross-lingual encoder does not know: how they are read, learned and used."""

from pathlib import Path

import pytest

from mtqa import pipeline, readers
from mtqa.config import Config
from mtqa.document import Article
from mtqa.models import Models, lexicon
from mtqa.models.lexicon import LANGUAGES, Lexicon
from mtqa.pipeline import Desk
from mtqa.report import Report
from tests.standins import EnglishOnly, Marker, Words
from tests.test_source import Topics

pytest.importorskip("anyascii", reason="the extra source is not installed")
pytest.importorskip("babel", reason="the extra source is not installed")

SMALL = Lexicon(
    sentences=100,
    meanings={"hest": {"hors": 0.9}, "stor": {"big": 0.5, "larg": 0.4}},
    counts={"hest": 2, "stor": 20},
    english={"hors": 2, "big": 10, "larg": 10},
)
ICELANDIC = (
    "Ríkisstjórnin samþykkti á föstudag að verja 300 milljónum króna til nýrra skóla.",
    "Lögreglan handtók tvo menn í Reykjavík í nótt.",
    "Forsætisráðherra sagði að fundurinn hefði gengið vel.",
    "Veðrið verður gott um helgina, sagði veðurfræðingur í gær.",
)
ENGLISH = (
    "The government agreed on Friday to spend 300 million krónur on new schools.",
    "Police arrested two men in Reykjavik during the night.",
    "The prime minister said that the meeting had gone well.",
    "The weather will be good at the weekend, a meteorologist said yesterday.",
)


def test_words_are_plain_letters_whatever_their_script() -> None:
    assert lexicon.words("Þjóðin á 1.234,5 п’ять ƙasa!") == ["thjodin", "a", "12345", "pyat", "kasa"]


def test_what_is_meant_counts_more_than_what_is_not_and_what_is_rare_more_than_what_is_not() -> None:
    horse, big, both, neither = SMALL.likeness(["hestur"], ["horse", "big", "big horse", "mayor"])[0]
    assert horse == pytest.approx(0.9**0.5)
    assert horse > both > big == neither == 0


@pytest.mark.parametrize("other", ["Reykjavik", "2024", "parliamentary"])
def test_names_figures_and_loanwords_speak_for_themselves(other: str) -> None:
    assert SMALL.likeness([f"{other} x"], [f"{other} y", "mayor y"])[0].tolist() == pytest.approx([0.5, 0], abs=0.2)


def test_texts_without_words_are_like_nothing() -> None:
    assert SMALL.likeness(["…", ""], ["horse"]).tolist() == [[0.0], [0.0]]
    assert SMALL.likeness([], ["horse"]).shape == (0, 1)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_has_its_lexicon(language: str) -> None:
    found = lexicon.load(language)
    assert found.sentences > 900
    assert len(found.meanings) > 1500
    assert all(0 < sure <= 1 for meanings in found.meanings.values() for sure in meanings.values())


def test_one_learned_from_sentences_knows_their_words_and_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="the extra train is not installed")
    from mtqa.training.lexicon import learned, write
    from mtqa.training.tagger.rows import Segment

    pairs = [
        ("hundur og hestur", "dog and horse"),
        ("hestur og fugl", "horse and bird"),
        ("fugl og hundur", "bird and dog"),
    ]
    made = learned([Segment(source, {"s": english}, {"r": english}) for source, english in pairs * 3])
    assert {max(made.meanings[word], key=made.meanings[word].__getitem__) for word in ("hund", "hest", "fugl")} == {
        "dog",
        "hors",
        "bird",
    }
    write(made, tmp_path / "weights" / "lexicons" / "xx.json.gz")
    monkeypatch.setattr("mtqa.models.lexicon.resources.files", lambda _: tmp_path)
    assert lexicon.load("xx") == made


def _report(story: str) -> Report:
    article = Article(
        document=readers.document(story, "story.txt"),
        source=readers.document(" ".join(ICELANDIC), "source.txt"),
        source_language="is",
    )
    models = Models(
        make_parser=Words,
        make_identifier=EnglishOnly,
        make_tagger=lambda _: Marker(),
        make_cross_lingual=lambda _: Topics(),
    )
    return pipeline.check(article, Desk(config=Config(checks=("adequacy",)), models=models))


def test_a_true_translation_of_such_a_language_has_no_finding() -> None:
    assert _report(" ".join(ENGLISH)).findings == ()


@pytest.mark.parametrize("left_out", [1, 2])
def test_a_sentence_left_out_is_told_with_the_words_of_the_source(left_out: int) -> None:
    story = " ".join(sentence for number, sentence in enumerate(ENGLISH) if number != left_out)
    (finding,) = _report(story).findings
    assert finding.rule == "adequacy/omission"
    assert finding.source is not None
    assert finding.source.text == ICELANDIC[left_out]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("300 million", "500 million", "adequacy/number"),
        ("two men", "nine men", "adequacy/number"),
        ("Friday", "Monday", "adequacy/date"),
        ("krónur", "dollars", "adequacy/unit"),
    ],
)
def test_a_fact_that_changed_is_told(old: str, new: str, rule: str) -> None:
    assert [finding.rule for finding in _report(" ".join(ENGLISH).replace(old, new)).findings] == [rule]
