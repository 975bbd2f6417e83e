"""mtqa from Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import mtqa
from mtqa import api
from mtqa.config import Config
from mtqa.errors import MtqaError, ReadError, UsageError
from mtqa.pipeline import Desk


@pytest.fixture(autouse=True)
def _shared_desk(light_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_desk", lambda: light_desk)


def test_every_public_name_is_there() -> None:
    for name in mtqa.__all__:
        assert getattr(mtqa, name) is not None
    assert dir(mtqa) == sorted(mtqa.__all__)


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nope'"):
        _ = mtqa.nope


def test_importing_mtqa_imports_no_heavy_thing() -> None:
    heavy = "{'spacy', 'numpy', 're2', 'yaml', 'rich', 'click', 'langdetect', 'wordfreq', 'sentencex'}"
    code = f"import mtqa, sys; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_text_is_checked() -> None:
    report = mtqa.check("He saw the the mayor of the town.")
    assert [finding.span.of(report.document.text) for finding in report.findings] == ["the the"]


def test_a_file_is_checked_as_its_suffix_says(tmp_path: Path) -> None:
    path = tmp_path / "s.md"
    path.write_text("# Head\n\nHe saw the the mayor of the town.\n", encoding="utf-8")
    report = mtqa.check(path)
    assert report.document.format == "markdown"
    assert len(report.findings) == 1
    assert mtqa.check(mtqa.read(path)) == report
    assert mtqa.check(mtqa.read(str(path))) == report


@pytest.mark.parametrize("name", ["nope.txt", "a\0b.txt"])
def test_a_file_that_cannot_be_read_is_told(name: str) -> None:
    with pytest.raises(ReadError):
        mtqa.check(Path(name))


def test_a_doubt_about_the_encoding_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_bytes(("Der Präsident und die Präsidentin sagten am Dienstag über die Lage. " * 3).encode("cp1252"))
    with pytest.warns(UserWarning, match="not UTF-8; read as"):
        mtqa.read(path)


def test_a_config_is_kept_to() -> None:
    config = Config(checks=("patterns",), ignore=("repetition",))
    report = mtqa.check("He saw the the mayor of the town.", config=config)
    assert report.findings == ()
    assert report.signature.checks == ("patterns",)


@pytest.mark.parametrize("config", [Config(checks=("nope",)), Config(ignore=("nope",)), Config(select=("nope/x",))])
def test_a_config_that_names_what_is_not_there_is_told(config: Config) -> None:
    with pytest.raises(UsageError, match="there is no"):
        mtqa.check("He saw the mayor.", config=config)


def test_a_text_that_no_story_is_is_told() -> None:
    with pytest.raises(MtqaError, match="no story has one over"):
        mtqa.check("a" * 1_000_001)


def test_an_empty_text_has_nothing_wrong_with_it() -> None:
    report = mtqa.check("")
    assert (report.findings, report.words, report.score) == ((), 0, 100.0)


def test_the_parser_loads_without_torch_and_leaves_it_to_be_had(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("print('torch')\n")
    code = "from mtqa.models.parser import SpacyParser; SpacyParser(); print('parsed'); import torch"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.split() == ["parsed", "torch"]
