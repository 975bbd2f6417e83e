"""Copy made alike: what tells corpora apart that is no matter of language."""

import re
import unicodedata
from itertools import pairwise

from mtqa.models.tagger.typography import fold
from mtqa.span import Span

_SPACED = re.compile(r" +([.,;:!?%)])")
_SENTENCE_END = re.compile(r"[.!?][\"')]*()\s+(?=[\"'(]?[A-Z0-9])")


def tidy(text: str) -> str:
    """Fold and detokenise copy that carries no spans: composed characters, single spaces, none before punctuation."""
    text = " ".join(fold(unicodedata.normalize("NFC", text)).split())
    return _SPACED.sub(r"\1", text)


def sentences(paragraph: str) -> list[Span]:
    """Return the sentences of a paragraph without the space around them; roughly, good enough to learn from."""
    borders = [0, *(match.end(1) for match in _SENTENCE_END.finditer(paragraph)), len(paragraph)]
    parts = [(start, paragraph[start:end]) for start, end in pairwise(borders)]
    return [
        Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
        for start, part in parts
        if part.strip()
    ]
