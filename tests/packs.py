"""Packs of a user's own, written for a test."""

from pathlib import Path

RULE = {
    "id": "mine/foo",
    "kind": "existence",
    "severity": "minor",
    "category": "fluency/grammar",
    "message": '"{found} is wrong."',
    "why": "Because.",
    "tokens": "[foo]",
    "bad": '["A [[foo]] here.", "He saw a [[foo]]."]',
    "good": '["A food here.", "He saw a bar."]',
}


def rule_text(**changes: str | None) -> str:
    """Return a rule as it stands in a pack, some of its keys changed, or left out by ``None``."""
    keys = {key: value for key, value in {**RULE, **changes}.items() if value is not None}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in keys.items()) + "\n"


def pack(folder: Path, text: str | None = None, **files: str) -> Path:
    """Write a pack called mine, and word lists beside it; return the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "mine.yaml").write_text(rule_text() if text is None else text, encoding="utf-8")
    for name, words in files.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder
