"""The house's own names and words."""

from pathlib import Path

import pytest

from mtqa import pipeline
from mtqa.accepting import Accepted
from mtqa.config import Config, read_config
from mtqa.errors import ConfigError
from mtqa.models import Models
from mtqa.pipeline import Desk
from tests.standins import article


@pytest.mark.parametrize(
    ("entries", "marked", "passes"),
    [
        (("gigafactory",), "Gigafactory", True),
        (("gigafactory",), "the gigafactory", False),
        (("Lindrum Ferry Board",), "Lindrum  Ferry\nBoard", True),
        (("Lindrum Ferry Board",), "Ferry Board", False),
        (("Lindrum Ferry Board",), "lindrum ferry board", False),
        (("Lindrum Ferry Board", "and", "LFB"), "Lindrum Ferry Board and LFB", True),
        (("café", "d'or"), "Café d’Or", True),
        (("the",), "the the", True),
        (("a.b",), "axb", False),
        (("art",), "party", False),
        ((), "word", False),
        (("a",), "—", False),
        (("a",), "", False),
        (("C",), "C++", True),
    ],
)
def test_a_finding_passes_when_all_its_words_do(entries: tuple[str, ...], marked: str, passes: bool) -> None:
    assert Accepted(entries).passes(marked) is passes


def test_an_accepted_word_is_not_reported(light: Models) -> None:
    story = article("He saw the the mayor of the town of Duran Duran Duran.")
    strict, lax = (Desk(config=Config(accept=accept), models=light) for accept in ((), ("the", "Duran Duran")))
    assert len(pipeline.check(story, strict).findings) > len(pipeline.check(story, lax).findings) == 0


def test_words_come_from_the_settings_and_from_a_file_beside_them(tmp_path: Path) -> None:
    (tmp_path / "house.txt").write_text("# ours\n\nLindrum Ferry Board\n gigafactory \n", encoding="utf-8")
    (tmp_path / "mtqa.toml").write_text('accept = ["LFB"]\naccept-file = "house.txt"', encoding="utf-8")
    config = read_config(tmp_path / "mtqa.toml")
    assert (config.accept, config.accept_file) == (("LFB",), ("Lindrum Ferry Board", "gigafactory"))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('accept = "LFB"', "mtqa.toml:1: accept is a list of names"),
        ('\naccept = ["—"]', "mtqa.toml:2: accept: there is no word in '—' to accept"),
        ("accept-file = 3", "mtqa.toml:1: accept-file is a file with a name or a word a line"),
        ('accept-file = "nope.txt"', "mtqa.toml:1: nope.txt cannot be read"),
        ('accept-file = "bad.txt"', "bad.txt:3: there is no word in '***' to accept"),
        ('accept-file = "latin.txt"', "mtqa.toml:1: latin.txt cannot be read"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "bad.txt").write_text("ours\n# —\n***\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9\n")
    (tmp_path / "mtqa.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "mtqa.toml")
    assert str(caught.value).replace(f"{tmp_path}/", "").startswith(said)
