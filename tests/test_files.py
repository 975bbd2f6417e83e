"""Which stories are meant by what was typed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mtqa.errors import ReadError
from mtqa.readers import files


def _stories(*names: str) -> tuple[list[str], list[str]]:
    errors: list[ReadError] = []
    return list(files.stories(names, errors.append)), [str(error) for error in errors]


@pytest.fixture
def folder(elsewhere: Path) -> Path:
    """A folder with stories and other files in it."""
    for name in ("b.txt", "a.md", "c.pdf", "sub/d.TXT", ".hidden/e.txt", "sub/.f.txt"):
        path = elsewhere / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return elsewhere


@pytest.mark.usefixtures("folder")
class TestInAFolder:
    """A folder with stories and other files in it."""

    def test_a_folder_is_walked_in_order_of_name(self) -> None:
        assert _stories("desk") == (["desk/a.md", "desk/b.txt", "desk/sub/d.TXT"], [])

    def test_a_glob_matches_files_across_folders(self) -> None:
        assert _stories("desk/**/*.{txt,TXT}") == (["desk/b.txt", "desk/sub/d.TXT"], [])

    def test_a_story_that_is_named_twice_comes_once(self) -> None:
        assert _stories("desk/b.txt", "desk", "desk/b.txt")[0].count("desk/b.txt") == 1

    def test_a_file_that_is_named_is_taken_whatever_its_suffix(self) -> None:
        assert _stories("desk/c.pdf") == (["desk/c.pdf"], [])

    def test_a_file_whose_name_looks_like_a_glob_is_taken(self) -> None:
        Path("[x].txt").write_text("x", encoding="utf-8")
        assert _stories("[x].txt") == (["[x].txt"], [])

    def test_a_glob_without_a_match_is_told(self) -> None:
        assert _stories("desk/*.doc") == ([], ["desk/*.doc: no file matches"])

    @pytest.mark.parametrize("glob", ["{1..99999999}.txt", "{a,b}" * 20])
    def test_a_glob_that_stands_for_too_many_names_is_told(self, glob: str) -> None:
        assert _stories(glob) == ([], [f"{glob}: too many alternatives in braces"])

    def test_a_folder_without_stories_is_told(self) -> None:
        Path("empty").mkdir()
        stories, errors = _stories("empty")
        assert stories == []
        assert len(errors) == 1
        assert errors[0].startswith("empty: no story in this folder")

    def test_links_that_go_round_in_circles_end(self) -> None:
        Path("desk/sub/up").symlink_to("..")
        Path("desk/self.txt").symlink_to("self.txt")
        stories, errors = _stories("desk")
        assert stories == ["desk/a.md", "desk/b.txt", "desk/self.txt", "desk/sub/d.TXT"]
        assert errors == []
        with pytest.raises(ReadError, match="symbolic link"):
            files.load("desk/self.txt")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_named_pipe_in_a_folder_is_not_waited_for(self) -> None:
        os.mkfifo("desk/pipe.txt")
        assert "desk/pipe.txt" not in _stories("desk")[0]

    def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        walk = os.walk

        def refusing(top: str, *, onerror: Callable[[OSError], object]) -> Iterator[tuple[str, list[str], list[str]]]:
            onerror(PermissionError(13, "Permission denied", f"{top}/secret"))
            yield from walk(top, onerror=onerror)

        monkeypatch.setattr(os, "walk", refusing)
        stories, errors = _stories("desk")
        assert "desk/b.txt" in stories
        assert errors == ["desk/secret: permission denied"]

    def test_a_name_that_cannot_be_looked_at_is_left_to_the_reader(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path) -> bool:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "is_dir", refuse)
        assert _stories("secret/a.txt") == (["secret/a.txt"], [])


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nope.txt", "nope.txt: no such file or directory"),
        ("x" * 5000, "file name too long"),
        ("a\0b", "no name of a file"),
        ("", "no such file or directory|is a directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(elsewhere: Path, name: str, problem: str) -> None:
    assert _stories(name) == ([name], [])
    with pytest.raises(ReadError, match=problem):
        files.load(name)


def test_standard_input_is_left_to_whoever_reads_it() -> None:
    assert _stories("-", "-") == (["-"], [])
