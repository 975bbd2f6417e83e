"""Where a finding stands in its file, in lines and columns."""

from dataclasses import dataclass
from pathlib import PurePath

from mtqa.finding import Finding
from mtqa.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Lines and columns from 1, in code points; the end column is the one behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def place(report: Report, finding: Finding) -> Place:
    """Return where the words of a finding stand."""
    line, column = report.lines.position(finding.span.start)
    end_line, end_column = report.lines.position(finding.span.end)
    return Place(line=line, column=column, end_line=end_line, end_column=end_column)


def posix(path: str) -> str:
    """Return a path as the other systems write it: with slashes, and without a dot in front."""
    return PurePath(path).as_posix() if path else path
