"""Settings."""

from pathlib import Path

import pytest

from mtqa.config import LEAST_CONFIDENCE, Config, OperatingPoint, find_config, read_config
from mtqa.errors import ConfigError
from mtqa.finding import Severity


def _read(folder: Path, text: str, name: str = "mtqa.toml") -> Config:
    (folder / name).write_text(text, encoding="utf-8")
    return read_config(folder / name)


def _error(folder: Path, text: str, name: str = "mtqa.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        _read(folder, text, name)
    return str(caught.value).removeprefix(str(folder) + "/")


def test_every_operating_point_has_a_least_confidence_and_recall_has_the_lowest() -> None:
    assert LEAST_CONFIDENCE.keys() == set(OperatingPoint)
    assert min(LEAST_CONFIDENCE, key=lambda point: LEAST_CONFIDENCE[point]) is OperatingPoint.RECALL


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    config = _read(
        tmp_path,
        """
        checks = ["patterns"]
        select = ["grammar"]
        ignore = ["grammar/x"]
        packs = ["packs"]
        exclude = ["drafts/**"]
        operating-point = "recall"
        pass-score = 97
        fail-score = 80.5
        fail-on = "never"
        fail-under = 50
        [severity]
        grammar = "critical"
        [per-path."sport/*.txt"]
        ignore = ["numbers"]
        operating-point = "balanced"
        fail-on = "critical"
        """,
    )
    assert config == Config(
        file=tmp_path / "mtqa.toml",
        checks=("patterns",),
        select=("grammar",),
        ignore=("grammar/x",),
        packs=(tmp_path / "packs",),
        exclude=("drafts/**",),
        severity={"grammar": Severity.CRITICAL},
        operating_point=OperatingPoint.RECALL,
        pass_score=97,
        fail_score=80.5,
        fail_on=None,
        fail_under=50,
        per_path=config.per_path,
    )
    story = config.for_path(str(tmp_path / "sport" / "a.txt"))
    assert story.ignore == ("grammar/x", "numbers")
    assert story.operating_point is OperatingPoint.BALANCED
    assert story.fail_on is Severity.CRITICAL
    assert config.for_path(str(tmp_path / "news" / "a.txt")) == config


MISTAKES = [
    ("fail-no = 1", "mtqa.toml:1: unknown key fail-no; did you mean fail-on?"),
    ("\n\nignore = 'x'", "mtqa.toml:3: ignore is a list of names"),
    ("ignore = [1]", "mtqa.toml:1: ignore is a list of names"),
    ("checks = {}", "mtqa.toml:1: checks is a list of names"),
    ("packs = ['nowhere']", "mtqa.toml:1: there is no folder "),
    ("packs = ['mtqa.toml']", "mtqa.toml:1: there is no folder "),
    ("packs = ['\\u0000']".replace("'", '"'), "mtqa.toml:1: there is no folder "),
    ("severity = 3", "mtqa.toml:1: severity is a table"),
    ("[severity]\ngrammar = 'fatal'", "mtqa.toml:2: grammar is one of minor, major, critical, not 'fatal'"),
    ("[severity]\ngrammar = ['minor']", "mtqa.toml:2: grammar is one of minor, major, critical, not"),
    ("operating-point = 1", "mtqa.toml:1: operating-point is one of precision, balanced, recall, not 1"),
    ("pass-score = nan", "mtqa.toml:1: pass-score is a score from 0 to 100, not nan"),
    ("pass-score = inf", "mtqa.toml:1: pass-score is a score from 0 to 100, not inf"),
    ("pass-score = -1", "mtqa.toml:1: pass-score is a score from 0 to 100, not -1"),
    ("pass-score = true", "mtqa.toml:1: pass-score is a score from 0 to 100, not True"),
    ("pass-score = 95\nfail-score = 96", "mtqa.toml:2: fail-score 96 is above pass-score 95"),
    ("fail-on = 1979-05-27", "mtqa.toml:1: fail-on is one of minor, major, critical, never, not"),
    ("per-path = 1", "mtqa.toml:1: per-path is a table"),
    ("[per-path.'*.txt']\nfial-on = 'major'", "mtqa.toml:2: unknown key fial-on; did you mean fail-on?"),
    ("a = [", "mtqa.toml:1: not TOML: "),
    ("a = 1\n\nb = ", "mtqa.toml:3: not TOML: "),
    ("ignore = []\nignore = []", "mtqa.toml:2: not TOML: "),
    ("a = " + "[" * 20_000, "mtqa.toml:1: not TOML: "),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES, ids=[said[:60] for _, said in MISTAKES])
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    assert _error(tmp_path, text).startswith(said)


def test_an_encoder_is_a_folder_beside_the_settings_or_a_name(tmp_path: Path) -> None:
    (tmp_path / "own-model").mkdir()
    assert _read(tmp_path, 'encoder = "own-model"').encoder == str(tmp_path / "own-model")
    assert _read(tmp_path, 'encoder = "some/model"').encoder == "some/model"
    assert _read(tmp_path, "").encoder is None
    assert "encoder is a folder or a name" in _error(tmp_path, "encoder = 3")


def test_settings_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(ConfigError, match=r"mtqa\.toml:1: cannot be read"):
        read_config(tmp_path / "mtqa.toml")


def test_a_byte_order_mark_before_the_settings_is_no_matter(tmp_path: Path) -> None:
    assert _read(tmp_path, "\ufeffignore = ['grammar']").ignore == ("grammar",)


@pytest.mark.parametrize("text", ["[tool]\nmtqa = 1", "[[tool.mtqa]]\nignore = []"])
def test_the_table_of_a_project_is_a_table(tmp_path: Path, text: str) -> None:
    assert "mtqa is a table" in _error(tmp_path, text, "pyproject.toml")


@pytest.mark.parametrize("text", ["tool = 1", "[tool.other]\nx = 1", ""])
def test_a_project_without_a_table_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "mtqa.toml").write_text("ignore = ['numbers']", encoding="utf-8")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    assert find_config(folder).ignore == ("numbers",)


def test_the_nearest_settings_are_taken(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    _read(tmp_path, "[tool.mtqa]\nignore = ['numbers']", "pyproject.toml")
    assert find_config(inner).ignore == ("numbers",)
    _read(tmp_path / "a", "ignore = ['grammar']")
    assert find_config(inner).ignore == ("grammar",)


def test_a_key_of_a_project_is_told_with_its_line(tmp_path: Path) -> None:
    assert _error(tmp_path, "[project]\nname = 'x'\n[tool.mtqa]\nnope = 1", "pyproject.toml").startswith(
        "pyproject.toml:4: unknown key nope"
    )


@pytest.mark.parametrize(
    ("rule", "wanted"), [("a/one", True), ("a/two", False), ("b/one", False), ("c/one", False), ("a/three", True)]
)
def test_a_rule_is_wanted_by_its_id_or_its_pack(rule: str, wanted: bool) -> None:
    assert Config(select=("a", "b"), ignore=("a/two", "b")).wants(rule) is wanted


@pytest.mark.parametrize(
    ("path", "pattern", "matches"),
    [
        ("sport/a.txt", "sport/*.txt", True),
        ("sport/b/a.txt", "sport/*.txt", False),
        ("sport/b/a.txt", "sport/**", True),
        ("a.txt", "**/*.txt", True),
        (".hidden/a.txt", "**/*.txt", True),
        ("sport/a.txt", "[a", False),
        ("a.txt", "", False),
    ],
)
def test_a_glob_is_seen_from_the_settings_file(tmp_path: Path, path: str, pattern: str, matches: bool) -> None:
    assert Config(file=tmp_path / "mtqa.toml").matches(str(tmp_path / path), pattern) is matches
