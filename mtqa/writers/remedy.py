"""What to do about a finding, in words."""

from mtqa.finding import Finding
from mtqa.writers.visible import visible


def remedy(finding: Finding) -> str:
    """Return the suggestions of a finding on one line, nothing where there are none."""
    return " or ".join(f"“{visible(better)}”" if better else "leave it out" for better in finding.suggestions)


def explained(finding: Finding) -> str:
    """Return what is wrong, why, and what to do, a line each, in characters that obey nobody."""
    lines = [visible(finding.message), f"Why: {visible(finding.why)}"]
    return "\n".join([*lines, f"Try: {remedy(finding)}"] if finding.suggestions else lines)
