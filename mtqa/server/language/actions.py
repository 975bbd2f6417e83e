"""What can be done about a finding: take a suggestion, ignore it here, accept the name."""

from collections.abc import Iterator, Sequence

from lsprotocol.types import CodeAction, CodeActionKind, Command, Diagnostic, TextEdit, WorkspaceEdit

from mtqa.fixing import taken
from mtqa.readers.markdown import prose_start
from mtqa.server.language.checked import Checked, Found
from mtqa.server.language.positions import Positions
from mtqa.span import Span
from mtqa.writers.visible import visible

ACCEPT, KNOWN = "mtqa.accept", "mtqa.known"
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.mtqa"
#: What is accepted is a name or a few words, never a passage.
_MOST_WORDS = 6


def actions(uri: str, checked: Checked, asked: Span, positions: Positions) -> Iterator[CodeAction]:
    """Yield what can be done about the findings at a place, and about all that is safe."""
    for found in checked.touching(asked):
        yield from _suggestions(uri, found, positions)
        yield _ignored(uri, found, checked, positions)
        accepted = _accepted(uri, found)
        if accepted is not None:
            yield accepted
    everywhere = _all_safe(uri, checked, positions)
    if everywhere is not None:
        yield everywhere


def _suggestions(uri: str, found: Found, positions: Positions) -> Iterator[CodeAction]:
    if not found.is_verbatim:
        return
    for better in found.finding.suggestions:
        # Words that go take the space before them along.
        edit = taken(found.finding, better, found.report.document)
        span = edit.span.shifted(found.span.start - found.finding.span.start) if edit else found.span
        yield CodeAction(
            f"Put “{visible(better)}”" if better else "Leave it out",
            kind=CodeActionKind.QuickFix,
            diagnostics=[_meant(found, positions)],
            is_preferred=found.is_safe,
            edit=_edit(uri, [TextEdit(positions.range(span), better)]),
        )


def _ignored(uri: str, found: Found, checked: Checked, positions: Positions) -> CodeAction:
    """Return how to silence one finding: by a comment where the format has any, else in the baseline."""
    rule = found.finding.rule
    # In front matter a comment would be part of the headline.
    if found.report.document.format == "markdown" and found.span.start >= prose_start(checked.text):
        end = Span(_line_end(checked.text, found.span), _line_end(checked.text, found.span))
        edit = TextEdit(positions.range(end), f" <!-- mtqa: ignore {rule} -->")
        return CodeAction(
            f"Ignore {rule} on this line",
            kind=CodeActionKind.QuickFix,
            diagnostics=[_meant(found, positions)],
            edit=_edit(uri, [edit]),
        )
    command = Command("Ignore this here", KNOWN, arguments=[uri, found.fingerprint])
    return CodeAction(
        f"Ignore this {rule} here (in the baseline)",
        kind=CodeActionKind.QuickFix,
        diagnostics=[_meant(found, positions)],
        command=command,
    )


def _accepted(uri: str, found: Found) -> CodeAction | None:
    words = " ".join(found.finding.span.of(found.report.document.text).split())
    if not words or len(words.split()) > _MOST_WORDS or not any(character.isalnum() for character in words):
        return None
    title = f"Accept “{visible(words)}” everywhere"
    return CodeAction(title, kind=CodeActionKind.QuickFix, command=Command(title, ACCEPT, arguments=[uri, words]))


def _all_safe(uri: str, checked: Checked, positions: Positions) -> CodeAction | None:
    edits: list[TextEdit] = []
    end = 0
    for found in checked.found:
        if found.is_safe and found.finding.suggestions[0] and found.span.start >= end:
            edits.append(TextEdit(positions.range(found.span), found.finding.suggestions[0]))
            end = found.span.end
    if not edits:
        return None
    return CodeAction("Take every safe suggestion", kind=FIX_ALL, edit=_edit(uri, edits))


def _edit(uri: str, edits: Sequence[TextEdit]) -> WorkspaceEdit:
    return WorkspaceEdit(changes={uri: list(edits)})


def _meant(found: Found, positions: Positions) -> Diagnostic:
    return Diagnostic(
        positions.range(found.span), visible(found.finding.message), code=found.finding.rule, source="mtqa"
    )


def _line_end(text: str, span: Span) -> int:
    """Return where the last line of a span ends, before what ends it."""
    ends = [at for at in (text.find(end, max(span.start, span.end - 1)) for end in "\r\n") if at >= 0]
    return min(ends, default=len(text))
