"""Human-written stories to learn from, one JSON object a line with ``paragraphs`` and perhaps a ``headline``."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

#: One story in so many is kept apart to measure on.
_KEPT_APART = 5


def stories(*files: Path, kept_apart: bool) -> Iterator[str]:
    """Yield the stories as plain text; those that are kept apart to measure on, or the others."""
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            for line in lines:
                text = _text(json.loads(line))
                digest = hashlib.sha256(text.encode()).digest()
                if text and (digest[0] % _KEPT_APART == 0) == kept_apart:
                    yield text


def _text(row: dict[str, object]) -> str:
    paragraphs = row.get("paragraphs")
    if not isinstance(paragraphs, list):
        return ""
    joined = (part if isinstance(part, str) else " ".join(part) for part in paragraphs)
    headline = row.get("headline")
    return "\n\n".join([*([headline] if isinstance(headline, str) else []), *joined])
