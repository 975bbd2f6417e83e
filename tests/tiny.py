"""Small stand-ins for the tagger's parts: a vocabulary, a network that knows one word, a trunk of two layers."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from mtqa.models.tagger import layers, ngrams
from mtqa.models.tagger.features import SPAN_FEATURES, STORY_FEATURES
from mtqa.models.tagger.layers import Layers, Linear, Steps
from mtqa.models.tagger.reading import Ids, Logits

#: The word that is always wrong.
WRONG = "blorp"
WORDS = (
    f"the a of in on mayor council ferry bridge said opened closed new old town harbour strike wheat was were {WRONG}"
)


def tokenizer(words: str = WORDS) -> Tokenizer:
    """Return a word-piece tokenizer that knows these words, letters, digits and marks."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *words.split(),
        *letters,
        *(f"##{one}" for one in letters),
        *".,;:!?'\"-%()",
    ]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


class OneWord:
    """Stands in for a network: it knows that one word is wrong, and reads the rest as sound."""

    def __init__(self, cutter: Tokenizer) -> None:
        self.wrong = cutter.token_to_id(WRONG)

    def __call__(self, ids: Ids, mask: Ids) -> Logits:
        """Return 4 and 3 for any and a major error at the word, and -4 elsewhere; evidence is the token's number."""
        logits = np.full((*ids.shape, 3), -4, np.float32)
        logits[ids == self.wrong] = [0, 4, 3]
        logits[..., 0] = ids
        return logits


def some_layers() -> Layers:
    """Return layers that believe the network."""
    story = Linear(STORY_FEATURES[:2], (1.0, 0.5), (0.25, 1.0), -1.0)
    span = Linear(SPAN_FEATURES[:1], (1.0,), (0.0,), 0.0)
    major = Linear(SPAN_FEATURES[1:2], (1.0,), (0.0,), 0.0)
    points = {"precision": 0.6, "balanced": 0.4, "recall": 0.2}
    return Layers(
        story=story, span=span, major=major, steps=Steps((-4.0, 4.0), (0.0, 0.9)), candidate=0.08, points=points
    )


def some_ngrams() -> ngrams.Ngrams:
    """Return an n-gram model that knows nothing."""
    return ngrams.Ngrams(np.zeros(ngrams.BUCKETS, np.int8), 1.0, 0.25)


def files(model: bytes = b"") -> dict[str, bytes]:
    """Return the contents of a tagger's files."""
    return {
        "model.onnx": model,
        "ngrams.npz": ngrams.stored(some_ngrams()),
        "layers.json": layers.stored(some_layers()),
    }


def folder(path: Path, contents: dict[str, bytes]) -> Path:
    """Write a tagger's files and the card that goes with them."""
    path.mkdir(parents=True)
    for name, data in contents.items():
        (path / name).write_bytes(data)
    sums = {name: {"sha256": hashlib.sha256(data).hexdigest()} for name, data in contents.items()}
    (path / "card.json").write_text(json.dumps({"weights": sums}))
    return path


def trunk(path: Path, cutter: Tokenizer) -> Path:
    """Write a BERT of two layers, 32 wide, with weights drawn at random, and its tokenizer."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=cutter.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(str(path))
    cutter.save(str(path / "tokenizer.json"))
    return path


def sentences(count: int, draw: Sequence[int] = (3, 7, 11)) -> list[str]:
    """Return sentences of the words, none of them wrong, no two neighbours alike."""
    known = [word for word in WORDS.split() if word != WRONG]
    a, b, c = draw
    return [
        " ".join(known[(a * number + b * place + number // 5 * c) % len(known)] for place in range(6)).capitalize()
        + "."
        for number in range(count)
    ]
