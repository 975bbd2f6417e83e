"""The passages of a sentence once its source is known: the nearer in meaning to it, the less is likely to be wrong.

Words stand for themselves here, and the layer that a story is needed for counts little: what was sent with its source is often
no more than a sentence. The weights come from ``mtqa.training.sourcedwords``.
"""

from collections.abc import Iterator
from itertools import groupby

from mtqa.finding import Severity
from mtqa.models.logistic import Logistic, packaged, probability
from mtqa.models.tagger.judgement import Passage, SentenceJudgement, WordJudgement
from mtqa.span import Span

#: By what a passage's confidence is told; the cosine is that of the sentence and its source.
NAMES = ("log odds of the worst word", "cosine with the source", "log odds of the story")
#: Words from this probability on make a passage with their neighbours.
LEAST = 0.175
#: So much less in log odds a major fault may be than any, for a passage to be one: of those that are right, 7 in 10 are.
_MAJOR = -1.5


def passages(
    judged: SentenceJudgement, cosine: float, story: float, model: Logistic | None = None
) -> tuple[Passage, ...]:
    """Return the passages of a sentence whose source is so near in meaning; *story* is the judgement's logit.

    Without a *model*, the packaged one says how sure they are.
    """
    if not judged.words:
        return judged.passages
    model = model or packaged("sourced-words")
    looped = [passage for passage in judged.passages if passage.is_loop]
    found = (_passage(run, model, cosine, story) for run in runs(judged.words, model, cosine, story))
    apart = (one for one in found if not any(one.span.overlaps(other.span) for other in looped))
    return tuple(sorted([*looped, *apart], key=lambda passage: passage.span))


def runs(
    words: tuple[WordJudgement, ...], model: Logistic, cosine: float, story: float
) -> Iterator[list[WordJudgement]]:
    """Yield the neighbouring words that are each likely to be wrong."""
    for is_likely, run in groupby(words, lambda word: model.probability((word.any, cosine, story)) >= LEAST):
        if is_likely:
            yield list(run)


def _passage(run: list[WordJudgement], model: Logistic, cosine: float, story: float) -> Passage:
    p_any, p_major = max(word.any for word in run), max(word.major for word in run)
    return Passage(
        span=Span(run[0].span.start, run[-1].span.end),
        p_any=probability(p_any),
        p_major=probability(p_major),
        confidence=model.probability((p_any, cosine, story)),
        severity=Severity.MAJOR if p_major - p_any >= _MAJOR else Severity.MINOR,
    )
