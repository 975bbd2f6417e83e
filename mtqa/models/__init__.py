"""What has been learned: loaded when first asked for, replaceable by anything of the same shape."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mtqa.cache import Kept
from mtqa.models import conditional, crosslingual, encoder, language, lexicon, parser, tagger
from mtqa.models.conditional import SourceModel
from mtqa.models.crosslingual import CrossLingualEncoder
from mtqa.models.encoder import Encoder
from mtqa.models.language import Identifier
from mtqa.models.lexicon import Lexicon
from mtqa.models.meanings import Meanings, Ours
from mtqa.models.parser import Parser
from mtqa.models.tagger import Tagger

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

#: How each kind of model names the one that is used by default, without loading it.
_NAMES: Mapping[str, Callable[[str | None], str]] = {
    "encoder": encoder.name,
    "parser": lambda _: parser.name(),
    "language": lambda _: language.name(),
    "tagger": lambda folder: tagger.name(Path(folder) if folder else None),
    "cross-lingual": crosslingual.name,
    "source-model": lambda name: Path(name or "").name,
}


@dataclass(frozen=True, kw_only=True)
class Models:
    """The models of a run; each is made when a checker first asks for it, and kept."""

    make_parser: Callable[[], Parser] = parser.SpacyParser
    make_identifier: Callable[[], Identifier] = language.LangdetectIdentifier
    make_encoder: Callable[[str | None], Encoder] = encoder.load
    make_tagger: Callable[[Path | None], Tagger] = tagger.load
    make_cross_lingual: Callable[[str | None], CrossLingualEncoder] = crosslingual.load
    make_lexicon: Callable[[str], Lexicon] = lexicon.load
    make_source_model: Callable[[str], SourceModel] = conditional.load
    _ours: dict[str, Ours] = field(default_factory=dict, repr=False)
    _encoders: "dict[str | None, Future[Encoder]]" = field(default_factory=dict, repr=False)
    _taggers: "dict[str | None, Future[Tagger]]" = field(default_factory=dict, repr=False)
    _cross_lingual: dict[str | None, CrossLingualEncoder] = field(default_factory=dict, repr=False)
    _source_models: dict[str, SourceModel] = field(default_factory=dict, repr=False)

    @cached_property
    def parser(self) -> Parser:
        """Parses sentences."""
        return self.make_parser()

    @cached_property
    def identifier(self) -> Identifier:
        """Tells languages."""
        return self.make_identifier()

    def begin(self, kinds: Collection[str], encoder_name: str | None, tagger_folder: str | None) -> None:
        """Start loading what is sure to be asked for, beside other work."""
        if not {"encoder", "tagger"} & set(kinds):
            return
        # Two threads that import these at once leave them broken; what else is loaded in threads is data.
        import numpy  # noqa: F401, ICN001
        import onnxruntime  # noqa: F401
        import tokenizers  # noqa: F401

        if "encoder" in kinds and encoder_name is None:
            self._encoder(None)
        if "tagger" in kinds:
            self._tagger(tagger_folder)

    def encoder(self, name: str | None) -> Encoder:
        """Return the sentence encoder of this name, or the packaged one; raises ``ModelError``."""
        return self._encoder(name).result()

    def _encoder(self, name: str | None) -> "Future[Encoder]":
        if name not in self._encoders:
            make = partial(self.make_encoder, name)
            # Another encoder imports half the world, which is no work for a thread.
            self._encoders[name] = _begun(make) if name is None else _made(make)
        return self._encoders[name]

    def tagger(self, folder: str | None = None) -> Tagger:
        """Return the tagger of this folder, or the packaged one; raises ``ModelError``."""
        return self._tagger(folder).result()

    def _tagger(self, folder: str | None) -> "Future[Tagger]":
        if folder not in self._taggers:
            self._taggers[folder] = _begun(lambda: self.make_tagger(Path(folder) if folder else None))
        return self._taggers[folder]

    def cross_lingual(self, name: str | None) -> CrossLingualEncoder:
        """Return the cross-lingual encoder of this name, or the packaged one; raises ``MtqaError``."""
        if name not in self._cross_lingual:
            self._cross_lingual[name] = self.make_cross_lingual(name)
        return self._cross_lingual[name]

    def lexicon(self, language: str) -> Lexicon:
        """Return the lexicon of a language that the packaged encoder does not know."""
        return self.make_lexicon(language)

    def source_model(self, name: str) -> SourceModel:
        """Return the language model of this name that reads sources; raises ``MtqaError``."""
        if name not in self._source_models:
            self._source_models[name] = self.make_source_model(name)
        return self._source_models[name]

    def meanings(self, name: str | None, kind: str, digest: str) -> Meanings:
        """Return an empty table of vectors for one story; those of our own data, a kind and its hash, are kept."""
        key = f"{hashlib.sha256(encoder.name(name).encode()).hexdigest()[:8]}-{digest}"
        ours = self._ours.setdefault(f"{kind}-{key}", Ours(kept=Kept(f"vectors-{kind}", key)))
        return Meanings(encoder=self.encoder(name), ours=ours)

    @staticmethod
    def names(
        kinds: Iterable[str],
        encoder_name: str | None = None,
        tagger_folder: str | None = None,
        cross_lingual_name: str | None = None,
        source_model_name: str | None = None,
    ) -> dict[str, str]:
        """Return the name and version of each kind of model, in order of kind."""
        chosen = {
            "encoder": encoder_name,
            "tagger": tagger_folder,
            "cross-lingual": cross_lingual_name,
            "source-model": source_model_name,
        }
        return {kind: _NAMES[kind](chosen.get(kind)) for kind in sorted(set(kinds))}


def _made(make: Callable[[], T]) -> "Future[T]":
    """Make something now."""
    from concurrent.futures import Future

    future: Future[T] = Future()
    future.set_result(make())
    return future


def _begun(make: Callable[[], T]) -> "Future[T]":
    """Make something in a thread of its own; what goes wrong is told to whoever asks for it."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=1)
    future = pool.submit(make)
    pool.shutdown(wait=False)
    return future
