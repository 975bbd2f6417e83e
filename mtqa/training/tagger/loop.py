"""The training loop: it stops anywhere and goes on from its last checkpoint as if it had not."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from mtqa.errors import UsageError
from mtqa.training.tagger.batching import Marks, collate
from mtqa.training.tagger.curve import LOSSES, Curve
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.losses import Losses, losses
from mtqa.training.tagger.network import TaggerNetwork, save
from mtqa.training.tagger.windows import Material, Window, batches

WEIGHTS, CHECKPOINT, CURVE, PICTURE = "weights.pt", "checkpoint.pt", "curve.jsonl", "curve.svg"
#: The layers on top, which are new, learn so many times as fast as the trunk.
_HEADS = 5.0
#: The rate falls to this share of itself.
_LEAST_RATE = 0.02
_LONGEST_GRADIENT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to train; lengths are in steps but for ``tokens``, the size of a batch."""

    seed: int
    epochs: int
    tokens: int = 2048
    rate: float = 2e-4
    warmup: int = 100
    story_weight: float = 1.0
    tag_weight: float = 2.0
    rival_weight: float = 0.0
    tune_embeddings: bool = False
    #: Half the bits for the matrix products, which is faster where the processor has them.
    bfloat16: bool = True
    log_every: int = 25
    save_every: int = 100
    look_every: int = 300


@dataclass(kw_only=True)
class _Place:
    """How far training has come; the sums are of the losses since the last line of the log."""

    step: int = 0
    epoch: int = 0
    batch: int = 0
    sums: list[float]


#: Measures a network on copy kept out.
Look = Callable[[nn.Module], Mapping[str, float]]
#: Told after each step: how many are done, and about how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Training:
    """One training of a network, in a folder of its own."""

    network: TaggerNetwork
    material: Material
    marks: Marks
    settings: Settings
    folder: Path
    look: Look | None = None
    progress: Progress | None = None

    def run(self) -> Path:
        """Train the network and return the file of its weights; what was cut off goes on where the folder says.

        What a step draws at random depends on the seed and the step's number alone, so that no state of a generator is
        kept. Raises ``UsageError`` where there is nothing to learn from.
        """
        settings = self.settings
        if not settings.tune_embeddings:
            self.network.freeze_embeddings()
        optimizer = _optimizer(self.network, settings)
        place = _resume(self.folder, self.network, optimizer)
        curve = Curve(self.folder / CURVE)
        curve.rewind(place.step)
        total = settings.epochs * len(batches(self.material.draw(0), settings.tokens, random.Random(0)))
        if not total:
            raise UsageError("there is nothing to learn from: every corpus is empty or kept out")
        began = time.monotonic()
        for epoch in range(place.epoch, settings.epochs):
            made = batches(
                self.material.draw(epoch), settings.tokens, random.Random(f"{settings.seed}/batches/{epoch}")
            )
            for number in range(place.batch, len(made)):
                found = self._step(made[number], place.step, total, optimizer)
                place.step, place.epoch, place.batch = place.step + 1, epoch, number + 1
                place.sums = [old + new for old, new in zip(place.sums, found.values(), strict=True)]
                self._note(place, total, curve, time.monotonic() - began)
                if place.step % settings.save_every == 0:
                    _checkpoint(self.folder, self.network, optimizer, place)
                if self.progress:
                    self.progress(place.step, max(total, place.step))
            place.batch = 0
        self._note(place, total, curve, time.monotonic() - began, is_last=True)
        curve.draw(self.folder / PICTURE)
        save(self.network, self.folder / WEIGHTS)
        (self.folder / CHECKPOINT).unlink(missing_ok=True)
        return self.folder / WEIGHTS

    def _step(self, windows: Sequence[Window], step: int, total: int, optimizer: torch.optim.Optimizer) -> Losses:
        """Learn from one batch."""
        settings = self.settings
        seed = f"{settings.seed}/step/{step}"
        torch.manual_seed(random.Random(seed).getrandbits(63))
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * _share(step, total, settings.warmup)
        batch = collate(windows, self.marks, random.Random(seed))
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.bfloat16):
            logits = self.network(batch.ids, batch.mask)
        found = losses(logits.float(), batch)
        loss = settings.story_weight * (found.story + settings.rival_weight * found.rivals)
        loss = loss + settings.tag_weight * (found.any + found.major)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), _LONGEST_GRADIENT)
        optimizer.step()
        return found

    def _note(self, place: _Place, total: int, curve: Curve, seconds: float, *, is_last: bool = False) -> None:
        """Write the lines of the log that are due: those of whole stretches, at the end what is left of one."""
        every, look_every = self.settings.log_every, self.settings.look_every
        if bool(place.step % every) == is_last:
            count = place.step % every or every
            means = {name: round(value / count, 4) for name, value in zip(LOSSES, place.sums, strict=True)}
            curve.add({"step": place.step, "of": total, "seconds": round(seconds, 1), **means})
            place.sums = [0.0] * len(LOSSES)
        if self.look and bool(place.step % look_every) == is_last and (figures := self.look(self.network)):
            curve.add({"step": place.step, **figures})


def _optimizer(network: TaggerNetwork, settings: Settings) -> torch.optim.Optimizer:
    heads = [*network.mix.parameters(), *network.out.parameters()]
    body = [weight for weight in network.trunk.parameters() if weight.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": body, "top": settings.rate},
        {"params": heads, "top": settings.rate * _HEADS},
    ]
    return torch.optim.AdamW(groups, lr=settings.rate, weight_decay=0.01, betas=(0.9, 0.98))


def _share(step: int, total: int, warmup: int) -> float:
    """Return the share of the top rate at a step: up in a straight line, then down in one."""
    return min(1.0, (step + 1) / max(1, warmup)) * max(_LEAST_RATE, 1 - step / total)


def _checkpoint(folder: Path, network: nn.Module, optimizer: torch.optim.Optimizer, place: _Place) -> None:
    state = {"model": network.state_dict(), "optimizer": optimizer.state_dict(), "place": vars(place)}
    with whole(folder / CHECKPOINT) as file:
        torch.save(state, file)


def _resume(folder: Path, network: nn.Module, optimizer: torch.optim.Optimizer) -> _Place:
    if not (folder / CHECKPOINT).exists():
        return _Place(sums=[0.0] * len(LOSSES))
    state = torch.load(folder / CHECKPOINT, weights_only=True)
    network.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return _Place(**state["place"])
