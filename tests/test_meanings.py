from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtqa.cache import Kept
from mtqa.models.meanings import Meanings, Ours

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
    meanings = Meanings(encoder=first, ours=Ours(kept=Kept("vectors", "test")))
    near = meanings.cosine("World Bnak", "World Bank")
    meanings.ours.save()
    second = Lengths()
    again = Meanings(encoder=second, ours=Ours(kept=Kept("vectors", "test")))
    assert again.cosine("World Bnak", "World Bank") == near
    assert second.asked == ["World Bnak"]
    assert b"Bnak" not in b"".join(file.read_bytes() for file in folder.rglob("*.sqlite"))


def test_each_text_is_turned_into_a_vector_once() -> None:
    encoder = Lengths()
    meanings = Meanings(encoder=encoder)
    meanings.add(["one", "two", "one"])
    for _ in range(3):
        meanings.cosine("one", "other")
    assert encoder.asked == ["one", "two", "other"]


def test_vectors_that_are_kept_in_a_damaged_file_are_made_again(folder: Path) -> None:
    kept = Kept("vectors", "test")
    kept.put({"one": b"1"})
    (file,) = folder.rglob("*.sqlite")
    file.write_bytes(b"no database at all" * 100)
    assert kept.get(["one"]) == {}
    kept.put({"one": b"2"})
    assert kept.get(["one", "two"]) == {"one": b"2"}


def test_what_was_kept_for_other_data_goes(folder: Path) -> None:
    Kept("vectors", "old").put({"one": b"1"})
    Kept("other", "old").put({"one": b"1"})
    Kept("vectors", "new").put({"one": b"1"})
    assert sorted(file.name for file in folder.rglob("*.sqlite")) == ["other-old.sqlite", "vectors-new.sqlite"]


def test_everyday_words_of_a_story_are_kept_and_rare_ones_are_not(folder: Path) -> None:
    first, second = Lengths(), Lengths()
    for encoder in (first, second):
        meanings = Meanings(encoder=encoder, ours=Ours(kept=Kept("vectors", "test")))
        meanings.add(["council", "halvorsted", "bridge"])
        meanings.cosine("council", "board")
        meanings.ours.save()
    assert sorted(first.asked) == ["board", "bridge", "council", "halvorsted"]
    assert second.asked == ["halvorsted"]
