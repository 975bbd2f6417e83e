"""A few figures on copy kept out, to follow training by."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
from torch import nn

from mtqa.models.tagger.reading import ANY, TRANSLATED, Network, Reading, read
from mtqa.training.tagger import held
from mtqa.training.tagger.annotators import marked
from mtqa.training.tagger.corpora import Corpora
from mtqa.training.tagger.held import REFERENCE, HeldStory
from mtqa.training.tagger.measures import apart, average_precision, ranking
from mtqa.training.tagger.network import runner
from mtqa.training.tagger.rows import Annotated, Fault
from mtqa.training.tagger.splits import bucket

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: One story, and one annotated sentence, in so many.
_EVERY = 8


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Measures a network on some stories and some annotated sentences."""

    tokenizer: "Tokenizer"
    stories: tuple[HeldStory, ...]
    annotated: tuple[Annotated, ...]

    def __call__(self, network: nn.Module) -> Mapping[str, float]:
        """Return how well mean evidence tells stories, and the logit of any error words, those that cannot be told left out."""
        run = runner(network)
        means = {story: self._mean(story, run) for story in self.stories}
        machine = [mean for story, mean in means.items() if story.is_translated]
        figures = {
            "AUC, machines / references": apart(machine, [m for s, m in means.items() if s.kind == REFERENCE]),
            "AUC, machines / English originals": apart(machine, [m for s, m in means.items() if s.is_original]),
            "AUC, machines / BBC": apart(machine, [m for s, m in means.items() if s.kind == "bbc"]),
        }
        readings = [read([row.text], self.tokenizer, run)[0] for row in self.annotated]
        figures |= word_figures(readings, [row.faults for row in self.annotated])
        return {name: round(value, 4) for name, value in figures.items() if not isnan(value)}

    def _mean(self, story: HeldStory, run: Network) -> float:
        logits = [reading.logits[:, TRANSLATED] for reading in read(story.sentences, self.tokenizer, run)]
        tokens = np.concatenate(logits)
        return float(tokens.mean()) if len(tokens) else 0.0


def word_figures(readings: list[Reading], faults: list[tuple[Fault, ...]]) -> dict[str, float]:
    """Return how well the logit of any error tells words in one: area under the ROC curve, and average precision."""
    if not readings:
        return {}
    is_wrong = np.concatenate([marked(r.text, given)[:, 0] for r, given in zip(readings, faults, strict=True)]) > 0
    logits = np.concatenate([reading.word_logits[:, ANY - 1] for reading in readings]).astype(np.float64)
    return {"words, AUC": ranking(is_wrong, logits), "words, average precision": average_precision(is_wrong, logits)}


def watch(corpora: Corpora, tokenizer: "Tokenizer") -> Watch:
    """Return what measures a network on some of the copy that is kept out."""
    rows = [row for document in held.annotated_documents(corpora) for row in document]
    return Watch(
        tokenizer=tokenizer,
        stories=tuple(held.stories(corpora, _EVERY)),
        annotated=tuple(row for row in rows if bucket(f"every/{row.text}", _EVERY) == 0),
    )
