"""Settings, from mtqa.toml or the table [tool.mtqa] of pyproject.toml, checked once."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from mtqa import accepting
from mtqa.errors import ConfigError, MtqaError, UsageError
from mtqa.finding import Severity


class OperatingPoint(StrEnum):
    """How ready mtqa is to believe a signal."""

    PRECISION = "precision"
    BALANCED = "balanced"
    RECALL = "recall"


#: The confidence from which on a finding is reported.
LEAST_CONFIDENCE: Mapping[OperatingPoint, float] = {
    OperatingPoint.PRECISION: 0.5,
    OperatingPoint.BALANCED: 0.35,
    OperatingPoint.RECALL: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PerPath:
    """Settings for the stories whose path, seen from the settings file, matches a glob."""

    pattern: str
    ignore: tuple[str, ...] = ()
    operating_point: OperatingPoint | None = None
    fail_on: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings, and the file they come from."""

    file: Path | None = None
    checks: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    operating_point: OperatingPoint = OperatingPoint.PRECISION
    pass_score: float = 99.0
    fail_score: float = 95.0
    fail_on: Severity | None = Severity.MAJOR
    fail_under: float = 0.0
    encoder: str | None = None
    cross_lingual_encoder: str | None = None
    source_model: str | None = None
    tagger: str | None = None
    accept: tuple[str, ...] = ()
    accept_file: tuple[str, ...] = ()
    per_path: tuple[PerPath, ...] = ()

    def for_path(self, path: str) -> "Config":
        """Return the settings for one story."""
        config = self
        for part in self.per_path:
            if self.matches(path, part.pattern):
                config = replace(
                    config,
                    ignore=(*config.ignore, *part.ignore),
                    operating_point=part.operating_point or config.operating_point,
                    fail_on=part.fail_on or config.fail_on,
                )
        return config

    def matches(self, path: str, pattern: str) -> bool:
        """Tell whether *path*, seen from the settings file, matches a glob; ``**`` crosses folders."""
        from wcmatch import glob

        absolute = Path(path).absolute()
        root = self.file.absolute().parent if self.file else Path.cwd()
        seen = absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
        return bool(glob.globmatch(str(seen), pattern, flags=glob.GLOBSTAR | glob.DOTGLOB))

    def blame(self, name: str, problem: str) -> MtqaError:
        """Return the error that says what is wrong with a name, and on which line of the file if it stands there."""
        words = re.compile(rf"[\"'\[]{re.escape(name)}[\"'\]]|\b{re.escape(name)}\s*=")
        lines = self.file.read_text(encoding="utf-8-sig").splitlines() if self.file else []
        line = next((number for number, line in enumerate(lines, 1) if words.search(line)), None)
        return ConfigError(str(self.file), line, problem) if line else UsageError(problem)

    def wants(self, rule: str) -> bool:
        """Tell whether a rule is on: a rule is named by its id or by its pack."""
        names = {rule, rule.partition("/")[0]}
        return (not self.select or not names.isdisjoint(self.select)) and names.isdisjoint(self.ignore)


def find_config(folder: Path) -> Config:
    """Return the settings nearest to *folder*, looking upward; without a file, the defaults."""
    for candidate in (folder, *folder.parents):
        if (candidate / "mtqa.toml").is_file():
            return read_config(candidate / "mtqa.toml")
        project = candidate / "pyproject.toml"
        if project.is_file() and _tool_table(project) is not None:
            return read_config(project)
    return Config()


def read_config(path: Path) -> Config:
    """Return the settings in a file; raises ``ConfigError``."""
    reader = _Reader(path)
    table = _tool_table(path) if path.name == "pyproject.toml" else _load(path)
    settings = reader.table(reader.mapping("mtqa", table or {}), _SETTINGS)
    config = Config(file=path, **settings)
    if config.fail_score > config.pass_score:
        reader.fail("fail-score", f"fail-score {config.fail_score:g} is above pass-score {config.pass_score:g}")
    return config


def _load(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise ConfigError(str(path), 1, f"cannot be read: {error}") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(str(path), int(line[1]) if line else len(text.splitlines()), f"not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(str(path), 1, "not TOML: nested too deeply") from error


def _tool_table(path: Path) -> Any:
    """Return what pyproject.toml says under [tool.mtqa], or nothing."""
    tools = _load(path).get("tool")
    return tools.get("mtqa") if isinstance(tools, dict) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Checks values and says on which line a wrong one stands."""

    path: Path

    def fail(self, key: str, problem: str) -> Any:
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        named = re.compile(rf"\s*\[?.*?[\"']?\b{re.escape(key)}\b[\"']?\s*(?:=|\]|\.)")
        line = next((number for number, words in enumerate(lines, 1) if named.match(words)), 1)
        raise ConfigError(str(self.path), line, problem)

    def table(self, table: Mapping[str, Any], known: "Mapping[str, _Read]") -> dict[str, Any]:
        for key in table:
            if key not in known:
                close = get_close_matches(key, known, 1)
                self.fail(key, f"unknown key {key}" + (f"; did you mean {close[0]}?" if close else ""))
        return {key.replace("-", "_"): known[key](self, key, value) for key, value in table.items()}

    def names(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, f'{key} is a list of names, such as ["one", "two"]')
        return tuple(value)  # type: ignore[arg-type]

    def name(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f'{key} is a folder or a name, such as "sentence-transformers/all-mpnet-base-v2"')
        folder = self.path.parent / str(value)
        return str(folder) if folder.is_dir() else str(value)

    def folders(self, key: str, value: object) -> tuple[Path, ...]:
        folders = tuple(self.path.parent / name for name in self.names(key, value))
        for folder in folders:
            if not folder.is_dir():
                self.fail(key, f"there is no folder {folder}")
        return folders

    def accepted(self, key: str, value: object) -> tuple[str, ...]:
        entries = self.names(key, value)
        for entry in entries:
            if not accepting.accepts(entry):
                self.fail(key, f"{key}: there is no word in {entry!r} to accept")
        return entries

    def accepted_file(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f'{key} is a file with a name or a word a line, such as "house-names.txt"')
        file = self.path.parent / str(value)
        try:
            lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
        except (OSError, ValueError) as error:
            self.fail(key, f"{file} cannot be read: {error}")
        for number, line in enumerate(lines, 1):
            if line and line[0] != "#" and not accepting.accepts(line):
                raise ConfigError(str(file), number, f"there is no word in {line!r} to accept")
        return tuple(line for line in lines if line and line[0] != "#")

    def score(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            self.fail(key, f"{key} is a score from 0 to 100, not {value!r}")
        return float(value)  # type: ignore[arg-type]

    def severity(self, key: str, value: object) -> Severity:
        return Severity(self.choice(key, value, Severity))

    def fail_level(self, key: str, value: object) -> Severity | None:
        level = self.choice(key, value, [*Severity, "never"])
        return None if level == "never" else Severity(level)

    def point(self, key: str, value: object) -> OperatingPoint:
        return OperatingPoint(self.choice(key, value, OperatingPoint))

    def severities(self, key: str, value: object) -> dict[str, Severity]:
        return {rule: self.severity(rule, level) for rule, level in self.mapping(key, value).items()}

    def per_path(self, key: str, value: object) -> tuple[PerPath, ...]:
        return tuple(
            PerPath(pattern=pattern, **self.table(self.mapping(pattern, table), _PER_PATH))
            for pattern, table in self.mapping(key, value).items()
        )

    def mapping(self, key: str, value: object) -> Mapping[str, Any]:
        return value if isinstance(value, dict) else self.fail(key, f"{key} is a table")

    def choice(self, key: str, value: object, choices: Any) -> str:
        if value not in list(choices):
            self.fail(key, f"{key} is one of {', '.join(choices)}, not {value!r}")
        return str(value)


_Read = Callable[[_Reader, str, object], Any]
_PER_PATH: Mapping[str, _Read] = {
    "ignore": _Reader.names,
    "operating-point": _Reader.point,
    "fail-on": _Reader.severity,
}
_SETTINGS: Mapping[str, _Read] = {
    "checks": _Reader.names,
    "select": _Reader.names,
    "ignore": _Reader.names,
    "packs": _Reader.folders,
    "exclude": _Reader.names,
    "severity": _Reader.severities,
    "operating-point": _Reader.point,
    "pass-score": _Reader.score,
    "fail-score": _Reader.score,
    "fail-on": _Reader.fail_level,
    "fail-under": _Reader.score,
    "encoder": _Reader.name,
    "cross-lingual-encoder": _Reader.name,
    "source-model": _Reader.name,
    "tagger": _Reader.name,
    "accept": _Reader.accepted,
    "accept-file": _Reader.accepted_file,
    "per-path": _Reader.per_path,
}
assert {name.replace("-", "_") for name in _SETTINGS} == {item.name for item in fields(Config)} - {"file"}
