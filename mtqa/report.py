"""What mtqa says of an article."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtqa.document import Document
from mtqa.finding import Finding
from mtqa.origin import Origin
from mtqa.score import Verdict
from mtqa.signature import Signature
from mtqa.span import Lines
from mtqa.story import Story

if TYPE_CHECKING:
    from mtqa.counterpart import Counterpart
    from mtqa.nearness import Nearness


@dataclass(frozen=True, kw_only=True)
class Report:
    """A document with its findings, its score, and how they were made; findings are in order of position."""

    document: Document
    language: str
    words: int
    findings: tuple[Finding, ...]
    score: float
    verdict: Verdict
    signature: Signature
    #: What the story is as a whole, if the tagger read it.
    story: Story | None = None
    #: Findings that a baseline knows, which are not reported, but counted for the names of the others.
    known: tuple[Finding, ...] = ()
    #: How near the story comes to a reference, if there is one.
    reference: "Nearness | None" = None
    #: The texts that the story was held against, for a page that shows them beside it.
    counterparts: "tuple[Counterpart, ...]" = ()

    @cached_property
    def lines(self) -> Lines | Origin:
        """Turns offsets of the document into lines and columns of its file."""
        return self.document.origin or Lines(self.document.text)

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """A name for each finding that survives edits elsewhere: rule, words, and how often those came before."""
        seen: dict[tuple[str, str], int] = {}
        names = {}
        for finding in sorted((*self.findings, *self.known), key=lambda finding: finding.span):
            key = finding.rule, " ".join(finding.span.of(self.document.text).split())
            seen[key] = seen.get(key, 0) + 1
            name = f"{key[0]}\0{key[1]}\0{seen[key]}".encode("utf-8", "surrogatepass")
            names[id(finding)] = hashlib.sha256(name).hexdigest()[:16]
        return tuple(names[id(finding)] for finding in self.findings)
