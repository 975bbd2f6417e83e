"""What the tagger says of a story."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtqa.finding import Severity
from mtqa.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of one sentence that may be wrong; ``span`` counts in the sentence as it was given."""

    span: Span
    #: What the network says of its worst word: the probability of any error, and of a major one. Not calibrated.
    p_any: float
    p_major: float
    #: The probability that an editor would mark the passage, calibrated on stories kept out of training.
    confidence: float
    severity: Severity
    #: Whether it is a fault by its form, whatever the network says: a decoder that hangs.
    is_loop: bool = False


@dataclass(frozen=True, slots=True)
class WordJudgement:
    """What the network says of one word, in log odds: of any error, and of a major one; ``span`` counts in the sentence."""

    span: Span
    any: float
    major: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceJudgement:
    """What is said of one sentence."""

    #: Evidence that a machine translated it: the mean logit of its tokens, 0 where there are none.
    evidence: float
    passages: tuple[Passage, ...]
    words: tuple[WordJudgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is said of a story: of the whole first, then of its passages, none of them left out for being doubtful."""

    #: The log odds, and the probability, that the story was translated by a machine or garbled.
    logit: float
    probability: float
    #: What each feature adds to the logit beside what it adds to an average story's, the strongest first.
    reasons: Mapping[str, float]
    #: One for each sentence, in order.
    sentences: tuple[SentenceJudgement, ...]
