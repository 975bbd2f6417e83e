"""A finding with what the other text has in its place."""

from dataclasses import replace

from mtqa.finding import Finding, Passage


def shown(finding: Finding, beside: Passage) -> Finding:
    """Return the finding with words of the source, or, when the checker of references made it, of the reference."""
    if finding.checker == "reference":
        return replace(finding, reference=beside)
    return replace(finding, source=beside)
