"""Fields between tabs, a record a line."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one line, and its number from 1."""

    number: int
    fields: tuple[str, ...]


def lines(text: str) -> list[Line]:
    """Return the fields of every line that is not blank.

    Lines end at LF or CR LF only, since a field may hold U+2028 and its like.
    """
    return [
        Line(number, tuple(unquoted(field) for field in line.removesuffix("\r").split("\t")))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def unquoted(field: str) -> str:
    """Return what a field says without the quotation marks that a writer of CSV put around it.

    The task-2 files of 2022 and 2023 came out of a program that puts a field with a quotation mark in it between
    quotation marks and doubles those inside (RFC 4180); their offsets count the text as it was before. A field that only
    begins and ends with quotation marks is left alone.
    """
    inside = field[1:-1]
    if len(field) < 2 or field[0] != '"' or field[-1] != '"' or '""' not in inside:
        return field
    return field if '"' in inside.replace('""', "") else inside.replace('""', '"')


def columns(header: Line, names: Sequence[frozenset[str]]) -> tuple[int, ...] | None:
    """Return where each of the columns stands, each given by the names it goes by; nothing if one is missing."""
    heads = [field.strip().lower().replace(" ", "_") for field in header.fields]
    places = [next((at for at, head in enumerate(heads) if head in known), None) for known in names]
    found = tuple(place for place in places if place is not None)
    return found if len(found) == len(names) else None
