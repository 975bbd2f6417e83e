"""The error spans of the quality-estimation shared task of WMT 2023, task 2.

Read are what systems handed in, and the gold labels made like it: language pair, method, segment, target, starts, ends,
severities, behind three lines of numbers (bytes on disk, parameters, models) or a header
(https://wmt-qe-task.github.io/subtasks/task2/); and the data: system, document, segment, annotator, source, target,
starts, ends, severities, with a header (https://github.com/WMT-QE-Task/wmt-qe-2023-data). Starts, ends and severities are
lists between spaces, -1, -1 and no-error where nothing is wrong. An end behind the text is the end of the text, as in the
task's own scorer (https://github.com/WMT-QE-Task/qe-eval-scripts, wmt23/task2_evaluate.py).

Every line is a row, so that a segment with several annotators has as many rows. The id is pair/segment or
system/document/segment.
"""

from dataclasses import dataclass

from mtqa.evaluation import rows
from mtqa.evaluation.rows import Form, Mark, Row, RowError, Sheet, SheetError
from mtqa.evaluation.tsv import Line, columns

_NUMBERS = 3
_SUBMISSION, _DATA = 7, 9
_STARTS = frozenset({"start_ids", "start_id", "start_indices", "error_start_indices"})
_ENDS = frozenset({"end_ids", "end_id", "end_indices", "error_end_indices"})
_ERRORS = frozenset({"errors", "error", "error_types", "error_type"})
_TARGETS = frozenset({"target", "mt", "translation", "target_sentence"})
_NOTHING = ("-1", "-1", "no-error")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands: the parts of the id, the document, and target, starts, ends and severities."""

    count: int
    id: tuple[int, ...]
    document: int | None
    content: tuple[int, ...]


_PLAIN = {
    _SUBMISSION: _Columns(_SUBMISSION, (0, 2), None, (3, 4, 5, 6)),
    _DATA: _Columns(_DATA, (0, 1, 2), 1, (5, 6, 7, 8)),
}


def recognises(lines: list[Line]) -> bool:
    """Tell whether these are lines of the task: by their header, or by lists of numbers where they belong."""
    return _layout(lines) is not None


def read(lines: list[Line], path: str) -> Sheet:
    """Return the rows; raises ``SheetError`` where there are none, and ``RowError``."""
    layout = _layout(lines)
    assert layout is not None
    where, first = layout
    if first == len(lines):
        raise SheetError(path, "nothing to evaluate: there is no row in it")
    return Sheet(path=path, form=Form.WMT, rows=tuple(_row(line, where, path) for line in lines[first:]))


def _layout(lines: list[Line]) -> tuple[_Columns, int] | None:
    """Return the columns, and at which line the rows begin."""
    first = _NUMBERS if all(len(line.fields) == 1 for line in lines[:_NUMBERS]) else 0
    if first >= len(lines):
        return None
    count = len(lines[first].fields)
    named = columns(lines[first], (_TARGETS, _STARTS, _ENDS, _ERRORS))
    if named is not None and count in _PLAIN:
        plain = _PLAIN[count]
        return _Columns(count, plain.id, plain.document, named), first + 1
    if count in _PLAIN and all(_is_list(lines[first].fields[at]) for at in _PLAIN[count].content[1:3]):
        return _PLAIN[count], first
    return None


def _is_list(field: str) -> bool:
    return bool(field.split()) and all(part.removeprefix("-").isdecimal() for part in field.split())


def _row(line: Line, where: _Columns, path: str) -> Row:
    try:
        if len(line.fields) != where.count:
            raise ValueError(f"{len(line.fields)} columns, not {where.count}")
        text, starts, ends, severities = (line.fields[at] for at in where.content)
        return Row(
            line=line.number,
            marks=_marks(text, starts.split(), ends.split(), severities.split()),
            id="/".join(line.fields[at] for at in where.id),
            text=text,
            document=None if where.document is None else line.fields[where.document],
        )
    except ValueError as error:
        raise RowError(path, line.number, str(error)) from error


def _marks(text: str, starts: list[str], ends: list[str], severities: list[str]) -> tuple[Mark, ...]:
    if not len(starts) == len(ends) == len(severities):
        raise ValueError(f"{len(starts)} starts, {len(ends)} ends and {len(severities)} severities")
    return tuple(
        Mark(span=rows.span(_whole(start), min(_whole(end), len(text))), severity=rows.severity(word))
        for start, end, word in zip(starts, ends, severities, strict=True)
        if (start, end, word.lower()) != _NOTHING
    )


def _whole(field: str) -> int:
    try:
        return int(field)
    except ValueError:
        raise ValueError(f"{rows.shown(field)} is no offset") from None
