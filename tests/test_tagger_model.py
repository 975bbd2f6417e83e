import hashlib
import unicodedata
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mtqa.errors import ModelError
from mtqa.finding import Severity
from mtqa.models import Models, tagger
from mtqa.models.tagger import layers, ngrams
from mtqa.models.tagger.features import SPAN_FEATURES, STORY_FEATURES, span_features, story_features
from mtqa.models.tagger.learned import LearnedTagger
from mtqa.models.tagger.passages import candidates, loops
from mtqa.models.tagger.reading import WINDOW, Ids, Logits, read
from mtqa.models.tagger.sums import SUMS
from mtqa.models.tagger.typography import fold
from mtqa.models.tagger.words import words
from mtqa.span import Span
from tests import tiny

CUTTER = tiny.tokenizer()
NETWORK = tiny.OneWord(CUTTER)
#: Text with all that tears words apart: marks, joiners, emoji, lone surrogates, other scripts, doubled quotes.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "ab Z9.,-'\"%_\u2019\u0301\u200d\ufe0f\U0001f468\U0001f469\u00e9\u05b8\u05d0\u0e31\u0e01\ud800\u20e3"
        ),
        st.characters(),
    ),
    max_size=60,
)
packaged = pytest.mark.skipif(
    not (resources.files("mtqa") / "models" / "weights" / "tagger" / "model.onnx").is_file(),
    reason="the packaged network is not in this checkout",
)


def is_part(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M" or character in "\u200c\u200d"


class Everything:
    """Stands in for a network: all tokens are wrong, each by its own logits."""

    def __call__(self, ids: Ids, mask: Ids) -> Logits:
        return (np.stack([ids, ids + 1, ids - 1], -1) % 7 - 3).astype(np.float32)


@given(TEXTS)
@example("cafe\u0301s o\u0308ffnen")
@example("1\ufe0f\u20e3 of \U0001f468\u200d\U0001f469\u200d\U0001f467 and e\u0301")
def test_words_begin_and_end_at_whole_characters(text: str) -> None:
    found = words(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for word in found:
        assert word.of(text)[0].isalnum()
        assert word.end == len(text) or not is_part(text[word.end])
        assert word.start == 0 or not text[word.start - 1].isalnum()
    covered = {at for word in found for at in range(word.start, word.end)}
    assert {at for at, character in enumerate(text) if character.isalnum()} <= covered


def test_words_hold_together_what_is_one() -> None:
    text = "U.S. north-east talks cost 1,000% more; cafe\u0301s don't"
    said = [word.of(text) for word in words(text)]
    assert said == ["U.S", "north-east", "talks", "cost", "1,000%", "more", "cafe\u0301s", "don't"]


@given(TEXTS)
def test_folded_text_is_as_long_and_folding_twice_changes_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text) or '""' in fold(text)
    fold(text).encode()


@given(st.lists(TEXTS, max_size=4), st.floats(0.05, 0.9))
def test_passages_are_whole_words_of_the_text(sentences: list[str], least: float) -> None:
    for sentence, reading in zip(sentences, read(sentences, CUTTER, Everything()), strict=True):
        borders = {word.start for word in reading.words}, {word.end for word in reading.words}
        last = 0
        for found in candidates(reading, least):
            assert found.span.start in borders[0]
            assert found.span.end in borders[1]
            assert found.span.start >= last
            assert fold(found.span.of(sentence)) == found.span.of(reading.text) or '""' in sentence
            assert least <= found.p_any <= 1
            last = found.span.end


@given(st.lists(TEXTS, max_size=4))
def test_any_story_can_be_judged(sentences: list[str]) -> None:
    judged = LearnedTagger(tiny.files(), own=(CUTTER, Everything())).judge(sentences)
    assert len(judged.sentences) == len(sentences)
    assert 0 <= judged.probability <= 1
    for text, sentence in zip(sentences, judged.sentences, strict=True):
        for passage in sentence.passages:
            assert passage.span.of(text)[0].isalnum()
            assert 0 <= passage.confidence <= 1


def test_every_token_gets_its_own_logits_whatever_the_window() -> None:
    long = "ferry " * 300
    sentences = ["the mayor", long, "", "blorp in town"]
    readings = read(sentences, CUTTER, NETWORK)
    assert [len(reading.logits) for reading in readings] == [2, 300, 0, 3]
    assert len(readings[1].logits) > 2 * WINDOW
    for sentence, reading in zip(sentences, readings, strict=True):
        ids = CUTTER.encode(sentence, add_special_tokens=False).ids
        assert reading.logits[:, 0].tolist() == ids


def test_the_mask_covers_tokens_and_nothing_else() -> None:
    seen = []

    def network(ids: Ids, mask: Ids) -> Logits:
        seen.append((ids, mask))
        return np.zeros((*ids.shape, 3), np.float32)

    read(["the mayor said"] * 60 + ["the"] * 2, CUTTER, network)
    assert len(seen) >= 1
    for ids, mask in seen:
        assert ((ids != 0) == (mask == 1)).all()
        assert (ids[:, 0] == CUTTER.token_to_id("[CLS]")).all()
        assert (ids.max(1) < CUTTER.get_vocab_size()).all()
        assert ids.shape[1] <= WINDOW + 2


def test_the_wrong_word_is_a_passage_with_its_neighbours_left_out() -> None:
    (reading,) = read(["The mayor blorp Blorp, said the blorp."], CUTTER, NETWORK)
    found = [candidate.span.of(reading.text) for candidate in candidates(reading, 0.5)]
    assert found == ["blorp Blorp", "blorp"]


def test_a_story_is_judged_with_its_reasons() -> None:
    judged = LearnedTagger(tiny.files(), own=(CUTTER, NETWORK)).judge(["the mayor blorp", "the ferry"])
    ids = CUTTER.encode("the mayor blorp the ferry", add_special_tokens=False).ids
    mean = sum(ids) / len(ids)
    assert judged.logit == pytest.approx(-1 + 0.25 + 0.5 * mean)
    assert judged.reasons == pytest.approx({"mean": 0.5 * (mean - 1), "ngrams": 0.0})
    assert list(judged.reasons) == ["mean", "ngrams"]
    first, second = judged.sentences
    assert second.passages == ()
    (passage,) = first.passages
    assert passage.span == Span(10, 15)
    assert passage.severity is Severity.MAJOR
    assert passage.confidence == pytest.approx(0.9)
    assert passage.p_any == pytest.approx(0.982, abs=1e-3)
    assert passage.p_major == pytest.approx(0.953, abs=1e-3)


def test_a_decoder_that_hung_is_a_major_fault_once() -> None:
    text = "the mayor said " * 4 + "blorp"
    (sentence,) = LearnedTagger(tiny.files(), own=(CUTTER, NETWORK)).judge([text]).sentences
    assert [(passage.span.of(text), passage.confidence) for passage in sentence.passages] == [
        (("the mayor said " * 4).strip(), 0.97),
        ("blorp", pytest.approx(0.9)),
    ]


def test_words_said_twice_or_a_word_said_often_are_no_loop() -> None:
    for text in ("very good very good", "no no no no no no no no no no", "one two three four five"):
        assert list(loops(text)) == []


def test_features_have_the_names_of_the_layers() -> None:
    readings = read(["the mayor blorp"], CUTTER, NETWORK)
    assert tuple(story_features(readings, tiny.some_ngrams())) == STORY_FEATURES
    assert tuple(story_features([], tiny.some_ngrams())) == STORY_FEATURES
    assert tuple(span_features(Span(4, 9), readings[0], 99.0)) == SPAN_FEATURES
    assert span_features(Span(10, 15), readings[0], 99.0)["story*any"] == 4 * 4


def test_ngrams_stay_what_they_were() -> None:
    buckets, values = ngrams.grams(["The ferry sank.", "The ferry!"])
    digest = hashlib.sha256(buckets.astype("<i8").tobytes() + np.round(values, 4).astype("<f4").tobytes()).hexdigest()
    assert digest[:16] == "fb85bc7f28b1d4df"
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-6)
    assert len(buckets) == len(set(buckets.tolist()))


def test_ngrams_of_nothing() -> None:
    buckets, values = ngrams.grams([])
    assert len(buckets) == len(values) == 0
    assert tiny.some_ngrams().logit([]) == 0.25


def test_an_ngram_model_survives_its_file() -> None:
    model = ngrams.Ngrams(np.arange(ngrams.BUCKETS).astype(np.int8), 0.125, -2.5)
    again = ngrams.restored(ngrams.stored(model))
    assert again.logit(["The ferry sank."]) == model.logit(["The ferry sank."])


def test_layers_survive_their_file() -> None:
    assert layers.restored(layers.stored(tiny.some_layers())) == tiny.some_layers()


@pytest.mark.parametrize(
    "damaged", [b"", b"[]", b"{}", b'{"story": {"features": ["moon"], "coefficients": [1], "mean": [0]}}']
)
def test_damaged_layers_are_told(damaged: bytes) -> None:
    with pytest.raises(ModelError, match=r"layers\.json are not what they should be"):
        LearnedTagger({**tiny.files(), "layers.json": damaged}, own=(CUTTER, NETWORK))


def test_a_folder_is_checked_against_its_card(tmp_path: Path) -> None:
    made = tiny.folder(tmp_path / "ready", tiny.files())
    (made / "model.onnx").write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"model\.onnx is damaged .* mtqa train made"):
        tagger.load(made)
    (made / "model.onnx").unlink()
    with pytest.raises(ModelError, match="is no folder of a tagger"):
        tagger.load(made)
    (made / "card.json").unlink()
    with pytest.raises(ModelError, match=r"card\.json is missing or damaged"):
        tagger.name(made)


def test_a_tagger_is_named_by_all_its_files(tmp_path: Path) -> None:
    one = tagger.name(tiny.folder(tmp_path / "one", tiny.files()))
    other = tagger.name(tiny.folder(tmp_path / "other", tiny.files(b"other")))
    assert len({one, other, tagger.name()}) == 3
    assert Models.names(["tagger"]) == {"tagger": tagger.name()}
    assert Models.names(["tagger"], tagger_folder=str(tmp_path / "one")) == {"tagger": one}


def test_a_tagger_is_loaded_once_for_a_folder() -> None:
    loaded: list[Path | None] = []

    def make(folder: Path | None) -> tagger.Tagger:
        loaded.append(folder)
        return LearnedTagger(tiny.files(), own=(CUTTER, NETWORK))

    models = Models(make_tagger=make)
    assert models.tagger() is models.tagger()
    models.tagger("some/folder")
    assert loaded == [None, Path("some/folder")]


@packaged
def test_the_packaged_tagger_has_the_checksums_that_are_noted() -> None:
    folder = resources.files("mtqa") / "models" / "weights" / "tagger"
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in SUMS} == dict(SUMS)


@packaged
def test_the_packaged_tagger_judges_a_story() -> None:
    loaded = tagger.load()
    story = ["The ferry was taken out of service on Tuesday.", "", "Its owner could not be reached \U0001f6a2 e\u0301."]
    judged = loaded.judge(story)
    assert judged == loaded.judge(story)
    assert len(judged.sentences) == 3
    assert sorted(loaded.points, key=loaded.points.__getitem__) == ["recall", "balanced", "precision"]
    assert loaded.judge([]).sentences == ()
