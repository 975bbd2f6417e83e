"""Findings that are known and put up with, so that only new ones are reported.

A baseline names them by their fingerprints, which survive edits elsewhere in the story; its paths count from its folder.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mtqa.config import Config
from mtqa.errors import UsageError
from mtqa.finding import Finding
from mtqa.report import Report
from mtqa.score import score, verdict
from mtqa.story import doubtful

_SCHEMA = "mtqa-baseline/1"
_LONGEST = 80


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The known findings of each story, by path and fingerprint; which of them were met is kept in mind."""

    file: Path
    stories: Mapping[str, Mapping[str, str]]
    #: Why somebody dismissed some of them, by the same keys.
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _met: dict[str, set[str]] = field(default_factory=dict, repr=False)

    def new(self, report: Report, config: Config) -> Report:
        """Return the report without the findings that are known, scored anew."""
        path = name(report.document.path, self.file)
        known = self.stories.get(path, {})
        pairs = list(zip(report.findings, report.fingerprints, strict=True))
        self._met.setdefault(path, set()).update(print_ for _, print_ in pairs)
        findings = tuple(finding for finding, print_ in pairs if print_ not in known)
        points = score(findings, report.words)
        return replace(
            report,
            findings=findings,
            known=tuple(finding for finding, print_ in pairs if print_ in known),
            score=points,
            verdict=verdict(
                points, passing=config.pass_score, failing=config.fail_score, doubtful=doubtful(report.story)
            ),
        )

    def stale(self) -> int:
        """Return how many entries no longer hold: not found in a story that was checked, or the story is gone."""
        return sum(
            len(known) - len(known.keys() & self._met.get(path, known.keys()))
            if (self.file.parent / path).exists() or path in self._met
            else len(known)
            for path, known in self.stories.items()
        )


def read(file: Path) -> Baseline:
    """Return the baseline in a file; raises ``UsageError``."""
    try:
        value = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}: no baseline: not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("schema") != _SCHEMA or not _is_stories(value.get("stories")):
        raise UsageError(f"{file}: no baseline of this mtqa; write one with `mtqa baseline`")
    reasons = value.get("reasons", {})
    return Baseline(file=file, stories=value["stories"], reasons=reasons if _is_stories(reasons) else {})


def reasons_in(file: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the reasons in a file, none where it is no baseline."""
    try:
        return read(file).reasons
    except UsageError:
        return {}


def write(reports: Iterable[Report], file: Path, reasons: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Return the baseline that knows all that is found now, for a file at that path, with the *reasons* that still hold."""
    stories: dict[str, dict[str, str]] = {}
    for report in reports:
        if report.findings:  # a file may have several stories
            known = stories.setdefault(name(report.document.path, file), {})
            prints = zip(report.findings, report.fingerprints, strict=True)
            known.update({print_: entry(report, finding) for finding, print_ in prints})
    held = {
        path: {print_: why for print_, why in known.items() if print_ in stories.get(path, {})}
        for path, known in (reasons or {}).items()
    }
    return dumps(stories, {path: known for path, known in held.items() if known})


def dumps(stories: Mapping[str, Mapping[str, str]], reasons: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of a baseline file; it has reasons only where there are any."""
    value = {"schema": _SCHEMA, "stories": stories, **({"reasons": reasons} if reasons else {})}
    # ASCII, since the path of a story or the words in it may be in no encoding; a line an entry, so that merges are easy.
    return json.dumps(value, indent=1, sort_keys=True) + "\n"


def name(path: str, file: Path) -> str:
    """Return how a baseline calls a story: its path from the folder of the baseline, with slashes."""
    if path == "-":
        return path
    try:
        return Path(os.path.relpath(path, file.parent)).as_posix()
    except ValueError:  # on another drive
        return Path(path).absolute().as_posix()


def entry(report: Report, finding: Finding) -> str:
    """Return what people read of a finding in a baseline."""
    words = " ".join(finding.span.of(report.document.text).split())
    return f"{finding.rule}: {words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}"


def _is_stories(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(known, dict) and all(isinstance(words, str) for words in known.values()) for known in value.values()
    )
