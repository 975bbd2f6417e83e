"""Stories by path, each read and checked with the settings found beside it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa import pipeline, readers, suppression
from mtqa.config import Config, find_config, read_config
from mtqa.document import Article, Document
from mtqa.errors import ReadError, UsageError
from mtqa.models import Models
from mtqa.models.conditional import licence
from mtqa.pipeline import Desk
from mtqa.readers import files
from mtqa.report import Report
from mtqa.reportcache import ReportCache
from mtqa.rule import Rule
from mtqa.span import Lines

if TYPE_CHECKING:
    from mtqa.fixing import Mended


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
    #: Take all of a web page, not only the story on it.
    whole_page: bool = False
    overrides: dict[str, Any] = field(default_factory=dict)
    models: Models = field(default_factory=Models)
    cache: ReportCache | None = None
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
            if desk.config.source_model is not None and config.file not in made:
                name = desk.config.source_model
                self.note(f"the source model {name} comes under a licence of its own: {licence(name)}")
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
                for article in self.articles(path):
                    yield self.report(article, self.desk(path))
            except ReadError as error:
                yield error

    def articles(self, path: str) -> Iterator[Article]:
        """Yield the stories in a file, with what they are held against; raises ``ReadError``."""
        stdin = path == files.STANDARD_INPUT
        data = sys.stdin.buffer.read(readers.MAX_BYTES + 1) if stdin else files.load(path)
        desk = self.desk(path)
        for article in readers.articles(data, path, self.note, whole_page=self.whole_page):
            self._doubt(article.document, desk)
            yield self._accompanied(article)

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

    def report(self, article: Article, desk: Desk) -> Report:
        """Return the report on an article, from an earlier run where it is known."""
        known = self.cache.get(article, desk) if self.cache else None
        if known is not None:
            return known
        report = pipeline.check(article, desk)
        if self.cache:
            self.cache.put(article, report, desk)
        return report

    def mended(self, report: Report) -> "Mended":
        """Return the story of a report with its safe suggestions taken."""
        from mtqa import fixing

        story, desk = report.document, self.desk(report.document.path)

        def check(text: str) -> Report:
            return self.report(Article(document=readers.document(text, story.path, story.format)), desk)

        return fixing.mended(report, check)

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

    def _doubt(self, document: Document, desk: Desk) -> None:
        """Tell of comments in a story that silence nothing."""
        known = desk.rules.keys() | {rule.pack for rule in desk.rules.values()}
        for span, problem in suppression.mistakes(document, known):
            self.note(f"{document.path}:{Lines(document.text).position(span.start)[0]}: {problem}")

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
