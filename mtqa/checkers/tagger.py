"""What the learned tagger marks: wrong words in fluent sentences, which no rule can list.

The tagger says where, how bad and how sure; the kind of fault is told by what the words are.
"""

import re
from collections.abc import Iterator
from math import log

from mtqa.analysis import Analysis
from mtqa.config import OperatingPoint
from mtqa.finding import Finding
from mtqa.functionwords import FUNCTION_WORDS
from mtqa.models.frequency import zipf
from mtqa.models.logistic import packaged, shifted
from mtqa.models.tagger import Passage, SentenceJudgement, sourced
from mtqa.span import Span

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
#: So many words in a row are no slip.
_PASSAGE = 5
#: Titles and what people say are odd by right: in log odds.
_QUOTED = -1.0


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield the passages that an editor would mark, each with the probability that he would."""
    if analysis.language != "en":
        return
    least = analysis.tagger_points[OperatingPoint.RECALL]
    for sentence, judged in zip(analysis.prose, analysis.judgement.sentences, strict=True):
        for passage in passages(analysis, sentence.span, judged):
            span = passage.span.shifted(sentence.span.start)
            confidence = _beside_source(analysis, span, passage.confidence)
            confidence = shifted(confidence, _QUOTED * analysis.is_quoted(span))
            if confidence < least:
                continue
            yield analysis.rules[kind(analysis, span, is_first=passage.span.start == 0)].finding(
                span,
                confidence=round(confidence, 3),
                severity=passage.severity,
                found=span.of(analysis.text),
            )


def passages(analysis: Analysis, span: Span, judged: SentenceJudgement) -> tuple[Passage, ...]:
    """Return the passages of a sentence: where there is a source, with an eye on how near the sentence is to it."""
    cosine = analysis.cosine_with_source(span) if analysis.tagger_folder is None else None
    return judged.passages if cosine is None else sourced.passages(judged, cosine, analysis.judgement.logit)


def _beside_source(analysis: Analysis, span: Span, confidence: float) -> float:
    """Return how sure the tagger is of a passage once a language model, if there is one, has read the source."""
    nats = analysis.surprise.most(span) if analysis.surprise is not None else None
    if nats is None or not 0 < confidence < 1:
        return confidence
    return packaged("sourced").probability((log(confidence / (1 - confidence)), nats))


def kind(analysis: Analysis, span: Span, *, is_first: bool) -> str:
    """Return the rule whose kind of fault the words of a passage are most likely."""
    words = _WORD.findall(span.of(analysis.plain))
    capitals = [word for word in words if word[0].isupper()]
    if capitals and not is_first and all(word in capitals or word in FUNCTION_WORDS for word in words):
        return "tagger/name"
    if len(words) >= _PASSAGE:
        return "tagger/garbled"
    if any(word.islower() and not zipf(word) for word in words):
        return "tagger/no-word"
    return "tagger/wrong-word"
