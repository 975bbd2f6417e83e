"""Comments in a Markdown story that silence findings: on a line, in a block, in the file.

``<!-- mtqa: ignore rule/id -->`` at the end of a line silences that line, and alone on its line the block below;
``<!-- mtqa: ignore-file -->`` silences the story. Without rules every rule is meant; a pack's name means all its rules.
What stands in code is no comment.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mtqa.document import Document
from mtqa.finding import Finding
from mtqa.span import Lines, Span

_COMMENT = re.compile(r"<!--[ \t]*mtqa:[ \t]*([^\n]*?)[ \t]*-->")
_ORDER = re.compile(r"(ignore|ignore-file)(?:[ \t]+(.*))?")
_FORMATS = frozenset({"markdown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Where which rules are silent; no rules are all rules."""

    comment: Span
    span: Span
    rules: frozenset[str]

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is silenced."""
        return (self.span.overlaps(finding.span) or self.span.covers(finding.span)) and (
            not self.rules or not self.rules.isdisjoint({finding.rule, finding.rule.partition("/")[0]})
        )


def silences(document: Document) -> tuple[Silence, ...]:
    """Return what the comments of a story silence, in their order."""
    return tuple(silence for silence, _ in _read(document) if silence is not None)


def silent(document: Document) -> bool:
    """Tell whether nothing at all is to be said of a story."""
    whole = Span(0, len(document.text))
    return any(silence.span == whole and not silence.rules for silence in silences(document))


def mistakes(document: Document, known: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Yield where a comment speaks to mtqa and silences nothing, and why; *known* are the rules and packs there are."""
    for silence, (span, order) in _read(document):
        if silence is None:
            yield span, f"“{order}” is no comment that mtqa knows; write ignore or ignore-file, and rules behind it"
            continue
        for name in sorted(silence.rules - set(known)):
            close = get_close_matches(name, known, 1)
            hint = f"did you mean {close[0]}?" if close else "see `mtqa rules`"
            yield span, f"there is no rule or pack {name}; {hint}"


def kept(findings: Sequence[Finding], document: Document) -> list[Finding]:
    """Return the findings that no comment silences."""
    silent = silences(document)
    return [finding for finding in findings if not any(silence.covers(finding) for silence in silent)]


def _read(document: Document) -> Iterator[tuple[Silence | None, tuple[Span, str]]]:
    if document.format not in _FORMATS:
        return
    comments = list(_COMMENT.finditer(document.text))
    code = _code(document.text) if comments else ()
    for match in comments:
        comment = Span(*match.span())
        if any(span.overlaps(comment) for span in code) or _quoted(document.text, comment):
            continue
        order = _ORDER.fullmatch(match[1])
        if order is None:
            yield None, (comment, match[1])
        else:
            span = Span(0, len(document.text)) if order[1] == "ignore-file" else _meant(document, comment)
            rules = frozenset(re.split(r"[\s,]+", (order[2] or "").strip())) - {""}
            yield Silence(comment=comment, span=span, rules=rules), (comment, match[1])


def _code(text: str) -> tuple[Span, ...]:
    """Return the blocks of code."""
    from markdown_it import MarkdownIt

    starts = (*Lines(text).starts, len(text))
    tokens = MarkdownIt("commonmark").parse(re.sub(r"\r\n?", "\n", text))
    maps = (token.map for token in tokens if token.type in {"fence", "code_block"} and token.map)
    return tuple(Span(starts[first], starts[min(last, len(starts) - 1)]) for first, last in maps)


def _quoted(text: str, comment: Span) -> bool:
    """Tell whether the comment stands between backticks."""
    line = _line(text, comment)
    before, after = text[line.start : comment.start], text[comment.end : line.end]
    return before.count("`") % 2 == 1 and "`" in after


def _line(text: str, span: Span) -> Span:
    start = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
    end = min((at for at in (text.find(end, span.end) for end in "\r\n") if at >= 0), default=len(text))
    return Span(start, end)


def _meant(document: Document, comment: Span) -> Span:
    """Return the line that the comment stands on, or the block below where it stands alone."""
    line = _line(document.text, comment)
    if _COMMENT.sub("", line.of(document.text)).strip(" \t>"):
        return line
    below = (block.span for block in document.blocks if block.span.start >= comment.end)
    return next(below, Span(comment.end, comment.end))
