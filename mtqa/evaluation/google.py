"""Annotations in Google's MQM form, one error a line: system, doc, doc_id, seg_id, rater, source, target, category, severity.

A tenth column has notes and is not read; a header may be there or not. The marked words stand between ``<v>`` and ``</v>``
in the target (https://github.com/google/wmt-mqm-human-evaluation; the columns are described in
https://github.com/google-research/google-research/tree/master/marot).

Lines of one segment of one system by one rater are one row, so that the marks of each rater are a row of their own: what
two raters mark counts twice, and a prediction is held against each of them. The id is system/doc/doc_id, which the raters
of a segment share. No errors are no-error and neutral ("purely subjective opinions"), tests of the rater's attention, and
lines without a rater. An error that marks only words of the source, such as an omission, cannot be found in the target: it
is counted, and left out.
"""

import re
from collections import defaultdict

from mtqa.evaluation import rows
from mtqa.evaluation.rows import Form, Mark, Row, RowError, Sheet, SheetError
from mtqa.evaluation.tsv import Line

_FEWEST, _MOST = 9, 10
_HEADER = ("system", "doc")
_NO_ERROR = frozenset({"no-error", "neutral", "hotw-test"})
_TAG = re.compile("(</?v>)")


def recognises(lines: list[Line]) -> bool:
    """Tell whether these are lines of that form: by their header, or by a severity in the ninth column."""
    first = lines[0].fields
    if not _FEWEST <= len(first) <= _MOST:
        return False
    return _is_header(lines[0]) or _severity(first) in {*_NO_ERROR, "minor", "major", "critical"}


def read(lines: list[Line], path: str) -> Sheet:
    """Return a row for each segment of each system by each rater, in order; raises ``SheetError`` and ``RowError``."""
    segments: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines[1:] if _is_header(lines[0]) else lines:
        if not _FEWEST <= len(line.fields) <= _MOST:
            raise RowError(path, line.number, f"{len(line.fields)} columns, not {_FEWEST} or {_MOST}")
        if line.fields[4].strip():
            segments[line.fields[:5]].append(line)
    if not segments:
        raise SheetError(path, "nothing to evaluate: there is no row in it")
    without_span = sum(_is_error(line) and "<v>" not in line.fields[6] for group in segments.values() for line in group)
    found = tuple(_row(group, path) for group in segments.values())
    return Sheet(path=path, form=Form.GOOGLE, rows=found, without_span=without_span)


def _is_header(line: Line) -> bool:
    return tuple(field.strip().lower() for field in line.fields[:2]) == _HEADER


def _severity(fields: tuple[str, ...]) -> str:
    return re.sub(r"[\s_]+", "-", fields[8].strip().lower())


def _is_error(line: Line) -> bool:
    return _severity(line.fields) not in _NO_ERROR


def _row(group: list[Line], path: str) -> Row:
    system, document, segment = group[0].fields[:3]
    text = None
    marks: list[Mark] = []
    for line in group:
        try:
            target, spans = _marked(line.fields[6])
            severity = rows.severity(_severity(line.fields)) if _is_error(line) else None
        except ValueError as error:
            raise RowError(path, line.number, str(error)) from error
        if text is not None and target != text:
            raise RowError(
                path, line.number, f"the target differs from that of the same segment on line {group[0].number}"
            )
        text = target
        if severity is not None:
            marks += [
                Mark(span=rows.span(*span), severity=severity, category=line.fields[7].strip().lower() or None)
                for span in spans
            ]
    return Row(
        line=group[0].number, marks=tuple(marks), id=f"{system}/{document}/{segment}", text=text, document=document
    )


def _marked(target: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the target without its tags, and the start and end of each marked passage."""
    text, spans, start = "", [], None
    for part in _TAG.split(target):
        if part == "<v>" and start is None:
            start = len(text)
        elif part == "</v>" and start is not None:
            spans.append((start, len(text)))
            start = None
        elif part in {"<v>", "</v>"}:
            raise ValueError(f"{part} in the target has no partner")
        else:
            text += part
    if start is not None:
        raise ValueError("<v> in the target has no partner")
    return text, spans
