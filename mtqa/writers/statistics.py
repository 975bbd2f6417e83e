"""How often each rule spoke, the most frequent first."""

from collections import Counter
from collections.abc import Sequence

from mtqa.errors import ReadError
from mtqa.report import Report


def write(reports: Sequence[Report], _errors: Sequence[ReadError]) -> str:
    """Return a line for each rule, and one for all."""
    counts = Counter((finding.rule, finding.severity) for report in reports for finding in report.findings)
    in_order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][0], -pair[0][1].rank))
    lines = [f"{count:6}  {severity:8}  {rule}" for (rule, severity), count in in_order]
    stories = sum(bool(report.findings) for report in reports)
    lines.append(f"{counts.total():6}  findings in {stories} of {len(reports)} stories")
    return "\n".join([*lines, ""])
