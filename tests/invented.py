"""A small world of corpora in which machines say one word that people do not."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from tests import tiny

_SEGMENTS = 90


def invent(folder: Path) -> Path:
    """Write corpora: translations of four pairs, annotated news, stories, English originals."""
    folder.mkdir()
    for number, pair in enumerate(("2021-zh-en", "2021-de-en", "2021-ja-en", "2021-ru-en", "2022-zh-en")):
        _write(folder / f"wmt{pair}.jsonl.gz", _pair(pair, number))
    _write(folder / "mqm-2021-news-zh-en.jsonl.gz", _annotated())
    stories = [tiny.sentences(12, (number + 3, 7, number + 1)) for number in range(40)]
    _write(
        folder / "bbc-news.jsonl.gz",
        ({"section": "news", "headline": f"Story {n}", "paragraphs": [" ".join(s)]} for n, s in enumerate(stories)),
    )
    _write(
        folder / "english-originals.jsonl.gz",
        ({"year": "2021", "doc": f"d{n}", "domain": None, "paragraphs": [s]} for n, s in enumerate(stories[:12])),
    )
    return folder


def _broken(text: str, number: int) -> str:
    """Return a text with the wrong word in it, in two of three."""
    start = text.index(" ") + 1
    return f"{text[:start]}{tiny.WRONG} {text[start:]}" if number % 3 else text


def _pair(pair: str, seed: int) -> Iterable[dict[str, object]]:
    for number, text in enumerate(tiny.sentences(_SEGMENTS, (seed + 3, 5, 7))):
        # Facebook-AI and Online-B are kept out by their names, the others are not.
        systems = {
            name: _broken(text, number + at) for at, name in enumerate(("Facebook-AI", "Online-B", "Online-W", "Nemo"))
        }
        yield {"source": f"{pair} {number}", "systems": systems, "references": {"A": text}}


def _annotated() -> Iterable[dict[str, object]]:
    for number, row in enumerate(_pair("2021-zh-en", 0)):
        systems = row["systems"]
        assert isinstance(systems, dict)
        for name in ("Online-W", "Nemo"):
            text = systems[name]
            start = text.find(tiny.WRONG)
            spans = [[start, start + len(tiny.WRONG), "major"]] if start >= 0 else []
            doc = f"doc{number // 4}"
            yield {
                "doc": doc,
                "segment": str(number),
                "system": name,
                "source": row["source"],
                "target": text,
                "spans": spans,
            }


def _write(path: Path, rows: Iterable[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
