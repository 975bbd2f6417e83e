"""What does not belong to the story: a passage of another one, page furniture, a headline of something else.

Every sentence is compared with the story as a whole and with its neighbours. One feature alone says little; fitted models
weigh them (mtqa/training/coherence.py).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mtqa.analysis import Analysis
from mtqa.checkers.coherence import cohesion, furniture, headline
from mtqa.checkers.coherence.cohesion import FEWEST_SENTENCES, FEWEST_WORDS, LEAST, SURE, said
from mtqa.document import Role, Sentence
from mtqa.finding import Finding, Severity
from mtqa.models.logistic import packaged
from mtqa.span import Span

#: Of a longer text so many sentences at a time are taken for a story.
_WINDOW = 150
#: Foreign passages are rarer in copy than among what the model was fitted on, and quotations stray further.
_PRIOR = -1.0
_QUOTED = -0.3


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what speaks of something else than the story."""
    if analysis.language != "en":
        return
    running = analysis.of_role(*cohesion.CONTEXT)
    windows = max(1, -(-len(running) // _WINDOW))
    size = -(-len(running) // windows) if running else 0
    for number in range(windows):
        part = running[number * size : (number + 1) * size]
        if len(part) < FEWEST_SENTENCES:
            continue
        vectors = analysis.packaged_encoder.encode([sentence.span.of(analysis.plain) for sentence in part])
        told = [said(sentence.span.of(analysis.plain)) for sentence in part]
        rows = cohesion.features(vectors, told)
        leftover = furniture.sureness(analysis, part, vectors, rows)
        foreign = [
            packaged("foreign").probability(row, shift=_PRIOR + _QUOTED * words.quoted)
            if sentence.role is Role.BODY and words.count >= FEWEST_WORDS
            else 0.0
            for sentence, words, row in zip(part, told, rows, strict=True)
        ]
        for at, other in enumerate(foreign):
            if leftover[at] > other:
                foreign[at] = 0.0
            else:
                leftover[at] = 0.0
        yield from _passages(analysis, part, leftover, "coherence/page-furniture", ("",))
        yield from _passages(analysis, part, foreign, "coherence/foreign-passage", ())
        if number == 0:
            yield from headline.check(analysis, part, vectors, told)


def _passages(
    analysis: Analysis, part: Sequence[Sentence], sure: Sequence[float], rule: str, suggestions: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield the passages that do not fit, neighbouring sentences of one paragraph as one."""
    suspects = [at for at in range(len(part)) if sure[at] >= LEAST]
    blocks = [analysis.block_of(part[at].span) for at in suspects]
    for _, group in groupby(range(len(suspects)), key=lambda number: (suspects[number] - number, blocks[number])):
        members = [suspects[number] for number in group]
        span = Span(part[members[0]].span.start, part[members[-1]].span.end)
        confidence = round(max(sure[at] for at in members), 3)
        severity = Severity.MINOR if confidence < SURE else None
        yield analysis.rules[rule].finding(span, confidence=confidence, suggestions=suggestions, severity=severity)
