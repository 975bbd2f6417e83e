"""Annotations made up for tests, and files of them."""

import json
from pathlib import Path
from typing import Any

from mtqa.evaluation.pairing import Pair
from mtqa.evaluation.rows import Mark
from mtqa.finding import Severity
from mtqa.span import Span

#: Words at 0-2, 3-6, 7-10, 11-14, 15-18 and 19-25.
SAW = "He saw the red cat today."
WELL = "All is well."
GOLD = [[3, 6, "major", "accuracy/calque"], [11, 18, "minor", "style/awkward"]]
PREDICTED = [(0, 6, "major", 0.9), (15, 18, "major", 0.6), (19, 25, "minor", 0.7)]


def mark(start: int, end: int, severity: str = "major", confidence: float | None = None) -> Mark:
    return Mark(span=Span(start, end), severity=Severity(severity), confidence=confidence)


def pair(text: str, gold: list[tuple[Any, ...]], predicted: list[tuple[Any, ...]], document: str | None = None) -> Pair:
    return Pair(
        text=text,
        gold=tuple(mark(*each) for each in gold),
        predicted=tuple(mark(*each) for each in predicted),
        document=document,
    )


def finding(start: int, end: int, severity: str, confidence: float, text: str = SAW) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "category": "accuracy/calque",
        "severity": severity,
        "confidence": confidence,
    }


def write(path: str, *values: object) -> str:
    """Write a line for each value, text as it is and anything else as JSON."""
    lines = [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values]
    Path(path).write_bytes("".join(f"{line}\n" for line in lines).encode())
    return path


def gold_lines() -> str:
    return write("gold.jsonl", {"id": 1, "text": SAW, "spans": GOLD}, {"id": 2, "text": WELL, "spans": []})


def scanned_lines() -> str:
    found = [finding(*each) for each in PREDICTED]
    return write("scan.jsonl", {"id": 1, "findings": found}, {"id": 2, "findings": []})
