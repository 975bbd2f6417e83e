"""Which predictions belong to which gold row, and whether both are about the same text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa import readers
from mtqa.errors import ReadError
from mtqa.evaluation.rows import Mark, PairingError, Row, RowError, Sheet, shown
from mtqa.readers import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A text with the marks that should be there and those that are; every span lies inside the text."""

    text: str
    gold: tuple[Mark, ...]
    predicted: tuple[Mark, ...]
    document: str | None = None


def paired(gold: Sheet, predictions: Sheet) -> list[Pair]:
    """Return a pair for each gold row, in order.

    Rows with ids belong together by id: one prediction serves all gold rows of its id (several raters of one segment), or
    there are as many of both and they go in order. Where a file has no ids, or its ids are the places 0, 1, 2 … and the
    other's are none of these, rows go by place. One story on either side is that story, whatever the file is called.

    Raises ``PairingError`` where ids or texts do not match, ``RowError`` for a span outside its text or around other
    words than it says, and ``ReadError`` for a story that should have the text and cannot be read.
    """
    return [_pair(one, other, gold, predictions) for one, other in _matched(gold, predictions)]


def _matched(gold: Sheet, predictions: Sheet) -> Iterable[tuple[Row, Row]]:
    ours, theirs = _ids(gold.rows), _ids(predictions.rows)
    if ours is None or theirs is None:
        return _by_place(gold, predictions)
    if ours.keys() == theirs.keys():
        return _by_id(gold, predictions)
    if len(gold.rows) == len(predictions.rows) == 1 and (gold.rows[0].file or predictions.rows[0].file):
        return [(gold.rows[0], predictions.rows[0])]
    if ours.keys().isdisjoint(theirs) and (_are_places(gold.rows) or _are_places(predictions.rows)):
        return _by_place(gold, predictions)
    sheet, other, missing = min(
        (gold, predictions, [id_ for id_ in ours if id_ not in theirs]),
        (predictions, gold, [id_ for id_ in theirs if id_ not in ours]),
        key=lambda found: not found[2],
    )
    told = (
        f"the id {shown(missing[0])} is"
        if len(missing) == 1
        else f"the id {shown(missing[0])} and {len(missing) - 1} more are"
    )
    line = next(row.line for row in sheet.rows if row.id == missing[0])
    raise PairingError(f"{sheet.path}:{line}: {told} not in {other.path}")


def _ids(rows: Sequence[Row]) -> defaultdict[str, list[Row]] | None:
    """Return the rows of each id, or nothing where a row has none."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.id is None:
            return None
        found[row.id].append(row)
    return found


def _are_places(rows: Sequence[Row]) -> bool:
    return {row.id for row in rows} == {str(place) for place in range(len(rows))}


def _in_place(rows: Sequence[Row]) -> Sequence[Row]:
    return sorted(rows, key=lambda row: int(row.id or 0)) if _are_places(rows) else rows


def _by_place(gold: Sheet, predictions: Sheet) -> Iterable[tuple[Row, Row]]:
    ours, theirs = _in_place(gold.rows), _in_place(predictions.rows)
    if len(ours) == len(theirs):
        return zip(ours, theirs, strict=True)
    segments = _ids(ours)
    if segments is not None and len(segments) == len(theirs):
        of_segment = dict(zip(segments, theirs, strict=True))
        return [(row, of_segment[row.id]) for row in ours if row.id is not None]
    raise PairingError(
        f"{gold.path} has {len(ours):,} rows and {predictions.path} {len(theirs):,}, and there are no ids to tell which "
        "belong together"
    )


def _by_id(gold: Sheet, predictions: Sheet) -> Iterator[tuple[Row, Row]]:
    ours, theirs = _ids(gold.rows), _ids(predictions.rows)
    assert ours is not None
    assert theirs is not None
    seen: defaultdict[str, int] = defaultdict(int)
    for row in gold.rows:
        assert row.id is not None
        rows = theirs[row.id]
        if len(rows) not in {1, len(ours[row.id])}:
            raise PairingError(
                f"{predictions.path}:{rows[0].line}: the id {shown(row.id)} has {len(rows)} rows, and "
                f"{len(ours[row.id])} in {gold.path}"
            )
        yield row, rows[0] if len(rows) == 1 else rows[seen[row.id]]
        seen[row.id] += 1


def _pair(gold: Row, predicted: Row, gold_sheet: Sheet, sheet: Sheet) -> Pair:
    here, there = f"{gold_sheet.path}:{gold.line}", f"{sheet.path}:{predicted.line}"
    if gold.text is not None and predicted.text is not None and gold.text != predicted.text:
        raise PairingError(f"{there}: the text differs from that of {here} {_difference(gold.text, predicted.text)}")
    text = gold.text if gold.text is not None else predicted.text
    if text is None:
        text = _text_of(gold, gold_sheet) or _text_of(predicted, sheet)
    if text is None:
        raise PairingError(f"{here}: neither this row nor {there} has the text, and no file is there that has it")
    _check(gold.marks, text, gold_sheet.path, gold.line)
    _check(predicted.marks, text, sheet.path, predicted.line)
    return Pair(text=text, gold=gold.marks, predicted=predicted.marks, document=gold.document or predicted.document)


def _difference(text: str, other: str) -> str:
    at = next(
        (at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two),
        len(min(text, other, key=len)),
    )
    return f"from character {at} on: {other[at : at + 20]!r}, not {text[at : at + 20]!r}"


def _text_of(row: Row, sheet: Sheet) -> str | None:
    """Return the text of the file that a row names, looked for beside the sheet and then from here."""
    if row.file is None:
        return None
    for path in (Path(sheet.path).parent / row.file, Path(row.file)):
        try:
            if path.is_file():
                return readers.read(files.load(str(path)), str(path), lambda _: None).document.text
        except (OSError, ValueError) as error:
            raise ReadError(str(path), f"no name of a file: {error}") from error
    return None


def _check(marks: Iterable[Mark], text: str, path: str, line: int) -> None:
    """See that each span lies inside the text and has the words that it says it has."""
    for mark in marks:
        place = f"the span {mark.span.start} to {mark.span.end}"
        if mark.span.end > len(text):
            raise RowError(path, line, f"{place} is outside the text, which has {len(text)} characters")
        if mark.words is not None and mark.words != mark.span.of(text):
            raise RowError(
                path, line, f"{place} should be {mark.words[:40]!r}, and the text has {mark.span.of(text)[:40]!r}"
            )
