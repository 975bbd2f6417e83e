"""The files of a tagger, read only when their checksums are right."""

import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from mtqa.errors import ModelError
from mtqa.models.encoder import checked
from mtqa.models.tagger.sums import SUMS

#: The network, the n-gram model, and the layers on top of both.
MODEL, NGRAMS, LAYERS = "model.onnx", "ngrams.npz", "layers.json"
FILES = (MODEL, NGRAMS, LAYERS)
#: What a folder says of its files, their checksums too.
CARD = "card.json"


def packaged_files() -> Mapping[str, bytes]:
    """Return the contents of the files that ship with mtqa; raises ``ModelError``."""
    folder = resources.files("mtqa") / "models" / "weights" / "tagger"
    remedy = "pip install --force-reinstall mtqa"
    try:
        return {file: checked((folder / file).read_bytes(), SUMS[file], str(folder / file), remedy) for file in FILES}
    except OSError as error:
        raise ModelError(f"the packaged tagger is not there ({folder}): {remedy}") from error


def folder_files(folder: Path) -> Mapping[str, bytes]:
    """Return the contents of the files of a folder that ``mtqa train`` made; raises ``ModelError``."""
    sums = folder_sums(folder)
    try:
        return {file: checked((folder / file).read_bytes(), sums[file], str(folder / file), _REMEDY) for file in FILES}
    except OSError as error:
        raise ModelError(f"{folder} is no folder of a tagger ({error.strerror}): {_REMEDY}") from error


def folder_sums(folder: Path) -> Mapping[str, str]:
    """Return the checksums that the card of a folder gives; raises ``ModelError``."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return {file: str(card["weights"][file]["sha256"]) for file in FILES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / CARD} is missing or damaged: {_REMEDY}") from error


def signature(folder: Path | None) -> str:
    """Return eight hex digits that change with any of the files; raises ``ModelError``."""
    sums = SUMS if folder is None else folder_sums(folder)
    return hashlib.sha256("".join(sums[file] for file in FILES).encode()).hexdigest()[:8]


_REMEDY = "give a folder that mtqa train made"
