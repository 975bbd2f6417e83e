"""How near the words of a story come to those of a reference: chrF, BLEU and TER, as sacreBLEU has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.errors import MissingExtraError

if TYPE_CHECKING:
    from mtqa.pairing import Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """chrF and BLEU from 0 to 100, the more the nearer; TER in edits for a hundred words, the fewer the nearer."""

    chrf: float
    bleu: float
    ter: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """The scores of sentences that belong together; the spans count in the story and in the reference."""

    start: int
    end: int
    reference_start: int
    reference_end: int
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """The scores of a story, those of its sentences, and sacreBLEU's signatures, which say how they were made."""

    scores: Scores
    sentences: tuple[Near, ...]
    signatures: tuple[tuple[str, str], ...]


def nearness(pairing: "Pairing") -> Nearness:
    """Return how near a story comes to its reference; what has no counterpart counts as nothing.

    Raises ``MissingExtraError``.
    """
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER
    except ModuleNotFoundError as error:
        raise MissingExtraError("to score a story against a reference, mtqa needs sacrebleu", "source") from error
    metrics = {"chrf": CHRF(), "bleu": BLEU(), "ter": TER()}
    single = {"chrf": CHRF(), "bleu": BLEU(effective_order=True), "ter": TER()}
    stories = [pairing.story_words(pair) for pair in pairing.pairs]
    references = [pairing.words(pair) for pair in pairing.pairs]
    whole = {name: metric.corpus_score(stories, [references]).score for name, metric in metrics.items()}
    sentences = (
        Near(
            start=pair.story_span.start,
            end=pair.story_span.end,
            reference_start=pair.other_span.start,
            reference_end=pair.other_span.end,
            scores=_scores(
                (name, metric.sentence_score(pairing.story_words(pair), [pairing.words(pair)]).score)
                for name, metric in single.items()
            ),
        )
        for pair in pairing.pairs
        if pair.story and pair.other
    )
    return Nearness(
        scores=_scores(whole.items()),
        sentences=tuple(sentences),
        signatures=tuple((name, str(metric.get_signature())) for name, metric in metrics.items()),
    )


def _scores(values: Iterable[tuple[str, float]]) -> Scores:
    return Scores(**{name: round(value, 2) for name, value in values})
