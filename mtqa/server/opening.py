"""A review that begins, or is taken up where it was left."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mtqa import baseline
from mtqa.baseline import Baseline
from mtqa.document import Article
from mtqa.errors import ReadError, UsageError
from mtqa.readers.files import STANDARD_INPUT
from mtqa.runner import Runner
from mtqa.server import journal
from mtqa.server.actions import Action
from mtqa.server.journal import Journal
from mtqa.server.review import Review, Story
from mtqa.server.session import Refused, Session


def opened(runner: Runner, paths: Iterable[str], baseline_file: Path, *, anew: bool = False) -> Review:
    """Return the review of the stories in these files, and which of them cannot be read; the runner's *note* is told too.

    Raises ``UsageError`` where none is left, and for a baseline or a journal that is none.
    """
    journal.forget_old()
    known = baseline.read(baseline_file) if baseline_file.exists() else None
    review = Review(runner=runner, baseline_file=baseline_file)
    try:
        for article in _articles(runner, paths, review.errors):
            story = _taken_up(article, runner, anew=anew)
            key = journal.key(article.document)
            review.stories[key] = story
            if not story.session.is_saved:
                runner.note(f"{story.path}: taken up where the review was left; --fresh begins anew")
        if not review.stories:
            raise UsageError("no story to review")
        review.known = _others(known, review) if known else None
    except BaseException:
        review.close()
        raise
    return review


def _articles(runner: Runner, paths: Iterable[str], errors: list[ReadError]) -> Iterator[Article]:
    seen: set[str] = set()
    for path in paths:
        if path == STANDARD_INPUT:
            raise UsageError("a review needs files, since what it keeps belongs to a file")
        try:
            for article in runner.articles(path):
                if (key := journal.key(article.document)) not in seen:
                    seen.add(key)
                    yield article
        except ReadError as error:
            runner.note(str(error))
            errors.append(error)


def _taken_up(article: Article, runner: Runner, *, anew: bool) -> Story:
    document = article.document
    kept = Journal.opened(document)
    if anew and len(kept.lines) > 1:
        runner.note(f"{document.path}: the earlier review is kept in {kept.set_aside()}")
        kept = Journal.opened(document)
    for file in journal.earlier(document):
        runner.note(f"{document.path}: another text was reviewed under this name and not saved; that is kept in {file}")
    try:
        session = _replayed(Session.of(document.text), kept.steps(), kept.file)
    except BaseException:
        kept.close()
        raise
    return Story(article=article, journal=kept, session=session)


def _replayed(session: Session, actions: Iterable[Action], file: Path) -> Session:
    for number, action in enumerate(actions, 2):
        try:
            session = session.after(action)
        except Refused as error:
            raise journal.damaged(file, number) from error
    return session


def _others(known: Baseline, review: Review) -> Baseline:
    """Return a baseline without the entries that are this review's own, which it shows as dismissed."""
    stories: Mapping[str, Mapping[str, str]] = known.stories
    for story in review.stories.values():
        for name, ours in (story.session.saved.entries if story.session.saved else {}).items():
            kept = {
                fingerprint: words for fingerprint, words in stories.get(name, {}).items() if fingerprint not in ours
            }
            stories = {**stories, name: kept}
    return replace(known, stories=stories)
