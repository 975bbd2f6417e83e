"""What corpora are made of: sentences with their faults, sentences in many translations, stories."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtqa.finding import Severity
from mtqa.span import Span
from mtqa.training.tagger.splits import held_document, held_original


@dataclass(frozen=True, slots=True)
class Fault:
    """Characters of a text that are wrong, the probability that they are, and that of a major fault where it is another."""

    span: Span
    severity: Severity
    sure: float = 1.0
    sure_major: float | None = None

    @property
    def is_major(self) -> bool:
        """Whether it is worse than minor."""
        return self.severity is not Severity.MINOR

    @property
    def odds(self) -> tuple[float, float]:
        """The probabilities of any fault and of a major one."""
        if self.sure_major is not None:
            return self.sure, self.sure_major
        return self.sure, self.sure if self.is_major else 0.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, in the translations of systems and of people, by name."""

    source: str
    systems: Mapping[str, str]
    references: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One translated sentence with the faults that an annotator marked."""

    doc: str
    segment: str
    system: str
    source: str
    text: str
    faults: tuple[Fault, ...]

    @property
    def is_human(self) -> bool:
        """Whether a person translated it."""
        return self.system.startswith(("ref", "Human"))


@dataclass(frozen=True, slots=True)
class Story:
    """Copy that people wrote in English: its sentences in order."""

    name: str
    corpus: str
    sentences: tuple[str, ...]

    @property
    def is_original(self) -> bool:
        """Whether it is one of the English originals of WMT."""
        return self.corpus.startswith("orig")

    @property
    def is_held(self) -> bool:
        """Whether it is kept out of training."""
        return held_original(self.name) if self.is_original else held_document(self.name)
