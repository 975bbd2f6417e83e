"""Stories changed since a revision."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mtqa.changed import changed
from mtqa.errors import UsageError

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def _git(*arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def _write(*paths: str, text: str = "A line.\n") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(elsewhere: Path) -> Path:
    _git("init")
    _write("old.txt", "edited.txt", "desk/ü 1.txt", ".gitignore")
    _git("add", ".")
    _git("commit", "-m", "one")
    return elsewhere


def test_edited_committed_staged_and_new_stories_are_changed(repository: Path) -> None:
    _git("switch", "-c", "work")
    _write("committed.txt", "desk/ü 1.txt", text="Another.\n")
    _git("add", ".")
    _git("commit", "-m", "two")
    _write("edited.txt", "staged.txt", "desk/new.txt", text="Another.\n")
    _git("add", "staged.txt")
    paths = ["old.txt", "edited.txt", "desk/ü 1.txt", "committed.txt", "staged.txt", "desk/new.txt", "-"]
    assert changed(paths, "main") == paths[1:]
    assert changed([str(Path(path).absolute()) for path in paths[:2]], "main") == [str(Path("edited.txt").absolute())]


def test_what_changed_on_the_other_side_is_not_meant(repository: Path) -> None:
    _git("branch", "work")
    _write("old.txt", text="Another.\n")
    _git("commit", "-am", "two")
    _git("switch", "work")
    assert changed(["old.txt"], "main") == []


def test_it_is_the_same_from_a_folder_below(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write("edited.txt", "desk/ü 1.txt", text="Another.\n")
    monkeypatch.chdir("desk")
    assert changed(["../edited.txt", "../old.txt", "ü 1.txt"], "HEAD") == ["../edited.txt", "ü 1.txt"]


@pytest.mark.parametrize("base", ["nope", "-h", "--output=x", "", "HEAD:old.txt", "a..b", "\n"])
def test_what_is_no_revision_is_told(repository: Path, base: str) -> None:
    with pytest.raises(UsageError, match="there is no revision "):
        changed(["old.txt"], base)


def test_branches_without_a_common_commit_are_told(repository: Path) -> None:
    _git("switch", "--orphan", "other")
    _git("commit", "--allow-empty", "-m", "other")
    with pytest.raises(UsageError, match="main and HEAD have no common commit here"):
        changed([], "main")


def test_a_story_outside_the_repository_is_told(repository: Path) -> None:
    with pytest.raises(UsageError, match=r"/x\.txt: outside the repository "):
        changed([str(repository.parent / "x.txt")], "HEAD")


def test_no_repository_is_told(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(elsewhere.parent))
    with pytest.raises(UsageError, match=f"--changed needs a git repository, and {elsewhere} is in none"):
        changed(["a.txt"], "HEAD")


def test_no_git_is_told(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(elsewhere))
    with pytest.raises(UsageError, match="--changed needs git, which is not installed"):
        changed(["a.txt"], "HEAD")
