"""What the README and the documents behind it show is what happens."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mtqa.cli import main
from mtqa.config import Config, read_config
from mtqa.pipeline import Desk
from mtqa.proving import prove
from mtqa.writers import rulebook

ROOT = Path(__file__).parents[1]
DOCS = ROOT / ".github" / "docs"
ALL_RULES = DOCS / "all-rules.md"
PAGES = [ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the documents are not beside the tests")

_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(mtqa [^`]+)`")


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _block(page: Path, opening: str) -> str:
    found = re.search(rf"```{opening}\n(.*?)```", _text(page), re.DOTALL)
    assert found is not None
    return found[1]


def _anchors(text: str) -> set[str]:
    """Return what headings and marked places of a page are called in links, as GitHub does."""
    headings = re.findall(r"(?m)^#{1,6} (.*)$", _FENCE.sub("", text))
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


def _shown(text: str) -> Iterator[str]:
    """Yield the commands after the prompt, their comments and what is optional in them left out."""
    for line in re.findall(r"(?m)^\$ (.*)$", text):
        # A bracket says that its words may be left away; here they are taken.
        plain = (
            re.sub(r"\s{2,}#.*|[\[\]]", "", line) if line.startswith("mtqa train") else re.sub(r"\s{2,}#.*", "", line)
        )
        for part in re.split(r"[|]|&&", plain):
            if part.strip().startswith("mtqa "):
                yield re.sub(r">.*", "", part).strip()


def _parse(words: list[str]) -> tuple[click.Context, dict[str, object]]:
    """Return the command that is meant and what its options are; raises ``UsageError`` where there is no such one."""
    command: click.Command = main
    context = click.Context(main, info_name="mtqa", help_option_names=["-h", "--help"])
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words[0]]
        context = click.Context(command, info_name=words[0], parent=context)
        words = words[1:]
    given, rest, _ = command.make_parser(context).parse_args(list(words))
    if rest:
        raise click.UsageError(f"no such command or argument: {rest}")
    return context, dict(given)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in _LINK.findall(_FENCE.sub("", _text(page))):
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), path
        assert there.is_relative_to(ROOT.resolve()), path
        assert not anchor or anchor in _anchors(_text(there)), f"{path}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_have_the_options_that_they_are_shown_with(page: Path) -> None:
    for line in _shown(_text(page)):
        context, given = _parse(shlex.split(line)[1:])
        for parameter in context.command.params:
            value = given.get(parameter.name or "")
            if isinstance(parameter.type, click.Choice) and isinstance(value, str):
                parameter.type.convert(value, parameter, context)
            assert not parameter.required or parameter.multiple or value not in (None, ()), f"{line}: {parameter.name}"
    for line in _INLINE.findall(_FENCE.sub("", _text(page))):
        _parse(line.split()[1:])


def test_a_command_that_is_not_there_is_noticed() -> None:
    assert list(_shown("$ cat a | mtqa check - --quiet   # so\n$ mtqa fix a > b\n")) == [
        "mtqa check - --quiet",
        "mtqa fix a",
    ]
    for wrong in (["chekc", "a.txt"], ["check", "a.txt", "--no-such-option"]):
        with pytest.raises(click.UsageError):
            _parse(wrong)


def test_every_document_is_reached_from_the_readme() -> None:
    linked = {(ROOT / path).resolve() for path, _ in _LINK.findall(_text(ROOT / "README.md")) if path}
    assert set(DOCS.glob("*.md")) <= linked


def test_settings_and_rule_of_the_documents_are_good(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(_block(DOCS / "desk.md", "toml"), encoding="utf-8")
    (tmp_path / "house-rules").mkdir()
    rule = _block(DOCS / "rules.md", "yaml\n# house-rules/house.yaml")
    (tmp_path / "house-rules" / "house.yaml").write_text(rule, encoding="utf-8")
    assert prove(tmp_path / "house-rules") == (1, [])
    assert "house/make-a-photo" in Desk(config=read_config(tmp_path / "mtqa.toml")).rules


def test_the_page_of_all_rules_is_the_rules() -> None:
    command = "mtqa rules --format markdown > .github/docs/all-rules.md"
    assert _text(ALL_RULES) == rulebook.write(Desk(config=Config()).rules.values()), f"write it anew: {command}"
