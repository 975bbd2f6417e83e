"""What has been learned: loaded when first asked for, replaceable by anything of the same shape."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mtqa.models.parser import Parser, SpacyParser


@dataclass(frozen=True, kw_only=True)
class Models:
    """The models of a run; each is made when a checker first asks for it, and kept."""

    make_parser: Callable[[], Parser] = SpacyParser

    @cached_property
    def parser(self) -> Parser:
        """The parser."""
        return self.make_parser()
