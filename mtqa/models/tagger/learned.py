"""The tagger with its weights."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mtqa.errors import ModelError
from mtqa.finding import Severity
from mtqa.models.encoder import packaged_tokenizer
from mtqa.models.logistic import probability
from mtqa.models.tagger import layers, ngrams
from mtqa.models.tagger.features import span_features, story_features
from mtqa.models.tagger.judgement import Judgement, Passage, SentenceJudgement, WordJudgement
from mtqa.models.tagger.network import network
from mtqa.models.tagger.passages import candidates, loops, sigmoid
from mtqa.models.tagger.reading import TRANSLATED, WINDOW, Network, Reading, read
from mtqa.models.tagger.weights import LAYERS, MODEL, NGRAMS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: How sure it is that words said over and over are a fault: there are 32 such in 149,314 outputs of WMT systems, none in
#: the references beside them, and none in the human copy that was trained on.
_LOOPED = 0.97
#: A passage is major when it is at least this likely, as a share of its confidence, to be a major fault.
MAJOR_SHARE = 0.6


def tokenizer() -> "Tokenizer":
    """Return the word-piece tokenizer of the trunk; it neither cuts nor pads; raises ``ModelError``."""
    found: Tokenizer = packaged_tokenizer(WINDOW)
    found.no_truncation()
    return found


class LearnedTagger:
    """The network, the n-grams and the layers; *files* are the contents of each by name."""

    def __init__(self, files: Mapping[str, bytes], *, own: "tuple[Tokenizer, Network] | None" = None) -> None:
        self._tokenizer, self._network = own or (tokenizer(), network(files[MODEL]))
        try:
            self._ngrams = ngrams.restored(files[NGRAMS])
            self._layers = layers.restored(files[LAYERS])
        except (ValueError, KeyError, TypeError, EOFError, OSError) as error:
            raise ModelError(f"the tagger's {NGRAMS} or {LAYERS} are not what they should be: {error}") from error

    @property
    def points(self) -> Mapping[str, float]:
        """The least confidence of a finding at each operating point, by the point's name."""
        return self._layers.points

    def judge(self, sentences: Sequence[str]) -> Judgement:
        """Judge one story, given as its sentences in order."""
        readings = read(sentences, self._tokenizer, self._network)
        values = story_features(readings, self._ngrams)
        logit = self._layers.story.score(values)
        return Judgement(
            logit=logit,
            probability=probability(logit),
            reasons=self._layers.story.reasons(values),
            sentences=tuple(
                SentenceJudgement(
                    evidence=float(reading.logits[:, TRANSLATED].mean()) if len(reading.logits) else 0.0,
                    passages=tuple(sorted(self._passages(reading, logit), key=lambda passage: passage.span)),
                    words=tuple(map(WordJudgement, reading.words, *reading.word_logits.T.tolist())),
                )
                for reading in readings
            ),
        )

    def _passages(self, reading: Reading, story: float) -> Iterator[Passage]:
        looped = list(loops(reading.text))
        for span in looped:
            inside = [number for number, word in enumerate(reading.words) if span.covers(word)]
            p_any, p_major = sigmoid(reading.word_logits[inside].max(0)).tolist()
            # A fault by its form, whatever the network says.
            yield Passage(
                span=span, p_any=p_any, p_major=p_major, confidence=_LOOPED, severity=Severity.MAJOR, is_loop=True
            )
        for found in candidates(reading, self._layers.candidate):
            if any(span.overlaps(found.span) for span in looped):
                continue
            values = span_features(found.span, reading, story)
            confidence = self._layers.steps(self._layers.span.score(values))
            is_major = probability(self._layers.major.score(values)) >= MAJOR_SHARE * confidence
            yield Passage(
                span=found.span,
                p_any=found.p_any,
                p_major=found.p_major,
                confidence=confidence,
                severity=Severity.MAJOR if is_major else Severity.MINOR,
            )
