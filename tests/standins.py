"""What stands in for the heavy models, and short ways to make the values that tests need."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.document import Article, Document
from mtqa.finding import Category, Finding, Severity
from mtqa.models import Models
from mtqa.models.logistic import probability
from mtqa.models.parser import MAX_CHARACTERS, Parse, Token
from mtqa.models.tagger import Judgement, Passage, SentenceJudgement
from mtqa.rule import Rules
from mtqa.span import Span

_WORD = re.compile(r"\w+|[^\w\s]")


class Words:
    """Stands in for a parser: words ending in -ed are verbs in the past, capitals are names, all hang on the verb."""

    def parse(self, sentences: Sequence[str]) -> Iterator[Parse]:
        for sentence in sentences:
            matches = list(_WORD.finditer(sentence)) if len(sentence) <= MAX_CHARACTERS else []
            root = next((at for at, match in enumerate(matches) if match.group().endswith("ed")), 0)
            yield tuple(_token(match, at, root) for at, match in enumerate(matches))


def _token(match: re.Match[str], at: int, root: int) -> Token:
    word = match.group()
    if not word[0].isalnum():
        pos, tag, entity = "PUNCT", ".", ""
    elif word.endswith("ed"):
        pos, tag, entity = "VERB", "VBD", ""
    elif word[0].isupper():
        pos, tag, entity = "PROPN", "NNP", "PERSON"
    else:
        pos, tag, entity = "NOUN", "NN", ""
    dep = "ROOT" if at == root else "nsubj" if at < root else "dobj"
    return Token(
        span=Span(*match.span()),
        text=word,
        lemma=word.lower().removesuffix("ed"),
        pos=pos,
        tag=tag,
        dep=dep,
        head=root,
        entity=entity,
        morph="",
    )


class EnglishOnly:
    """Stands in for an identifier: whatever is asked is English."""

    def languages(self, text: str) -> Mapping[str, float]:
        return {"en": 1.0}


class GermanOnly:
    """Stands in for an identifier: whatever is asked is German."""

    def languages(self, text: str) -> Mapping[str, float]:
        return {"de": 0.99}


class Marker:
    """Stands in for a tagger: marks every "wrung", and says of each story what it is told to."""

    points: Mapping[str, float] = MappingProxyType({"precision": 0.5, "balanced": 0.3, "recall": 0.2})

    def __init__(self, logit: float = -3.0, confidence: float = 0.8) -> None:
        self._logit, self._confidence = logit, confidence

    def judge(self, sentences: Sequence[str]) -> Judgement:
        return Judgement(
            logit=self._logit,
            probability=probability(self._logit),
            reasons={},
            sentences=tuple(self._sentence(sentence) for sentence in sentences),
        )

    def _sentence(self, sentence: str) -> SentenceJudgement:
        passages = (
            Passage(
                span=Span(*match.span()),
                p_any=self._confidence,
                p_major=self._confidence,
                confidence=self._confidence,
                severity=Severity.MAJOR,
            )
            for match in re.finditer(r"\bwrung(?: [A-Za-z]+ wrung)*\b", sentence)
        )
        return SentenceJudgement(evidence=self._logit, passages=tuple(passages))


def light_models() -> Models:
    """Return models that load nothing."""
    return Models(make_parser=Words, make_identifier=EnglishOnly, make_tagger=lambda _: Marker())


def article(text: str, path: str = "story.txt", form: str = "plain") -> Article:
    """Return the article that a text makes."""
    return Article(document=readers.document(text, path, form))


def document(text: str) -> Document:
    """Return the document that a plain text makes."""
    return article(text).document


def analysis(text: str, rules: Rules, models: Models) -> Analysis:
    """Return the analysis of a plain text."""
    return Analysis(article=article(text), rules=rules, models=models)


def finding(start: int, end: int, **changes: Any) -> Finding:
    """Return a finding of no particular kind but for what is given."""
    plain = Finding(
        span=Span(start, end),
        rule="pack/fault",
        checker="patterns",
        category=Category.GRAMMAR,
        severity=Severity.MINOR,
        confidence=0.8,
        message="It speaks.",
        why="Because.",
    )
    return replace(plain, **changes)
