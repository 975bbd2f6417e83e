"""What the README shows is what happens."""

import re
from pathlib import Path

import pytest

from mtqa.config import read_config
from mtqa.pipeline import Desk
from mtqa.proving import prove

README = Path(__file__).parents[1] / "README.md"
pytestmark = pytest.mark.skipif(not README.is_file(), reason="the README is not beside the tests")


def _block(opening: str) -> str:
    found = re.search(rf"```{opening}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_its_settings_and_its_rule_are_good(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(_block("toml"), encoding="utf-8")
    (tmp_path / "house-rules").mkdir()
    (tmp_path / "house-rules" / "house.yaml").write_text(_block("yaml\n# house-rules/house.yaml"), encoding="utf-8")
    assert prove(tmp_path / "house-rules") == (1, [])
    assert "house/make-a-photo" in Desk(config=read_config(tmp_path / "mtqa.toml")).rules
