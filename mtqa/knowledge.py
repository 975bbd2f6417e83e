"""What mtqa knows of the world beside its rules: institutions and set phrases, read once and when first asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import TypeVar

from mtqa import gazetteer, phrasebook
from mtqa.cache import remembered
from mtqa.gazetteer import Gazetteer
from mtqa.phrasebook import Phrasebook
from mtqa.rulepack import builtin_packs, code_version, digest_of, files

T = TypeVar("T")


@dataclass(frozen=True)
class Knowledge:
    """The names and phrases in folders of rule packs."""

    folders: Sequence[Traversable] = field(default_factory=lambda: (builtin_packs(),))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Institutions and countries; raises ``RuleError``."""
        return _kept("names", self.names_digest, lambda: gazetteer.read(self.folders).indexed())

    @cached_property
    def phrasebook(self) -> Phrasebook:
        """Set phrases; raises ``RuleError``."""
        return _kept("phrases", self.phrases_digest, lambda: phrasebook.read(self.folders).indexed())

    @cached_property
    def names_digest(self) -> str:
        """A hash over the files of names, eight hex digits."""
        return digest_of(file for folder in self.folders for file in gazetteer.files(folder))

    @cached_property
    def phrases_digest(self) -> str:
        """A hash over the files of phrases, eight hex digits."""
        return digest_of(file for folder in self.folders for file in phrasebook.files(folder))


def every_file(folder: Traversable) -> list[Traversable]:
    """Return the packs, word lists, names and phrases in a folder, in a fixed order."""
    return [*files(folder, ".yaml", ".yml", ".txt"), *gazetteer.files(folder), *phrasebook.files(folder)]


def _kept(name: str, digest: str, make: Callable[[], T]) -> T:
    modules = ("gazetteer/__init__", "gazetteer/wording", "gazetteer/countries", "phrasebook")
    return remembered(name, f"{digest}-{code_version(modules)}", make)
