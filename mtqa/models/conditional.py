"""How much a story's words surprise a language model that has just read the source: a model that the settings name.

None ships with mtqa: those that are small and know many languages, as Gemma 3 270M does, come with terms of their own.
"""

import re
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

from mtqa.errors import MissingExtraError, ModelError
from mtqa.models.encoder import quiet
from mtqa.span import Span

_GGUF = ".gguf"
#: Words of its front matter are all that is read of a model's card.
_LICENCE = re.compile(r"^license:[ \t]*(\S+)", re.MULTILINE)
_CARD = 10_000


class SourceModel(Protocol):
    """A language model, asked for a translation."""

    def surprisals(self, source: str, language: str, story: str) -> list[tuple[Span, float]]:
        """Return the tokens of *story* in order, and of each how much it surprises behind *source*, in nats.

        *language* is the English name of the source's language.
        """
        ...


class TransformersSourceModel:
    """A causal model that transformers can load: a GGUF file, a folder, or a name on a hub."""

    def __init__(self, name: str) -> None:
        try:
            import torch
            from transformers import AutoModelForCausalLM, AutoTokenizer
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                "to read stories beside their sources, mtqa needs transformers", "source-model"
            ) from error
        folder, options = (
            (str(Path(name).parent), {"gguf_file": Path(name).name}) if name.endswith(_GGUF) else (name, {})
        )
        # Their own are untyped, or typed otherwise from release to release.
        load: Callable[..., Any] = AutoModelForCausalLM.from_pretrained
        tokenizer: Callable[..., Any] = AutoTokenizer.from_pretrained
        try:
            with quiet(), redirect_stderr(StringIO()):  # bars of their own
                self._tokenizer = tokenizer(folder, **options)
                self._model = load(folder, dtype=torch.float32, **options).eval()
        except (OSError, ValueError, KeyError, ImportError) as error:
            problem = str(error).strip().partition("\n")[0]
            raise ModelError(f"the source model {name} cannot be loaded: {problem}") from error
        if not self._tokenizer.is_fast:
            raise ModelError(f"the source model {name} has no tokenizer that says where its tokens stand")

    def surprisals(self, source: str, language: str, story: str) -> list[tuple[Span, float]]:
        """Return the tokens of *story* in order, and of each how much it surprises behind *source*, in nats."""
        import torch

        start = [] if self._tokenizer.bos_token_id is None else [self._tokenizer.bos_token_id]
        asked = [*start, *self._tokenizer(f"{language}: {source}\nEnglish: ", add_special_tokens=False).input_ids]
        told = self._tokenizer(story, add_special_tokens=False, return_offsets_mapping=True)
        if not told.input_ids:
            return []
        with torch.no_grad():
            # A token's own row says what may follow it.
            logits = self._model(torch.tensor([asked + told.input_ids])).logits[0, len(asked) - 1 : -1]
            said = logits.log_softmax(-1)[range(len(told.input_ids)), told.input_ids]
        spans = [Span(start, end) for start, end in told.offset_mapping]
        return list(zip(spans, (-said).tolist(), strict=True))


def load(name: str) -> SourceModel:
    """Return the model of this name; raises ``ModelError`` and ``MissingExtraError``."""
    return TransformersSourceModel(name)


def licence(name: str) -> str:
    """Return what the files of a model say of its licence."""
    path = Path(name)
    if path.suffix == _GGUF and path.is_file():
        with suppress(ModuleNotFoundError, ValueError):
            from gguf import GGUFReader

            field = GGUFReader(path).get_field("general.license")
            if field is not None:
                return str(field.contents())
    card = path / "README.md"
    if card.is_file():
        with card.open(encoding="utf-8", errors="replace") as text:
            found = _LICENCE.search(text.read(_CARD))
        if found:
            return found[1]
    return "which its files do not name"
