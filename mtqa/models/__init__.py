"""What has been learned: loaded when first asked for, replaceable by anything of the same shape."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mtqa.models import language, parser
from mtqa.models.language import Identifier
from mtqa.models.parser import Parser

#: How each kind of model names the one that is used by default, without loading it.
_NAMES: Mapping[str, Callable[[], str]] = {"parser": parser.name, "language": language.name}


@dataclass(frozen=True, kw_only=True)
class Models:
    """The models of a run; each is made when a checker first asks for it, and kept."""

    make_parser: Callable[[], Parser] = parser.SpacyParser
    make_identifier: Callable[[], Identifier] = language.LangdetectIdentifier

    @cached_property
    def parser(self) -> Parser:
        """Parses sentences."""
        return self.make_parser()

    @cached_property
    def identifier(self) -> Identifier:
        """Tells languages."""
        return self.make_identifier()

    @staticmethod
    def names(kinds: Iterable[str]) -> dict[str, str]:
        """Return the name and version of each kind of model, in order of kind."""
        return {kind: _NAMES[kind]() for kind in sorted(set(kinds))}
