from pathlib import Path

import pytest

from mtqa import phrasebook
from mtqa.errors import RuleError
from mtqa.knowledge import Knowledge
from mtqa.phrasebook import base
from mtqa.rulepack import builtin_packs

FILES = phrasebook.files(builtin_packs())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_list_of_phrases_is_sorted_and_has_nothing_twice(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = [line.partition("|")[0].strip().casefold() for line in lines]
    assert names == sorted(set(names))


def test_there_are_hundreds_of_phrases() -> None:
    assert len(Knowledge().phrasebook.phrases) >= 500


@pytest.mark.parametrize(
    ("form", "same"),
    [("weapons", "weapon"), ("struck", "strike"), ("giving", "give"), ("policies", "policy"), ("talks", "talk"),
     ("stopped", "stop"), ("offerings", "offering"), ("pressing", "press"), ("crises", "crisis"), ("judge's", "judge")],
)  # fmt: skip
def test_forms_of_one_word_have_one_base(form: str, same: str) -> None:
    assert base(form) == base(same)


def test_fixed_words_are_those_between_asterisks(tmp_path: Path) -> None:
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "own.txt").write_text("*no-fly* zone | no-go zone; exclusion zone\n", encoding="utf-8")
    (phrase,) = phrasebook.read([tmp_path]).phrases
    assert phrase.words == ("no", "fly", "zone")
    assert phrase.fixed == (0, 1)
    assert ("no", "go", "zon") in phrase.sound


@pytest.mark.parametrize(
    "line", ["prime suspect | first suspect", "*prime* suspect", "*prime |", "*prime* *suspect | x"]
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "own.txt").write_text(f"# a comment\n{line}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"own\.txt:2: a line is a phrase"):
        phrasebook.read([tmp_path])
