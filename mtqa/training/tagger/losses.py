"""What a step makes smaller."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from mtqa.models.tagger.reading import ANY, MAJOR, TRANSLATED
from mtqa.training.tagger.batching import Batch
from mtqa.training.tagger.network import window_logit


@dataclass(frozen=True, slots=True)
class Losses:
    """One number each: of the windows, of their order beside their rivals, of tokens in any error and in a major one."""

    story: Tensor
    rivals: Tensor
    any: Tensor
    major: Tensor

    def values(self) -> tuple[float, float, float, float]:
        """Return the numbers."""
        return self.story.item(), self.rivals.item(), self.any.item(), self.major.item()


def losses(logits: Tensor, batch: Batch) -> Losses:
    """Return the losses for logits, [windows, tokens, 3].

    Binary cross-entropy for windows and tokens, by weight; for a machine's window and a person's of the same sentences the
    logistic ranking loss, log(1 + exp(human - machine)) (RankNet: Burges et al. 2005).
    """
    windows = window_logit(logits[..., TRANSLATED], batch.inner)
    entropy = nn.functional.binary_cross_entropy_with_logits
    story = (entropy(windows, batch.translated, reduction="none") * batch.importance).mean()
    machines = batch.has_rival.nonzero()[:, 0]
    apart = windows[machines + 1] - windows[machines] if len(machines) else torch.full((1,), -torch.inf)
    tokens = [
        (entropy(logits[..., channel], batch.odds[..., place], reduction="none") * batch.weight).sum()
        / batch.weight.sum().clamp(min=1)
        for place, channel in enumerate((ANY, MAJOR))
    ]
    return Losses(story, nn.functional.softplus(apart).mean(), tokens[0], tokens[1])
