"""What an editor decides for the house: an accepted name goes to the settings, an ignored finding to the baseline."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from mtqa import baseline, wholefile
from mtqa.baseline import Baseline
from mtqa.config import Config
from mtqa.errors import UsageError
from mtqa.server.language.checked import Found

SETTINGS, BASELINE = "mtqa.toml", "mtqa-baseline.json"


def accept(words: str, config: Config, folder: Path) -> Path:
    """Add a name to what the settings accept, and return the file; raises ``UsageError``.

    It goes to the accept-file where the settings have one, else to their list, comments kept; where there are no settings,
    *folder* gets some.
    """
    file = config.file or folder / SETTINGS
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8-sig")) if file.exists() else tomlkit.document()
        table: Any = document["tool"]["mtqa"] if file.name == "pyproject.toml" else document
        listed = table.get("accept-file")
        if isinstance(listed, str):
            return _appended(file.parent / listed, words)
        names = table.get("accept")
        if not isinstance(names, list):
            table["accept"] = names = tomlkit.array()
        if words not in names:
            names.append(words)
        _write(file, tomlkit.dumps(document))
    except (OSError, ValueError, TypeError, KeyError, TOMLKitError) as error:
        raise UsageError(f"{file}: “{words}” cannot be accepted: {error}") from error
    return file


def ignore(found: Found, folder: Path) -> Path:
    """Add a finding to the baseline of a folder, and return the file; raises ``UsageError``."""
    file = folder / BASELINE
    known = read(folder)
    name = baseline.name(found.report.document.path, file)
    entries = {**known.stories.get(name, {}), found.fingerprint: baseline.entry(found.report, found.finding)}
    stories: Mapping[str, Mapping[str, str]] = {**known.stories, name: entries}
    try:
        _write(file, baseline.dumps(stories, known.reasons))
    except OSError as error:
        raise UsageError(f"{file}: {error}") from error
    return file


def read(folder: Path) -> Baseline:
    """Return the baseline of a folder, an empty one where there is none; raises ``UsageError``."""
    file = folder / BASELINE
    return baseline.read(file) if file.exists() else Baseline(file=file, stories={})


def _appended(file: Path, words: str) -> Path:
    text = file.read_text(encoding="utf-8-sig")
    if words not in (line.strip() for line in text.splitlines()):
        _write(file, text + ("" if not text or text.endswith("\n") else "\n") + words + "\n")
    return file


def _write(file: Path, text: str) -> None:
    with wholefile.opened(file) as whole:
        whole.write(text.encode())
