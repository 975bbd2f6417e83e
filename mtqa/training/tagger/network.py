"""The network: a small encoder, and for every token three logits: evidence of translation, any error, a major error."""

from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import torch
from torch import Tensor, nn

from mtqa.errors import ModelError
from mtqa.models.tagger.features import UNIT
from mtqa.models.tagger.reading import CHANNELS, Ids, Logits, Network
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.trunk import encoder

#: Log odds to begin with: no evidence either way, few errors, fewer major ones.
_FIRST_BIAS = (0.0, -2.5, -3.0)
_DROPOUT = 0.1


class TaggerNetwork(nn.Module):
    """The trunk of a folder with a layer that mixes, drawn at random from a seed, and one that judges."""

    def __init__(self, trunk: Path, seed: int = 0) -> None:
        super().__init__()
        self.trunk = encoder(trunk)
        width = self.trunk.config.hidden_size
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.mix = nn.Linear(width, width)
        self.out = nn.Linear(width, len(CHANNELS))
        nn.init.zeros_(self.out.weight)
        with torch.no_grad():
            self.out.bias.copy_(torch.tensor(_FIRST_BIAS))
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return logits, [windows, tokens, 3], for ids and a mask, both [windows, tokens]."""
        states = self.trunk(input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)).last_hidden_state
        logits: Tensor = self.out(nn.functional.gelu(self.mix(self.drop(states))))
        return logits

    def freeze_embeddings(self) -> None:
        """Keep the word vectors as they are, so that words that training has not seen mean what they meant."""
        for weight in self.trunk.embeddings.parameters():
            weight.requires_grad_(requires_grad=False)


def window_logit(translated: Tensor, inner: Tensor) -> Tensor:
    """Return the evidence of each window, [windows]: the mean over its tokens, growing with the root of their number."""
    count = inner.sum(1).clamp(min=1)
    return (translated * inner).sum(1) / count * (count / UNIT).sqrt()


def save(network: nn.Module, path: Path) -> None:
    """Keep the weights."""
    with whole(path) as file:
        torch.save({"model": network.state_dict()}, file)


def weights(path: Path) -> dict[str, Tensor]:
    """Return weights that were kept; raises ``ModelError``."""
    try:
        found: dict[str, Tensor] = torch.load(path, weights_only=True)["model"]
    except (OSError, RuntimeError, UnpicklingError, KeyError, TypeError, EOFError, ValueError) as error:
        raise ModelError(f"{path} holds no weights of a tagger") from error
    return found


def put(network: nn.Module, found: dict[str, Tensor], source: object) -> None:
    """Give a network weights; raises ``ModelError`` if they are another's."""
    try:
        network.load_state_dict(found)
    except RuntimeError as error:
        raise ModelError(f"the weights of {source} do not fit the trunk") from error


def runner(network: nn.Module) -> Network:
    """Return a network as what reads stories, without dropout, as long as it is not trained on."""

    def run(ids: Ids, mask: Ids) -> Logits:
        network.eval()
        with torch.no_grad():
            logits: Logits = network(torch.from_numpy(ids), torch.from_numpy(mask)).float().numpy().astype(np.float32)
        return logits

    return run
