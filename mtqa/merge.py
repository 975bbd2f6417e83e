"""Findings on the same characters become one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtqa.finding import Evidence, Finding

#: Rules are not independent witnesses, so that no chorus of them makes a certainty.
_SUREST = 0.97
#: The checker that knows where, and only guesses what kind: beside any other it is a second voice.
TAGGER = "tagger"


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Join overlapping findings of one category, the gravest and surest first; order is by position.

    What remains keeps its span, and the others as evidence. Two findings that only touch stay apart. What the tagger
    marks joins a finding of any category.
    """
    by_place = sorted(_categorised(tuple(findings)), key=lambda finding: (finding.category, finding.span))
    kept: list[Finding] = []
    for cluster in _clusters(by_place):
        kept += _joined(sorted(cluster, key=_strength, reverse=True))
    return tuple(sorted(kept, key=lambda finding: (finding.span, finding.category, finding.rule)))


def _categorised(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, a guess with the category of the finding it shares most characters with."""
    known = [finding for finding in findings if finding.checker != TAGGER]
    for finding in findings:
        others = [other for other in known if other.span.overlaps(finding.span)]
        if finding.checker == TAGGER and others:
            nearest = max(others, key=lambda other: _shared(finding, other))
            yield replace(finding, category=nearest.category)
        else:
            yield finding


def _shared(one: Finding, other: Finding) -> int:
    return min(one.span.end, other.span.end) - max(one.span.start, other.span.start)


def _clusters(by_place: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Cut the findings where one begins behind all before it, or is of another category."""
    cluster: list[Finding] = []
    end = 0
    for finding in by_place:
        if cluster and (finding.category is not cluster[0].category or finding.span.start >= end):
            yield cluster
            cluster, end = [], 0
        cluster.append(finding)
        end = max(end, finding.span.end)
    if cluster:
        yield cluster


def _strength(finding: Finding) -> tuple[bool, int, float, int, int, str]:
    is_known = finding.checker != TAGGER
    return is_known, finding.severity.rank, finding.confidence, len(finding.span), -finding.span.start, finding.rule


def _joined(strongest_first: list[Finding]) -> Iterator[Finding]:
    while strongest_first:
        finding, *others = strongest_first
        yield _with_evidence(finding, [other for other in others if other.span.overlaps(finding.span)])
        strongest_first = [other for other in others if not other.span.overlaps(finding.span)]


def _with_evidence(finding: Finding, others: list[Finding]) -> Finding:
    if not others:
        return finding
    doubt = 1.0
    for voice in (finding, *others):
        doubt *= 1 - voice.confidence
    return replace(
        finding,
        confidence=max(finding.confidence, min(_SUREST, 1 - doubt)),
        suggestions=finding.suggestions or next((other.suggestions for other in others if other.suggestions), ()),
        evidence=tuple(
            Evidence(rule=other.rule, confidence=other.confidence, message=other.message) for other in others
        ),
    )
