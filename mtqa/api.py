"""mtqa from Python."""

import warnings
from functools import lru_cache
from pathlib import Path

from mtqa import pipeline, readers
from mtqa.config import Config
from mtqa.document import Article
from mtqa.pipeline import Desk
from mtqa.readers import files
from mtqa.report import Report


def read(path: str | Path) -> Article:
    """Return the story in a file, of whatever format mtqa reads; raises ``ReadError``, also for several stories."""
    return readers.read(files.load(str(path)), str(path), lambda note: warnings.warn(note, stacklevel=2))


def check(story: str | Path | Article, *, config: Config | None = None) -> Report:
    """Return the report on a story: its text as a ``str``, its file as a ``Path``, or an ``Article``.

    Settings files are not looked for: give a ``Config``, such as ``mtqa.config.find_config`` returns, or take the
    defaults. Offsets in the findings count the code points of ``report.document.text``. Raises ``MtqaError`` for what
    the caller can put right.
    """
    if isinstance(story, Path):
        story = read(story)
    elif isinstance(story, str):
        story = Article(document=readers.document(story, "<text>"))
    return pipeline.check(story, _desk() if config is None else Desk(config=config))


@lru_cache(maxsize=1)
def _desk() -> Desk:
    return Desk()
