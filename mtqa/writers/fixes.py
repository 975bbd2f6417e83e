"""What was mended in a story: a line an edit, or the lines before and after."""

import re
from difflib import unified_diff

from mtqa.fixing import Mended
from mtqa.span import Lines
from mtqa.writers.visible import visible

_LINE_END = re.compile(r"\r\n|\r|\n")


def listed(mended: Mended) -> str:
    """Return a line for each edit: path:line:column: what it was, what it is, by which rule."""
    document = mended.before.document
    lines = Lines(document.text)
    rows = []
    for edit in mended.edits:
        line, column = lines.position(edit.span.start)
        was = visible(edit.span.of(document.text)).strip()
        now = f"“{visible(edit.better)}”" if edit.better else "nothing"
        rows.append(f"{visible(document.path)}:{line}:{column}: “{was}” → {now} ({edit.rule})\n")
    return "".join(rows)


def diff(mended: Mended) -> str:
    """Return the lines before and after, as a unified diff to read."""
    path = visible(mended.before.document.path)
    before, after = (
        [visible(line) for line in _LINE_END.split(report.document.text)] for report in (mended.before, mended.after)
    )
    return "".join(f"{line}\n" for line in unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm=""))
