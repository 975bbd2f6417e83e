"""Windows of consecutive sentences of one story by one writer, and batches of windows."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtqa.models.tagger.reading import WINDOW
from mtqa.training.tagger.coding import Coded

#: How many windows hold one sentence only; the others hold as many as go into a size drawn between these.
_SINGLE = 0.3
_SIZES = (40, WINDOW)
#: So many windows are sorted by length at a time.
_SORTED = 1024


@dataclass(frozen=True, slots=True)
class Window:
    """What goes through the network at once."""

    parts: tuple[Coded, ...]
    #: The probability that it is translated or broken, and how much that counts.
    translated: float
    weight: float
    #: The same sentences by a person, where this is a machine's.
    rival: "Window | None" = None

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @property
    def longest(self) -> int:
        """The number of tokens, or the rival's, if that has more."""
        return max(len(self), len(self.rival) if self.rival else 0)


class Material(Protocol):
    """What is learned from."""

    def draw(self, epoch: int) -> list[Window]:
        """Return the windows of an epoch in random order, the same whenever it is asked for."""
        ...


def cut(sentences: Sequence[tuple[Coded, ...]], draw: random.Random) -> Iterator[list[tuple[Coded, ...]]]:
    """Cut a story into windows; each sentence comes in one or more versions, and all are cut at the same places."""
    window: list[tuple[Coded, ...]] = []
    size, limit = 0, _limit(draw)
    for versions in sentences:
        longest = max(map(len, versions))
        if window and size + longest > limit:
            yield window
            window, size, limit = [], 0, _limit(draw)
        if longest:
            window.append(versions)
            size += longest
    if window:
        yield window


def _limit(draw: random.Random) -> int:
    return 1 if draw.random() < _SINGLE else draw.randint(*_SIZES)


def batches(windows: Sequence[Window], tokens: int, draw: random.Random) -> list[list[Window]]:
    """Return batches of windows of like length and at most *tokens* tokens or so, in random order.

    A rival stands right behind the window that it is a rival of.
    """
    found: list[list[Window]] = []
    for at in range(0, len(windows), _SORTED):
        batch: list[Window] = []
        for window in sorted(windows[at : at + _SORTED], key=lambda window: window.longest):
            if batch and (len(batch) + 1) * (window.longest + 2) > tokens:
                found.append(batch)
                batch = []
            batch += [window, window.rival] if window.rival else [window]
        if batch:
            found.append(batch)
    draw.shuffle(found)
    return found
