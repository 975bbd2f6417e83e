"""What has been learned: loaded when first asked for, replaceable by anything of the same shape."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from mtqa.cache import Kept
from mtqa.models import encoder, language, parser
from mtqa.models.encoder import Encoder
from mtqa.models.language import Identifier
from mtqa.models.meanings import Meanings, Ours
from mtqa.models.parser import Parser

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

#: How each kind of model names the one that is used by default, without loading it.
_NAMES: Mapping[str, Callable[[str | None], str]] = {
    "encoder": encoder.name,
    "parser": lambda _: parser.name(),
    "language": lambda _: language.name(),
}


@dataclass(frozen=True, kw_only=True)
class Models:
    """The models of a run; each is made when a checker first asks for it, and kept."""

    make_parser: Callable[[], Parser] = parser.SpacyParser
    make_identifier: Callable[[], Identifier] = language.LangdetectIdentifier
    make_encoder: Callable[[str | None], Encoder] = encoder.load
    _ours: dict[str, Ours] = field(default_factory=dict, repr=False)
    _encoders: "dict[str | None, Future[Encoder]]" = field(default_factory=dict, repr=False)

    @cached_property
    def parser(self) -> Parser:
        """Parses sentences."""
        return self.make_parser()

    @cached_property
    def identifier(self) -> Identifier:
        """Tells languages."""
        return self.make_identifier()

    def begin(self, kinds: Iterable[str], encoder_name: str | None) -> None:
        """Start loading what is sure to be asked for, beside other work."""
        if "encoder" in kinds:
            self._encoder(encoder_name)

    def encoder(self, name: str | None) -> Encoder:
        """Return the sentence encoder of this name, or the packaged one; raises ``ModelError``."""
        return self._encoder(name).result()

    def _encoder(self, name: str | None) -> "Future[Encoder]":
        if name not in self._encoders:
            self._encoders[name] = _begun(lambda: self.make_encoder(name))
        return self._encoders[name]

    def meanings(self, name: str | None, kind: str, digest: str) -> Meanings:
        """Return an empty table of vectors for one story; those of our own data, a kind and its hash, are kept."""
        key = f"{hashlib.sha256(encoder.name(name).encode()).hexdigest()[:8]}-{digest}"
        ours = self._ours.setdefault(f"{kind}-{key}", Ours(kept=Kept(f"vectors-{kind}", key)))
        return Meanings(encoder=self.encoder(name), ours=ours)

    @staticmethod
    def names(kinds: Iterable[str], encoder_name: str | None = None) -> dict[str, str]:
        """Return the name and version of each kind of model, in order of kind."""
        return {kind: _NAMES[kind](encoder_name) for kind in sorted(set(kinds))}


def _begun(make: Callable[[], T]) -> "Future[T]":
    """Make something in a thread of its own; what goes wrong is told to whoever asks for it."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=1)
    future = pool.submit(make)
    pool.shutdown(wait=False)
    return future
