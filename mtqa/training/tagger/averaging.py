"""The mean of the weights of one run and of its continuation: it keeps most of what each is good at (Wortsman et al. 2022)."""

from collections.abc import Sequence

import torch
from torch import Tensor


def average(runs: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of weights of the same names and shapes; what is no fraction is the first's."""
    first = runs[0]
    return {
        name: torch.stack([run[name] for run in runs]).mean(0) if weight.is_floating_point() else weight
        for name, weight in first.items()
    }
