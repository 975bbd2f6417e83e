from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtqa.models.meanings import Kept, Meanings

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors


class Lengths:
    """Stands in for an encoder: the direction tells how long a text is; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> "Vectors":
        self.asked += texts
        angles = np.array([len(text) / 10 for text in texts], np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_our_own_texts_are_kept_and_those_of_a_story_are_not(folder: Path) -> None:
    first = Lengths()
    meanings = Meanings(encoder=first, kept=Kept(key="test"))
    near = meanings.cosine("World Bnak", "World Bank")
    meanings.kept.save()
    second = Lengths()
    again = Meanings(encoder=second, kept=Kept(key="test"))
    assert again.cosine("World Bnak", "World Bank") == near
    assert second.asked == ["World Bnak"]
    assert b"Bnak" not in b"".join(file.read_bytes() for file in folder.rglob("*.pickle"))


def test_each_text_is_turned_into_a_vector_once() -> None:
    encoder = Lengths()
    meanings = Meanings(encoder=encoder)
    meanings.add(["one", "two", "one"])
    for _ in range(3):
        meanings.cosine("one", "other")
    assert encoder.asked == ["one", "two", "other"]
