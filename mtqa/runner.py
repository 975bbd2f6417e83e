"""Stories by path, each read and checked with the settings found beside it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mtqa import pipeline, readers
from mtqa.config import Config, find_config, read_config
from mtqa.document import Article, Document
from mtqa.errors import ReadError, UsageError
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.readers import files
from mtqa.report import Report
from mtqa.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The files that a story is held against, and the language of its source."""

    source: str | None = None
    source_language: str | None = None
    reference: str | None = None

    def __bool__(self) -> bool:
        return self.source is not None or self.reference is not None


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Checks stories; *overrides* are settings that go before those of any file, by field name of ``Config``."""

    note: Callable[[str], None]
    config_file: Path | None = None
    isolated: bool = False
    overrides: dict[str, Any] = field(default_factory=dict)
    models: Models = field(default_factory=Models)
    beside: Beside = field(default_factory=Beside)
    _desks: dict[Path, Desk] = field(default_factory=dict, repr=False)

    def desk(self, path: str) -> Desk:
        """Return the desk for a story; raises ``ConfigError``, ``RuleError`` and ``UsageError``."""
        folder = Path.cwd() if path == files.STANDARD_INPUT else Path(path).absolute().parent
        if folder not in self._desks:
            config = self._config(folder)
            made = {desk.config.file: desk for desk in self._desks.values()}
            desk = made.get(config.file) or Desk(config=replace(config, **self.overrides), models=self.models)
            # Broken packs and unknown names are told before the first story, not in the middle of a run.
            _ = desk.rules, desk.checks
            self._desks[folder] = desk
        return self._desks[folder]

    def paths(self, names: Iterable[str], problem: Callable[[ReadError], None]) -> list[str]:
        """Return the paths of the stories meant by the names, without those that the settings exclude."""
        found = files.stories(names, problem)
        named = set(names)
        return [path for path in found if path in named or not self._excluded(path)]

    def check(self, paths: Iterable[str]) -> Iterator[Report | ReadError]:
        """Yield a report for each story, or why there is none."""
        for path in paths:
            try:
                data = sys.stdin.buffer.read() if path == files.STANDARD_INPUT else files.load(path)
                yield pipeline.check(self._accompanied(readers.read(data, path, self.note)), self.desk(path))
            except ReadError as error:
                yield error

    def _accompanied(self, article: Article) -> Article:
        """Return the article with what it is held against; raises ``ReadError``."""
        if not self.beside:
            return article
        return replace(
            article,
            source=self._document(self.beside.source) or article.source,
            source_language=self.beside.source_language or article.source_language,
            reference=self._document(self.beside.reference) or article.reference,
            units=() if self.beside.source else article.units,
        )

    def _document(self, path: str | None) -> Document | None:
        return readers.read(files.load(path), path, self.note).document if path is not None else None

    def rule(self, name: str) -> Rule:
        """Return a rule by its id; raises ``UsageError`` when there is none."""
        rules = self.desk(files.STANDARD_INPUT).rules
        if name not in rules:
            close = get_close_matches(name, rules, 1)
            raise UsageError(
                f"there is no rule {name}; " + (f"did you mean {close[0]}?" if close else "see `mtqa rules`")
            )
        return rules[name]

    def config(self, path: str) -> Config:
        """Return the settings for one story."""
        return self.desk(path).config.for_path(path)

    def _excluded(self, path: str) -> bool:
        config = self.desk(path).config
        return any(config.matches(path, pattern) for pattern in config.exclude)

    def _config(self, folder: Path) -> Config:
        if self.config_file is not None:
            return read_config(self.config_file)
        return Config() if self.isolated else find_config(folder)


def fails(report: Report, config: Config) -> bool:
    """Tell whether a report has a finding at or above the fail level, or a score under the threshold."""
    level = config.fail_on
    grave = level is not None and any(finding.severity.rank >= level.rank for finding in report.findings)
    return grave or report.score < config.fail_under
