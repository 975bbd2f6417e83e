"""The story judged as a whole: was it translated by a machine, or garbled? All evidence together says more than any part.

Weak signals of many sentences become strong over a story. What the tagger read and what the rules found are features of one
logistic model, made by ``mtqa.training.story``. How ready to believe a doubt about one passage follows from what the tagger
read of the story, in its own layers; what the rules found beside that makes no passage more likely wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from mtqa.finding import Finding, Severity
from mtqa.merge import TAGGER, merged
from mtqa.models.logistic import packaged, probability
from mtqa.models.tagger import Judgement

#: Less says nothing of how it was written.
FEWEST_WORDS = 60
NAMES = ("tagger", "serious", "minor")
#: From this probability on somebody has to look at the story, whatever its score.
TRANSLATED = 0.95
#: What is less sure says nothing of the story.
_HEARD = 0.5
#: What weighs less than this is no reason.
_LEAST_REASON = 0.2
_SAID: Mapping[str, tuple[str, str]] = {
    "tagger": ("it is worded as machine translation is", "it is worded as people write"),
    "serious": ("serious faults were found", "no serious fault was found"),
    "minor": ("minor faults were found", "hardly a minor fault was found"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The probability that a story was machine-translated or garbled, and what spoke most for or against it, in words."""

    probability: float
    reasons: tuple[str, ...]


def doubtful(story: Story | None) -> bool:
    """Tell whether somebody has to look at a story, whatever its score."""
    return story is not None and story.probability >= TRANSLATED


def features(logit: float, findings: Iterable[Finding], words: int) -> tuple[float, ...]:
    """Return what speaks for a story being translated, in the order of ``NAMES``; *logit* is the tagger's."""
    others = [
        finding
        for finding in merged(finding for finding in findings if finding.checker != TAGGER)
        if finding.confidence >= _HEARD
    ]
    serious = sum(finding.confidence for finding in others if finding.severity is not Severity.MINOR)
    minor = sum(finding.confidence for finding in others if finding.severity is Severity.MINOR)
    per_story = 400 / max(words, 100)
    return (
        logit,
        log(1 + serious * per_story),
        log(1 + minor * per_story),
    )


def judge(judgement: Judgement, findings: Sequence[Finding], words: int) -> Story:
    """Return what the story is, by what the tagger read and by its findings."""
    model = packaged("story")
    row = features(judgement.logit, findings, words)
    score = model.score(row)
    columns = zip(model.names, row, model.means, model.scales, model.weights, strict=True)
    added = {name: (value - mean) / scale * weight for name, value, mean, scale, weight in columns}
    strongest = sorted(_SAID, key=lambda name: -abs(added[name]))
    reasons = tuple(_SAID[name][added[name] < 0] for name in strongest if abs(added[name]) >= _LEAST_REASON)
    return Story(probability=round(probability(score), 3), reasons=reasons)
