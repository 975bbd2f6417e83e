"""Annotations in JSON: what mtqa writes, stories marked by an editor, and lines of annotated segments.

An object is a row where it has ``spans`` or ``findings``; a file may hold one after another, a line each or not, or one
list of them. An object with ``articles`` is the report of ``mtqa check --format json`` and each article is a row.

- spans: ``[start, end, severity]``, with a category as a fourth where there is one, or objects with these names
- findings: objects as in the JSON report, with ``confidence`` and ``text``; those of a headline that ``mtqa scan`` was
  given apart are about another text, and not read
- the text: ``text`` or ``target``; or ``file`` or ``path``, the name of the file that has it
- the id: ``id`` or ``index``; without either, the name of the file; without that, rows are counted
- the document: ``doc``, ``document`` or ``doc_id``

A row is a row: several raters of one segment in a file of lines are as many rows as the file makes of them.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NoReturn

from mtqa.evaluation import rows
from mtqa.evaluation.rows import Form, Mark, Row, RowError, Sheet, SheetError

_REPORT_SCHEMA = "mtqa-report/1"


def read(text: str, path: str) -> Sheet:
    """Return the rows of a file in JSON; raises ``SheetError`` and ``RowError``."""
    form = None
    found: list[Row] = []
    for line, value in _objects(text, path):
        if "articles" in value or "schema" in value:
            form = form or Form.REPORT
            found += [_row(article, path, line) for article in _articles(value, path, line)]
        else:
            row = _row(value, path, line)
            form = form or (Form.STORY if row.file is not None else Form.LINES)
            found.append(row)
    if form is None:
        raise SheetError(path, "nothing to evaluate: there is no row in it")
    return Sheet(path=path, form=form, rows=_named(found))


def _objects(text: str, path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object and the line it begins on; those of a list one by one."""
    for line, value in _lines(text, path) if _is_one_a_line(text) else _values(text, path):
        for part in value if isinstance(value, list) else [value]:
            if not isinstance(part, dict):
                raise RowError(path, line, 'a row is an object such as {"text": "…", "spans": [[0, 3, "minor"]]}')
            yield line, part


def _is_one_a_line(text: str) -> bool:
    first = next(line for line in text.split("\n") if line.strip())
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(text: str, path: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line, parse_constant=_no_number)
            except (ValueError, RecursionError) as error:
                raise RowError(path, number, f"not JSON: {_reason(error)}") from error


def _values(text: str, path: str) -> Iterator[tuple[int, Any]]:
    decoder = json.JSONDecoder(parse_constant=_no_number)
    at, line = 0, 1
    while at < len(text):
        if text[at].isspace():
            line += text[at] == "\n"
            at += 1
            continue
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise RowError(path, getattr(error, "lineno", line), f"not JSON: {_reason(error)}") from error
        yield line, value
        line += text.count("\n", at, end)
        at = end


def _reason(error: Exception) -> str:
    # JSONDecodeError would name a line of its own.
    return str(getattr(error, "msg", error)).lower()


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _articles(value: dict[str, Any], path: str, line: int) -> list[dict[str, Any]]:
    if value.get("schema", _REPORT_SCHEMA) != _REPORT_SCHEMA:
        raise SheetError(path, f"the schema {rows.shown(value['schema'])} is not {_REPORT_SCHEMA}")
    articles = value.get("articles")
    if not isinstance(articles, list) or not all(isinstance(article, dict) for article in articles):
        raise RowError(path, line, "articles is no list of objects")
    return articles


def _row(value: dict[str, Any], path: str, line: int) -> Row:
    try:
        marks = value["spans"] if "spans" in value else value.get("findings")
        if not isinstance(marks, list):
            raise RowError(path, line, "there is no list of spans or findings")
        identity = value.get("id", value.get("index"))
        if identity is not None and (isinstance(identity, bool) or not isinstance(identity, str | int)):
            raise ValueError(f"the id {rows.shown(identity)} is neither text nor a whole number")
        return Row(
            line=line,
            marks=tuple(_mark(mark) for mark in marks),
            id=None if identity is None else str(identity),
            text=_string(value, "text", "target"),
            document=_string(value, "doc", "document", "doc_id"),
            file=_string(value, "file", "path"),
        )
    except ValueError as error:
        raise RowError(path, line, str(error)) from error


def _string(value: dict[str, Any], *keys: str) -> str | None:
    for key in keys:
        if value.get(key) is not None:
            if not isinstance(value[key], str):
                raise ValueError(f"{key} is no text")
            return str(value[key])
    return None


def _mark(value: object) -> Mark:
    if isinstance(value, list) and len(value) in {3, 4}:
        value = dict(zip(("start", "end", "severity", "category"), value, strict=False))
    if not isinstance(value, dict) or not {"start", "end", "severity"} <= value.keys():
        raise ValueError("a span is [start, end, severity], or an object with these names")
    return Mark(
        span=rows.span(value["start"], value["end"]),
        severity=rows.severity(value["severity"]),
        category=_string(value, "category"),
        confidence=rows.confidence(value.get("confidence")),
        words=_string(value, "text"),
    )


def _named(found: list[Row]) -> tuple[Row, ...]:
    """Give rows without an id the name of their file, without its folder where that is enough to tell it."""
    if any(row.id is not None or row.file is None for row in found):
        return tuple(found)
    names = Counter(PurePath(str(row.file)).name for row in found)
    return tuple(
        replace(row, id=name if names[name := PurePath(str(row.file)).name] == 1 else row.file) for row in found
    )
