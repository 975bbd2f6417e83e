"""What an editor decided, in files: the edited text in a new one, the dismissals in the baseline."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from mtqa import baseline, wholefile
from mtqa.baseline import Baseline
from mtqa.document import Article, Document
from mtqa.errors import MtqaError
from mtqa.readers import files
from mtqa.readers.decoding import encoded
from mtqa.readers.mending import is_own_text
from mtqa.report import Report
from mtqa.server.actions import Dismissal, Saved
from mtqa.server.retelling import retold
from mtqa.server.review import Review, Story

_EDITED = re.compile(r"\.edited(?:-\d+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a baseline says of a finding, and the step that dismissed it."""

    words: str
    reason: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a story: its edited file if it has one, how many dismissals are kept, what an editor should know."""

    story: str
    file: str = ""
    dismissed: int = 0
    note: str = ""
    problem: str = ""


#: By the name that the baseline has for a story, and by fingerprint.
_Entries = Mapping[str, Mapping[str, Entry]]


def save(review: Review, name: str) -> list[Outcome]:
    """Put all that was done into files, where it takes the place of nothing; *name* is that of the step.

    The baseline comes last: what it says of an edited text belongs to a file that is there.
    """
    with review.changing:
        unsaved = [story for story in review.stories.values() if not story.session.is_saved]
        outcomes: list[Outcome] = []
        done: list[tuple[Story, Outcome, _Entries]] = []
        for story in unsaved:
            try:
                file, note = _edited_file(story)
                entries = _entries(review, story, file)
            except (OSError, MtqaError) as error:
                outcomes.append(Outcome(story=story.path, problem=_said(error)))
                continue
            dismissed = len({entry.step for found in entries.values() for entry in found.values()})
            done.append((story, Outcome(story=story.path, file=file, dismissed=dismissed, note=note), entries))
        try:
            _into_baseline(review, [(story, entries) for story, _, entries in done])
            for story, outcome, entries in done:
                step = Saved(
                    id=name, file=outcome.file, entries={path: tuple(found) for path, found in entries.items()}
                )
                story.journal.add(step)
                story.session = story.session.after(step)
        except (OSError, MtqaError) as error:
            return [*outcomes, *(replace(outcome, problem=_said(error)) for _, outcome, _ in done)]
        return [*outcomes, *(outcome for _, outcome, _ in done)]


def _edited_file(story: Story) -> tuple[str, str]:
    """Return the file that holds the text as it is now, written if there is none, and a note; no file for the text as read."""
    session, document = story.session, story.article.document
    if session.text == document.text:
        return "", ""
    if session.text == session.kept_text and session.saved:
        return session.saved.file, ""
    data, note = _bytes(document, session.text)
    return str(wholefile.written_new(_names(document), data)), note


def _names(document: Document) -> Iterator[Path]:
    path = Path(document.path)
    stem = _EDITED.sub("", path.stem)
    suffix = path.suffix if is_own_text(document) else ".txt"
    yield path.with_name(f"{stem}.edited{suffix}")
    yield from (path.with_name(f"{stem}.edited-{number}{suffix}") for number in count(2))


def _bytes(document: Document, text: str) -> tuple[bytes, str]:
    """Return a text as bytes, in the encoding of the file if it is one of text, and what is to be said of that."""
    # What UTF-8 cannot carry is half a character, which came out of an escape.
    plain = text.encode("utf-8", "replace")
    if not is_own_text(document):
        return plain, f"saved as plain text, since the layout of {document.format} cannot be written"
    kept = encoded(text, files.load(document.path), document.text)
    return (plain, "saved as UTF-8") if kept is None else (kept, "")


def _entries(review: Review, story: Story, file: str) -> _Entries:
    """Return what the baseline is to know: of the text as read, and of the edited file."""
    session = story.session
    if not session.dismissals:
        return {}
    first = review.fresh(story.article)
    found = {story.path: _named(first, session.dismissed_at_first(first))}
    if file:
        now = review.fresh(_as_file(story, file))
        found[file] = _named(now, session.dismissed(now))
    return {baseline.name(path, review.baseline_file): entries for path, entries in found.items() if entries}


def _as_file(story: Story, file: str) -> Article:
    """Return the edited story as it will be read from its file."""
    article = retold(story.article, story.session.history)
    return replace(article, document=replace(article.document, path=file))


def _named(report: Report, dismissed: Mapping[str, Dismissal]) -> dict[str, Entry]:
    pairs = zip(report.findings, report.fingerprints, strict=True)
    return {
        fingerprint: Entry(words=baseline.entry(report, finding), reason=step.why, step=step.id)
        for finding, fingerprint in pairs
        if (step := dismissed.get(fingerprint))
    }


def _into_baseline(review: Review, done: Sequence[tuple[Story, _Entries]]) -> None:
    """Add the entries to what the file has, less those of this review that no longer hold."""
    if not any(entries or (story.session.saved and story.session.saved.entries) for story, entries in done):
        return
    file = review.baseline_file
    known = baseline.read(file) if file.exists() else Baseline(file=file, stories={})
    words = {path: dict(found) for path, found in known.stories.items()}
    reasons = {path: dict(found) for path, found in known.reasons.items()}
    for story, entries in done:
        for path, ours in (story.session.saved.entries if story.session.saved else {}).items():
            for fingerprint in ours:
                words.get(path, {}).pop(fingerprint, None)
                reasons.get(path, {}).pop(fingerprint, None)
        for path, found in entries.items():
            for fingerprint, entry in found.items():
                words.setdefault(path, {})[fingerprint] = entry.words
                reasons.setdefault(path, {})[fingerprint] = entry.reason
    with wholefile.opened(file) as out:
        text = baseline.dumps(
            {path: found for path, found in words.items() if found},
            {path: found for path, found in reasons.items() if found},
        )
        out.write(text.encode("ascii"))


def _said(error: OSError | MtqaError) -> str:
    if isinstance(error, MtqaError):
        return str(error)
    return f"{error.filename or 'the file'}: cannot be written: {(error.strerror or str(error)).lower()}"
