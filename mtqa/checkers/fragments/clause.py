"""A sentence of the running text with what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.analysis import Analysis
from mtqa.document import Role, Sentence
from mtqa.models.parser import Parse

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence: its plain words, the sentence before it in its paragraph, and the analysis it belongs to."""

    sentence: Sentence
    words: str
    before: str
    analysis: Analysis

    @property
    def parse(self) -> Parse:
        """The parse, made when it is asked for; empty where there is none."""
        return self.analysis.parses([self.sentence])[0]


def clauses(analysis: Analysis) -> Iterator[Clause]:
    """Yield the sentences of the body that nobody is quoted with."""
    before, ended = "", 0
    for sentence in analysis.sentences:
        span = sentence.span
        words = span.of(analysis.plain)
        if "\n" in analysis.plain[ended : span.start]:
            before = ""
        if sentence.role is Role.BODY and not analysis.is_quoted(span):
            yield Clause(sentence=sentence, words=words, before=before, analysis=analysis)
        before, ended = words, span.end


def has_subject(parse: Parse, verb: int) -> bool:
    """Tell whether a token has a subject."""
    return any(token.head == verb and token.dep in SUBJECTS for token in parse)
