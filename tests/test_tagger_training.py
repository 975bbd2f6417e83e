import json
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mtqa.errors import ModelError, UsageError
from mtqa.finding import Severity
from mtqa.models import tagger
from mtqa.models.tagger.learned import tokenizer as packaged_tokenizer
from mtqa.models.tagger.network import network as onnx_network
from mtqa.models.tagger.passages import candidates
from mtqa.models.tagger.reading import read
from mtqa.span import Span
from mtqa.training.tagger import card
from mtqa.training.tagger.coding import Coder
from mtqa.training.tagger.corpora import Corpora
from mtqa.training.tagger.own import OwnMaterial, Row
from mtqa.training.tagger.rows import Fault
from tests import tiny

for needed in ("transformers", "onnx", "sklearn", "matplotlib"):
    pytest.importorskip(needed, reason="needs the extra mtqa[train]")
torch = pytest.importorskip("torch", reason="needs the extra mtqa[train]")
torch.set_num_threads(1)

from mtqa.training.tagger import finetuning, recipe  # noqa: E402
from mtqa.training.tagger.averaging import average  # noqa: E402
from mtqa.training.tagger.batching import collate, marks  # noqa: E402
from mtqa.training.tagger.curve import Curve  # noqa: E402
from mtqa.training.tagger.exporting import export, write_float  # noqa: E402
from mtqa.training.tagger.importing import weights_of  # noqa: E402
from mtqa.training.tagger.loop import Settings, Training  # noqa: E402
from mtqa.training.tagger.losses import losses  # noqa: E402
from mtqa.training.tagger.network import TaggerNetwork, put, runner, weights, window_logit  # noqa: E402
from mtqa.training.tagger.windows import Window  # noqa: E402
from tests.invented import invent  # noqa: E402

CUTTER = tiny.tokenizer()
CODER = Coder(CUTTER)
QUICK = Settings(
    seed=5, epochs=3, tokens=64, rate=5e-3, warmup=2, log_every=2, save_every=4, look_every=6, bfloat16=False
)


@pytest.fixture(scope="module")
def trunk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.trunk(tmp_path_factory.mktemp("trunk"), CUTTER)


@pytest.fixture(scope="module")
def known_trunk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small trunk with the vocabulary that the tagger reads with."""
    return tiny.trunk(tmp_path_factory.mktemp("known"), packaged_tokenizer())


def rows(count: int) -> list[Row]:
    """Return rows of two sentences; in every second one a word is wrong."""
    found = []
    for number, text in enumerate(tiny.sentences(count)):
        if number % 2:
            before = " ".join(text.split()[: number % 5 + 1])
            start = len(before) + 1
            wrong = f"{before} {tiny.WRONG}{text[len(before) :]}"
            fault = Fault(Span(start, start + len(tiny.WRONG)), Severity.MAJOR)
            found.append(Row(wrong, (fault,), True))
        else:
            found.append(Row(text, (), False))
    return found


def training(trunk: Path, folder: Path, **changes: object) -> Training:
    return replace(
        Training(
            network=TaggerNetwork(trunk),
            material=OwnMaterial(rows=rows(24), coder=CODER, seed=1),
            marks=marks(CUTTER),
            settings=QUICK,
            folder=folder,
        ),
        **changes,  # type: ignore[arg-type]
    )


class Cut:
    """Ends a run after so many steps, as a power cut does."""

    def __init__(self, after: int) -> None:
        self.after = after

    def __call__(self, step: int, total: int) -> None:
        if step == self.after:
            raise KeyboardInterrupt


def test_a_run_cut_off_twice_ends_with_the_weights_of_one_that_was_not(trunk: Path, tmp_path: Path) -> None:
    steps: list[int] = []
    torch.manual_seed(1)
    whole = training(trunk, tmp_path / "whole", progress=lambda step, total: steps.append(step))
    begun = {name: value.clone() for name, value in whole.network.state_dict().items()}
    whole.run()
    assert len(steps) > 9
    for after in (5, 9):
        cut = training(trunk, tmp_path / "cut", progress=Cut(after))
        put(cut.network, begun, "test")
        with pytest.raises(KeyboardInterrupt):
            cut.run()
        assert not (tmp_path / "cut" / "weights.pt").exists()
    resumed: list[int] = []
    # Weights drawn anew show that all is taken from the checkpoint.
    training(trunk, tmp_path / "cut", progress=lambda step, total: resumed.append(step)).run()
    assert resumed == [step for step in steps if step > 8]
    one, other = (weights(tmp_path / name / "weights.pt") for name in ("whole", "cut"))
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert any(not torch.equal(one[name], begun[name]) for name in one)
    logs = [
        [{k: v for k, v in row.items() if k != "seconds"} for row in Curve(tmp_path / name / "curve.jsonl").rows()]
        for name in ("whole", "cut")
    ]
    assert logs[0] == logs[1]
    assert not (tmp_path / "cut" / "checkpoint.pt").exists()


def test_training_shows_its_curve(trunk: Path, tmp_path: Path) -> None:
    training(trunk, tmp_path, look=lambda network: {"words, AUC": 0.5}).run()
    found = Curve(tmp_path / "curve.jsonl").rows()
    last = int(found[-1]["step"])
    assert {"step", "of", "seconds", "story", "rivals", "any", "major"} in [set(row) for row in found]
    assert [row["step"] for row in found if "words, AUC" in row] == [*range(6, last, 6), last]
    picture = (tmp_path / "curve.svg").read_bytes()
    assert b"words, AUC" in picture
    Curve(tmp_path / "curve.jsonl").draw(tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == picture


def test_word_vectors_stay_unless_they_are_to_be_tuned(trunk: Path, tmp_path: Path) -> None:
    name = "trunk.embeddings.word_embeddings.weight"
    before = TaggerNetwork(trunk).state_dict()[name]
    for tune in (False, True):
        settings = replace(QUICK, epochs=1, tune_embeddings=tune)
        training(trunk, tmp_path / str(tune), settings=settings).run()
        assert torch.equal(weights(tmp_path / str(tune) / "weights.pt")[name], before) != tune


def test_a_made_up_wrong_word_is_learned(trunk: Path, tmp_path: Path) -> None:
    made = training(trunk, tmp_path, settings=replace(QUICK, epochs=24))
    made.run()
    readings = read(
        ["The ferry blorp said of the mayor.", "The ferry said of the mayor."], CUTTER, runner(made.network)
    )
    found = [[one.span.of(reading.text) for one in candidates(reading, 0.5)] for reading in readings]
    assert found == [["blorp"], []]
    story = [reading.logits[:, 0].mean() for reading in readings]
    assert story[0] > story[1]


def test_nothing_to_learn_from_is_told(trunk: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to learn from"):
        training(trunk, tmp_path, material=OwnMaterial(rows=[], coder=CODER, seed=1)).run()


def test_rivals_are_ranked_and_unknown_tokens_count_nothing() -> None:
    human = Window((CODER.sound("the mayor said", 0.0),), 0.0, 1.0)
    machine = Window((CODER.sound("a mayor said", 0.0),), 1.0, 1.0, human)
    batch = collate([machine, human], marks(CUTTER), random.Random(1))
    logits = torch.zeros(2, 5, 3)
    logits[0, :, 0], logits[1, :, 0] = 2.0, -1.0
    found = losses(logits, batch)
    apart = window_logit(logits[..., 0], batch.inner)
    assert apart.tolist() == pytest.approx([2 * (3 / 32) ** 0.5, -((3 / 32) ** 0.5)])
    machine_side, human_side = apart.tolist()
    assert found.rivals.item() == pytest.approx(np.log1p(np.exp(human_side - machine_side)), abs=1e-6)
    assert found.any.item() == found.major.item() == 0
    assert losses(logits[1:], collate([human], marks(CUTTER), random.Random(1))).rivals.item() == 0


def test_the_mean_of_weights() -> None:
    one, other = ({"a": torch.tensor([value]), "n": torch.tensor([3])} for value in (1.0, 2.0))
    assert {name: value.tolist() for name, value in average([one, other]).items()} == {"a": [1.5], "n": [3]}


def shaken(trunk: Path) -> TaggerNetwork:
    """Return a network whose weights are all drawn at random."""
    network = TaggerNetwork(trunk)
    torch.manual_seed(2)
    with torch.no_grad():
        for weight in network.parameters():
            weight.add_(torch.randn_like(weight) * 0.05)
    return network.eval()


def test_the_export_says_what_torch_says(trunk: Path, tmp_path: Path) -> None:
    network = shaken(trunk)
    write_float(network, tmp_path / "exact.onnx")
    figures = export(network, tmp_path / "model.onnx")
    assert figures["largest difference of the float graph"] < 1e-4
    sentences = [*tiny.sentences(9), "blorp " * 200]
    truth, exact, small = (
        np.concatenate([reading.logits for reading in read(sentences, CUTTER, run)])
        for run in (
            runner(network),
            onnx_network((tmp_path / "exact.onnx").read_bytes()),
            onnx_network((tmp_path / "model.onnx").read_bytes()),
        )
    )
    assert np.abs(truth - exact).max() < 1e-4
    assert np.abs(truth - small).mean() < 0.1 * truth.std()
    assert (tmp_path / "model.onnx").stat().st_size < (tmp_path / "exact.onnx").stat().st_size


def test_weights_come_back_from_the_export(trunk: Path, tmp_path: Path) -> None:
    network = shaken(trunk)
    export(network, tmp_path / "model.onnx")
    found = weights_of((tmp_path / "model.onnx").read_bytes())
    state = network.state_dict()
    assert found.keys() == state.keys()
    for name, weight in state.items():
        assert found[name].shape == weight.shape
        assert (found[name] - weight).abs().max() <= weight.abs().max() / 60
    again = TaggerNetwork(trunk)
    put(again, found, "test")


def test_weights_that_are_none_or_of_another_are_told(trunk: Path, tmp_path: Path) -> None:
    (tmp_path / "weights.pt").write_bytes(b"none")
    with pytest.raises(ModelError, match="holds no weights of a tagger"):
        weights(tmp_path / "weights.pt")
    with pytest.raises(ModelError, match="do not fit the trunk"):
        put(TaggerNetwork(trunk), {"a": torch.zeros(1)}, "weights.pt")


def write_rows(path: Path, found: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for row in found:
            spans = [[fault.span.start, fault.span.end, str(fault.severity)] for fault in row.faults]
            file.write(json.dumps({"text": row.text, "spans": spans, "translated": row.is_translated}) + "\n")
    return path


def test_fine_tuning_goes_on_from_a_tagger_and_leaves_one(known_trunk: Path, tmp_path: Path) -> None:
    ready = tiny.folder(tmp_path / "start", tiny.files())
    export(shaken(known_trunk), ready / "model.onnx")
    card.write(card.Card(about="A start.", data={}, recipe={}, figures={}), ready)
    plan = finetuning.Plan(start=str(ready), trunk=str(known_trunk), epochs=20, rate=5e-3, tokens=128)
    said: list[str] = []
    spans = write_rows(tmp_path / "spans.jsonl", rows(60))
    tuning = finetuning.FineTuning(spans=spans, folder=tmp_path / "run", plan=plan, say=said.append)
    made = tuning.make()
    judged = tagger.load(made).judge(["The ferry blorp said of the mayor.", "The ferry said of the mayor."])
    found = [[one for one in sentence.passages if one.p_any > 0.5] for sentence in judged.sentences]
    assert [[one.span for one in passages] for passages in found] == [[Span(10, 15)], []]
    values = json.loads((made / "card.json").read_text(encoding="utf-8"))["figures"]
    assert values["rows kept out, before"].keys() == values["rows kept out, after"].keys()
    page = (made / "README.md").read_text(encoding="utf-8")
    assert f"{tagger.name(ready)}, trained on with annotations of one's own." in page
    assert str(tmp_path) not in page
    assert values["rows kept out, after"]["words, average precision"] > 0.9
    assert any("stays what it was" in line for line in said)
    assert re.fullmatch(r"\d+ rows to learn from, \d+ kept out", said[0])
    said.clear()
    assert tuning.make() == made
    assert all(line.endswith("done before") for line in said[1:])
    with pytest.raises(UsageError, match="has a run with epochs 20"):
        replace(tuning, plan=replace(plan, epochs=3)).make()
    # A run's folder is gone on from with its exact weights.
    exact = finetuning.start(tmp_path / "run").weights
    assert torch.equal(exact["mix.weight"], weights(tmp_path / "run" / "weights.pt")["mix.weight"])


def test_fine_tuning_without_rows_is_told(tmp_path: Path) -> None:
    (tmp_path / "spans.jsonl").write_text("\n")
    tuning = finetuning.FineTuning(
        spans=tmp_path / "spans.jsonl", folder=tmp_path / "run", plan=finetuning.Plan(), say=print
    )
    with pytest.raises(UsageError, match="has no rows to learn from"):
        tuning.make()


def test_the_full_recipe_from_corpora_to_a_tagger(known_trunk: Path, tmp_path: Path) -> None:
    data = invent(tmp_path / "data")
    plan = recipe.Plan(trunk=str(known_trunk), epochs=5, rival_epochs=2, rate=3e-3, tokens=1024)
    said: list[str] = []
    made = recipe.Recipe(corpora=Corpora(data), folder=tmp_path / "run", plan=plan, say=said.append)
    ready = made.make()
    judged = tagger.load(ready).judge(["The ferry blorp said of the mayor.", "The ferry said of the mayor."])
    wrong, right = judged.sentences
    best = max(wrong.passages, key=lambda passage: passage.confidence)
    assert best.span.covers(Span(10, 15))
    assert all(passage.confidence < best.confidence for passage in right.passages)
    page = (ready / "README.md").read_text(encoding="utf-8")
    assert re.search(r"AUC, machines / references: \d", page)
    assert re.search(r"at precision: precision: \d", page)
    assert "bbc-news" in page
    assert "abc-news" not in page
    assert str(tmp_path) not in page
    said.clear()
    assert made.make() == ready
    assert all(line.endswith("done before") for line in said)


def test_a_trunk_of_another_vocabulary_and_corpora_that_lack_are_told(trunk: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has another vocabulary"):
        recipe.known_trunk(str(trunk))
    (tmp_path / "wmt2021-de-en.jsonl.gz").write_bytes(b"")
    with pytest.raises(UsageError, match=r"has no translations to measure on: wmt2021-ja-en or .*\(\.jsonl\.gz\)"):
        recipe.require(Corpora(tmp_path))
