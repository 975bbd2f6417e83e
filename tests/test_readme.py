"""What the README and the documents show is what happens."""

import re
import shlex
from pathlib import Path

import click
import pytest

from mtqa.cli import main
from mtqa.config import Config, read_config
from mtqa.pipeline import Desk
from mtqa.proving import prove
from mtqa.writers import rulebook

ROOT = Path(__file__).parents[1]
README, DOCS = ROOT / "README.md", ROOT / ".github" / "docs"
pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the documents are not beside the tests")
PAGES = [README, ROOT / ".github" / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
_LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")
_COMMAND = re.compile(r"(?m)^\$ (?:[^|\n]*\| )?(mtqa .*)$|`(mtqa [^`\n]+)`|^    (mtqa .*)$")
_HEADING = re.compile(r"(?m)^#+ (.*)$")


def _block(page: str, opening: str) -> str:
    found = re.search(rf"```{opening}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_settings_and_the_rule_shown_are_good(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(_block("desk.md", "toml"), encoding="utf-8")
    (tmp_path / "house-rules").mkdir()
    (tmp_path / "house-rules" / "house.yaml").write_text(
        _block("rules.md", "yaml\n# house-rules/house.yaml"), encoding="utf-8"
    )
    assert prove(tmp_path / "house-rules") == (1, [])
    assert "house/make-a-photo" in Desk(config=read_config(tmp_path / "mtqa.toml")).rules


def test_the_page_of_every_rule_is_that_of_the_packs() -> None:
    written = rulebook.write(Desk(config=Config()).rules.values())
    page = (DOCS / "all-rules.md").read_text(encoding="utf-8")
    assert page == written, "mtqa rules --format markdown > .github/docs/all-rules.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for file, anchor in _LINK.findall(text):
        there = page.parent / file if file else page
        assert there.exists(), file
        if anchor and there.suffix == ".md":
            target = there.read_text(encoding="utf-8")
            anchors = {
                re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in _HEADING.findall(target)
            }
            assert anchor in anchors, anchor


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "all-rules.md"], ids=lambda page: page.name)
def test_commands_have_the_options_that_are_shown(page: Path) -> None:
    for found in _COMMAND.findall(page.read_text(encoding="utf-8")):
        words = shlex.split(re.split(r" (?:&&|>) ", next(filter(None, found)))[0], comments=True)[1:]
        command: click.Command = main
        while words and isinstance(command, click.Group) and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)} | {
            "--help",
            "--version",
        }
        given = {word.partition("=")[0] for word in words if word.startswith("--") and word != "--"}
        assert given <= known, (words, given - known)
        assert not isinstance(command, click.Group) or not words or command.name == "rules" or words[0].startswith("-")
