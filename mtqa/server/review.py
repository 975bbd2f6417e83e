"""The stories under review: each step is kept before it counts, what the text has become is checked, and all is saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from mtqa.baseline import Baseline
from mtqa.document import Article
from mtqa.errors import ReadError
from mtqa.report import Report
from mtqa.runner import Runner
from mtqa.score import score, verdict
from mtqa.server.actions import Action
from mtqa.server.journal import Journal
from mtqa.server.retelling import retold
from mtqa.server.session import Refused, Session
from mtqa.story import doubtful


@dataclass(kw_only=True)
class Story:
    """A story as it was read, and what was done with it."""

    article: Article
    journal: Journal
    session: Session
    checked: tuple[str, Report] | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """Where it was read."""
        return self.article.document.path


@dataclass(kw_only=True)
class Review:
    """Stories under review, by key; several threads may ask."""

    runner: Runner
    #: Where dismissals go, and what of it is known.
    baseline_file: Path
    known: Baseline | None = None
    stories: dict[str, Story] = field(default_factory=dict)
    #: What could not be read.
    errors: list[ReadError] = field(default_factory=list)
    #: Held by whoever changes something.
    changing: Lock = field(default_factory=Lock, repr=False)
    # Models are shared, and not made for two at once.
    _checking: Lock = field(default_factory=Lock, repr=False)

    def do(self, key: str, action: Action) -> Story:
        """Take a step, which is kept on disk when this returns; raises ``Refused`` and ``OSError``, and then it is not."""
        with self.changing:
            story = self.stories[key]
            if action.id in story.session.seen:
                return story
            settled = story.session.settled(action)
            after = story.session.after(settled)
            if not after.text.strip():
                raise Refused("nothing would be left of the story")
            try:
                retold(story.article, after.history)
            except ReadError as error:
                raise Refused(error.problem) from error
            story.journal.add(settled)
            story.session = after
            return story

    def report(self, key: str) -> tuple[Session, Report]:
        """Return the review of a story, and what is found in its text now; what is dismissed costs nothing."""
        story = self.stories[key]
        with self._checking:
            session = story.session
            if story.checked is None or story.checked[0] != session.text:
                report = self._report(retold(story.article, session.history))
                story.checked = session.text, self._new(report)
            report = story.checked[1]
        return session, self._scored(report, session)

    def reports(self) -> Iterator[tuple[Session, Report]]:
        """Yield the same for every story, in order."""
        return map(self.report, self.stories)

    def fresh(self, article: Article) -> Report:
        """Return the report on an article, whatever is known or dismissed."""
        with self._checking:
            return self._report(article)

    def close(self) -> None:
        """Let others review these stories."""
        for story in self.stories.values():
            story.journal.close()

    def _report(self, article: Article) -> Report:
        return self.runner.report(article, self.runner.desk(article.document.path))

    def _new(self, report: Report) -> Report:
        return self.known.new(report, self.runner.config(report.document.path)) if self.known else report

    def _scored(self, report: Report, session: Session) -> Report:
        config = self.runner.config(report.document.path)
        dismissed = session.dismissed(report)
        pairs = zip(report.findings, report.fingerprints, strict=True)
        points = score((finding for finding, fingerprint in pairs if fingerprint not in dismissed), report.words)
        return replace(
            report,
            score=points,
            verdict=verdict(
                points, passing=config.pass_score, failing=config.fail_score, doubtful=doubtful(report.story)
            ),
        )
