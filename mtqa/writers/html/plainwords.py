"""What an editor who knows nothing of linguistics calls things."""

from collections.abc import Mapping, Sequence

from mtqa.finding import Category, Finding, Severity
from mtqa.report import Report
from mtqa.score import Verdict

VERDICT: Mapping[Verdict, str] = {
    Verdict.PASS: "Reads well",
    Verdict.REVIEW: "Needs a look",
    Verdict.FAIL: "Needs an editor",
}
SEVERITY: Mapping[Severity, str] = {
    Severity.MINOR: "minor",
    Severity.MAJOR: "serious",
    Severity.CRITICAL: "critical",
}
#: Shapes say what colors say, to those who do not see colors.
SIGN: Mapping[Severity, str] = {Severity.MINOR: "○", Severity.MAJOR: "◆", Severity.CRITICAL: "▲"}

#: By the first part of a category.
KIND: Mapping[str, str] = {
    "accuracy": "Meaning and translation",
    "fluency": "Grammar and flow",
    "terminology": "Names and terms",
    "style": "Style",
    "locale": "Dates, figures and datelines",
    "markup": "Web page leftovers",
    "consistency": "Contradictions in the story",
}
FAULT: Mapping[Category, str] = {
    Category.MISTRANSLATION: "Mistranslation",
    Category.CALQUE: "Word-for-word translation",
    Category.ADDITION: "Added words",
    Category.OMISSION: "Something left out",
    Category.UNTRANSLATED: "Left untranslated",
    Category.NUMBER: "Wrong figure",
    Category.GRAMMAR: "Grammar",
    Category.FRAGMENT: "Incomplete sentence",
    Category.PUNCTUATION: "Punctuation",
    Category.REPETITION: "Repeated words",
    Category.SPELLING: "Spelling",
    Category.WRONG_TERM: "Wrong term",
    Category.WRONG_NAME: "Wrong name",
    Category.AWKWARD: "Awkward wording",
    Category.DATELINE: "Dateline",
    Category.DATE_FORMAT: "Date style",
    Category.NUMBER_FORMAT: "Number style",
    Category.BOILERPLATE: "Not part of the story",
    Category.PLACEHOLDER: "Markup or placeholder",
    Category.NAME_CLASH: "Two spellings of a name",
    Category.NUMBER_CLASH: "Figures that disagree",
    Category.DATE_CLASH: "Dates that disagree",
    Category.HEADLINE_CLASH: "Headline and story disagree",
}


def kind_of(finding: Finding) -> str:
    """Return the first part of the category of a finding, a key of ``KIND``."""
    return finding.category.partition("/")[0]


def number(count: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each severity there are, the gravest first."""
    counts = ((severity, sum(finding.severity is severity for finding in findings)) for severity in reversed(Severity))
    # A number and its word stay on one line.
    return ", ".join(f"{count}\u00a0{SEVERITY[severity]}" for severity, count in counts if count) or "nothing found"


def translated(report: Report) -> str | None:
    """Return how much a story reads as machine-translated, if that was judged."""
    return f"Reads as machine-translated: {report.story.probability:.0%}" if report.story else None


def name(report: Report) -> str:
    """Return what a story is called: its file, and which story of the file."""
    document = report.document
    file = document.path.replace("\\", "/").rstrip("/").rpartition("/")[2] or document.path
    return f"{file}, {document.item}" if document.item else file


def headline(report: Report) -> str:
    """Return the first headline of a story, or what else it is called."""
    blocks = (block.span.of(report.document.text) for block in report.document.blocks if block.role == "headline")
    return next((words for words in blocks if words.strip()), name(report))
