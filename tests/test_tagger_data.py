import gzip
import hashlib
import json
import random
from importlib import util
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mtqa.cli import main
from mtqa.errors import LocatedError, ReadError
from mtqa.finding import Severity
from mtqa.span import Span
from mtqa.training.tagger import agreement, card, shipping
from mtqa.training.tagger.ablations import ABLATIONS
from mtqa.training.tagger.agreement import FEATURES, features, witness
from mtqa.training.tagger.annotators import SoftLabels, key, marked, read_labels
from mtqa.training.tagger.coding import Coder
from mtqa.training.tagger.copytext import sentences, tidy
from mtqa.training.tagger.corpora import Corpora, runs
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.mixture import Mixture
from mtqa.training.tagger.own import OwnMaterial, read_rows
from mtqa.training.tagger.planting import NearWords, Planted, read_near
from mtqa.training.tagger.rows import Fault, Segment, Story
from mtqa.training.tagger.spanlayer import matches
from mtqa.training.tagger.splits import bucket
from mtqa.training.tagger.windows import Window, batches, cut
from tests import tiny

CODER = Coder(tiny.tokenizer())
NEAR = {"saved": ["rescued"], "penalty": ["punishment"], "bridge": ["overpass"]}


def column(name: str) -> int:
    return FEATURES.index(name)


def test_agreement_of_other_translations_is_counted() -> None:
    others = [witness("The keeper saved a penalty."), witness("The goalkeeper saved the penalty")]
    references = [witness("The keeper saves the penalty.")]
    table = features("The keeper rescued a punishment", others, references)
    assert table.shape == (5, len(FEATURES))
    share = table[:, column("share")].tolist()
    assert share == pytest.approx([1, 2 / 3, 0, 1 / 3, 0])
    assert table[1, column("share of references")] == 1
    assert table[3, column("share of references")] == 0
    assert table[1, column("share with the word before")] == pytest.approx(2 / 3)
    assert table[2, column("share of the two around it")] == pytest.approx(1 / 3)
    assert table[:, column("times")].tolist() == [1] * 5
    # saved and penalty are what all others say.
    assert table[0, column("missing")] == pytest.approx(2 / 5)
    assert table[:, column("capital")].tolist() == [1, 0, 0, 0, 0]


def test_agreement_without_words_or_witnesses() -> None:
    assert features("...", [witness("The ferry.")], []).shape == (0, len(FEATURES))
    assert np.isfinite(features("The ferry sank.", [], [])).all()


def test_stems_leave_three_letters() -> None:
    assert [agreement.stem(word) for word in ("saves", "saved", "saving", "savings", "red")] == [
        "sav",
        "sav",
        "sav",
        "sav",
        "red",
    ]


def test_words_are_marked_by_the_spans_that_touch_them() -> None:
    faults = (Fault(Span(4, 9), Severity.MINOR), Fault(Span(9, 15), Severity.MAJOR))
    assert marked("The ferry is sunk now.", faults).tolist() == [[0, 0], [1, 0], [1, 1], [1, 1], [0, 0]]


def test_labels_survive_their_file(tmp_path: Path) -> None:
    rows = {
        key("2021-de", 3, "One"): np.array([[0.5, 0.25]], np.float16),
        key("2021-de", 4, "Two"): np.zeros((2, 2), np.float16),
    }
    SoftLabels(rows).write(tmp_path / "labels.npz")
    again = read_labels(tmp_path / "labels.npz")
    assert again.rows.keys() == rows.keys()
    assert all((again.rows[name] == rows[name]).all() for name in rows)
    assert again.of("2021-de", 3, "One") is not None
    assert again.of("2021-de", 3, "Two") is None
    SoftLabels({}).write(tmp_path / "none.npz")
    assert read_labels(tmp_path / "none.npz").rows == {}


@given(
    st.lists(
        st.sampled_from(["Saved", "the", "penalty", "bridge", "of", "caf\u00e9", "\U0001f6a2", "--"]), max_size=12
    ),
    st.integers(),
)
def test_planted_faults_point_at_what_was_planted(parts: list[str], seed: int) -> None:
    text = " ".join(parts)
    (planted,) = NearWords(NEAR)([text], random.Random(seed), 0.9)
    assert (planted,) == tuple(NearWords(NEAR)([text], random.Random(seed), 0.9))
    restored, at = "", 0
    for fault in planted.faults:
        put = fault.span.of(planted.text)
        assert put.lower() in {"rescued", "punishment", "overpass", "a"} or fault.severity is Severity.MINOR
        assert 0 < fault.sure < 1
        restored += planted.text[at : fault.span.start] + "*"
        at = fault.span.end
    assert (restored + planted.text[at:]).count(" ") == text.count(" ")
    assert bool(planted.faults) == (planted.text != text)


def test_nothing_is_planted_at_no_rate() -> None:
    assert NearWords(NEAR)(["Saved the penalty."], random.Random(1), 0.0) == [Planted("Saved the penalty.", ())]


@pytest.mark.parametrize("text", ["[]", "{", '{"saved": [1]}'])
def test_a_table_of_near_words_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "near.json").write_text(text)
    with pytest.raises(ReadError, match="no table of near words"):
        read_near(tmp_path / "near.json")


def test_tokens_have_the_odds_of_their_words() -> None:
    text = "The mayor blorp said."
    coded = CODER.marked(text, (Fault(Span(10, 15), Severity.MINOR, 0.75),), 1.0)
    assert coded.odds.tolist() == [[0, 0], [0, 0], [0.75, 0], [0, 0], [0, 0]]
    soft = CODER.soft(text, np.array([[0, 0], [0.5, 0.25], [1, 1], [0, 0]], np.float16), 0.5)
    assert soft.odds.tolist() == [[0, 0], [0.5, 0.25], [1, 1], [0, 0], [0, 0]]
    with pytest.raises(ValueError, match="1 labels for 4 words"):
        CODER.soft(text, np.zeros((1, 2), np.float16), 1.0)


@given(st.integers(0, 40), st.integers())
def test_windows_hold_every_sentence_once_in_order(count: int, seed: int) -> None:
    parts = [
        (CODER.sound(f"ferry {'strike ' * (number % 30)}", 1.0), CODER.sound("ferry", 1.0)) for number in range(count)
    ]
    windows = list(cut(parts, random.Random(seed)))
    assert [versions for window in windows for versions in window] == parts
    assert all(sum(len(one) for one, _ in window) <= 126 for window in windows)


def test_batches_keep_rivals_right_behind() -> None:
    human = Window((CODER.sound("the ferry opened", 1.0),), 0.0, 1.0)
    windows = [Window((CODER.sound("ferry " * (number % 9 + 1), 1.0),), 1.0, 1.0, human) for number in range(50)]
    made = batches(windows, 60, random.Random(1))
    assert sorted(map(id, (one for batch in made for one in batch if one.rival))) == sorted(map(id, windows))
    for batch in made:
        assert all(batch[at + 1] is human for at, window in enumerate(batch) if window.rival)
    assert made == batches(windows, 60, random.Random(1))


def test_an_epoch_is_the_same_whenever_it_is_drawn() -> None:
    segments = [Segment("s", {"Online-W": "the mayor said", "X1": "a mayor said"}, {"A": "the old mayor"})] * 4
    drawn = Mixture(
        coder=CODER,
        planter=NearWords(NEAR),
        labels=SoftLabels({key("2021-de", 0, "X1"): np.ones((3, 2), np.float16)}),
        runs=[("2021-de", list(enumerate(segments)))],
        news=[],
        ted=[],
        stories=[Story("bbc/1", "orig", ("the bridge opened", "the ferry closed"))],
        seed=3,
    )
    one, again, other = drawn.draw(0), drawn.draw(0), drawn.draw(1)
    assert [[part.ids.tolist() for part in window.parts] for window in one] == [
        [part.ids.tolist() for part in window.parts] for window in again
    ]
    assert {window.translated for window in one + other} == {0.0, 1.0}
    assert any(window.rival for window in one + other)


def test_splits_never_change() -> None:
    assert [bucket(f"doc/{number}", 5) for number in range(8)] == [1, 4, 0, 2, 3, 0, 2, 1]


def test_runs_are_about_as_long_as_they_should_be() -> None:
    segment = Segment("s", {}, {"A": "one two three four five"})
    assert [len(run) for run in runs([segment] * 9, 20)] == [4, 4]
    assert [len(run) for run in runs([segment] * 11, 20)] == [4, 4, 3]


def test_copy_is_made_alike() -> None:
    assert tidy(" It \u201cran\u201d , he  said\u2014twice . ") == 'It "ran", he said-twice.'


@given(st.text(st.sampled_from('Ab1 .!?"\n'), max_size=60))
def test_sentences_cover_all_but_space(text: str) -> None:
    spans = sentences(text)
    assert (
        "".join(span.of(text) for span in spans).replace(" ", "").split() == text.replace(" ", "").split()
        or "\n" in text
    )
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


def test_a_corpus_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    corpora = Corpora(tmp_path)
    assert not corpora.stories()
    assert not corpora.segments("2021-de")
    assert corpora.held_sources() == frozenset()
    assert card.used(corpora) == {}


def test_a_corpus_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "bbc-news.jsonl.gz").write_bytes(gzip.compress(b"{"))
    with pytest.raises(ReadError, match=r"bbc-news\.jsonl\.gz: no gzipped lines of JSON"):
        Corpora(tmp_path).stories()


def test_own_rows_are_read_with_spans_in_their_sentences(tmp_path: Path) -> None:
    file = tmp_path / "spans.jsonl"
    text = "The \u201cmayor\u201d said. The ferry blorp sank. \U0001f6a2"
    start = text.index("blorp")
    rows = [{"text": text, "spans": [[start, start + 5, "critical"]], "translated": True}, {"text": "Sound copy."}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + "\n")
    first, second = read_rows(file)
    assert [(part, [fault.span.of(part) for fault in faults]) for part, faults in first.sentences()] == [
        ('The "mayor" said.', []),
        ("The ferry blorp sank. \U0001f6a2", ["blorp"]),
    ]
    assert second.faults == ()
    windows = OwnMaterial(rows=[first, second], coder=CODER, seed=1).draw(0)
    assert {(window.translated, window.weight) for window in windows} == {(1.0, 1.0), (0.0, 0.0)}
    zipped = tmp_path / "spans.jsonl.gz"
    zipped.write_bytes(gzip.compress(file.read_bytes()))
    assert read_rows(zipped) == [first, second]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[]", "a row is"),
        ('{"text": 1}', "a row is"),
        ('{"text": "x", "span": []}', "unknown key span"),
        ('{"text": "x", "spans": [[0, 2, "major"]]}', r"\[0, 2\] is no span of a text of 1 characters"),
        ('{"text": "x", "spans": [[0, 1, "awful"]]}', "awful"),
        ('{"text": "x", "spans": [[0, 1]]}', "no row"),
        ('{"text": "x", "translated": "yes"}', "translated is true or false"),
        ("{", "no row"),
    ],
)
def test_an_own_row_that_is_none_is_told_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "spans.jsonl").write_text(f'{{"text": "fine"}}\n{line}\n')
    with pytest.raises(LocatedError, match=rf"spans\.jsonl:2: .*{problem}"):
        read_rows(tmp_path / "spans.jsonl")


def test_own_rows_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "spans.jsonl").write_bytes(b"\xff")
    with pytest.raises(ReadError, match="cannot be read"):
        read_rows(tmp_path / "spans.jsonl")


def test_what_counts_as_found() -> None:
    assert matches(Span(10, 20), Span(12, 18))
    assert matches(Span(10, 20), Span(19, 40))
    assert not matches(Span(10, 20), Span(20, 30))
    assert matches(Span(10, 10), Span(10, 12))
    assert not matches(Span(10, 10), Span(8, 10))


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def cut_off() -> None:
        with whole(tmp_path / "one") as path:
            path.write_text("half")
            raise RuntimeError("cut")

    with pytest.raises(RuntimeError, match="cut"):
        cut_off()
    assert list(tmp_path.iterdir()) == []
    with whole(tmp_path / "new" / "one") as path:
        path.write_text("all")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["one"]


def test_a_card_says_all_and_is_shipped(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    tiny.folder(ready, tiny.files())
    made = card.Card(
        about="It marks words.",
        data={"bbc-news": ("stories", "research use")},
        recipe={"seed": 1},
        figures={"spans": {"precision": 0.5}},
        ablations=ABLATIONS,
    )
    card.write(made, ready)
    page = (ready / "README.md").read_text(encoding="utf-8")
    for said in (
        "It marks words.",
        "bbc-news",
        "research use",
        "seed: 1",
        "precision: 0.5",
        *card.LIMITS,
        *(one.says for one in ABLATIONS),
        "AUC: 0.665 → 0.839",
        "mtqa-tagger-",
        "sha256",
    ):
        assert said in page
    before = page
    card.write(made, ready)
    assert (ready / "README.md").read_text(encoding="utf-8") == before
    shipping.ship(ready, tmp_path / "packaged", tmp_path / "sums.py")
    assert {file.name for file in (tmp_path / "packaged").iterdir()} == {file.name for file in ready.iterdir()}
    noted: dict[str, dict[str, str]] = {}
    exec((tmp_path / "sums.py").read_text(), noted)
    assert (
        noted["SUMS"]["layers.json"]
        == json.loads((ready / "card.json").read_text())["weights"]["layers.json"]["sha256"]
    )


def test_the_card_follows_files_that_are_changed_behind_it(tmp_path: Path) -> None:
    packaged = tiny.folder(tmp_path / "packaged", tiny.files())
    card.write(card.Card(about="It marks words.", data={}, recipe={}, figures={}), packaged)
    before = (packaged / "README.md").read_text(encoding="utf-8")
    (packaged / "layers.json").write_bytes(tiny.files()["layers.json"] + b"\n")
    shipping.refresh(packaged, tmp_path / "sums.py")
    digest = hashlib.sha256((packaged / "layers.json").read_bytes()).hexdigest()
    page = (packaged / "README.md").read_text(encoding="utf-8")
    assert digest in page
    assert page.splitlines()[0] != before.splitlines()[0]
    assert digest in (tmp_path / "sums.py").read_text()


@pytest.mark.parametrize("command", [["tagger", "--data", "."], ["fine-tune", "spans.jsonl"]])
def test_what_training_needs_is_told_in_one_line(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (elsewhere / "spans.jsonl").write_text("")
    known = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name in {"torch", "onnx"} else known(name))
    monkeypatch.setattr("mtqa.cli.training._NEEDED", ("torch", "onnx", "json"))
    result = CliRunner().invoke(main, ["train", *command, "--out", "run"])
    assert (result.exit_code, result.stderr) == (2, "mtqa: training needs torch, onnx: pip install 'mtqa[train]'\n")
    assert not (elsewhere / "run").exists()
