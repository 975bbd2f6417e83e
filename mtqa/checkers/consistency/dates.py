"""Weekdays that do not fit their dates, and dates that no calendar has."""

import re
from calendar import monthrange, weekday
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.analysis import Analysis
from mtqa.document import Role
from mtqa.finding import Finding
from mtqa.span import Span

_PROSE = frozenset({Role.HEADLINE, Role.BODY, Role.LIST, Role.CAPTION, Role.DATELINE})
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DATE = re.compile(
    rf"(?:\b{_DAY},? (?:(?:on |the )?\(?))?"
    rf"(?:(?P<month>\b{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d|[,.]?\d)"
    rf"|(?P<dayfirst>\b\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<monthlast>{_MONTH})(?![\w-]))"
    r"(?:,? ?\(?(?P<year>(?:19|20)\d\d)\b(?![-/]\d))?\)?"
    r"(?:,? \(?(?:which was )?an? (?P<after>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)?"
)
_YEAR = re.compile(r"(?<![\w.,$\u00a3\u20ac-])(?:1[89]|20)\d\d(?![\w%]|[,.]\d)")
_LONGEST_MONTH = 31
_MAX_DATES = 2_000
#: "In April 31 tons of it were moved": a count, not a day.
_COUNTED = re.compile(
    r" (?!(?:and|at|in|for|to|when|after|by|as|the|he|she|it|they|said|is|was|but|or|that|with|of)\b)[a-z]"
)
#: Beyond so many months a date without a year may be of the year before or after.
_HALF_YEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Date:
    """A date as told: ``day`` of the week, from 0 for Monday, and the year where they are told with it."""

    span: Span
    role: Role
    month: int
    number: int
    day: int | None
    year: int | None

    def weekday(self, year: int) -> int | None:
        """Return the weekday in that year, if the year has this date."""
        return weekday(year, self.month, self.number) if self.number <= monthrange(year, self.month)[1] else None


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield dates with a wrong weekday, and dates that do not exist."""
    dates = list(_dates(analysis))
    possible = []
    for date in dates:
        if date.number < 1 or date.number > monthrange(date.year or 2000, date.month)[1]:
            if date.number < 1 or date.number > _LONGEST_MONTH or _COUNTED.match(analysis.plain, date.span.end):
                continue
            yield analysis.rules["consistency/impossible-date"].finding(date.span, found=date.span.of(analysis.text))
        else:
            possible.append(date)
    yield from _weekdays(analysis, possible)


def _dates(analysis: Analysis) -> Iterator[_Date]:
    count = 0
    for block in analysis.document.blocks:
        if block.role not in _PROSE:
            continue
        for match in _DATE.finditer(analysis.plain, block.span.start, block.span.end):
            count += 1
            if count > _MAX_DATES:
                return
            if not analysis.is_quoted(Span(*match.span())):
                yield _date(match, block.role)


def _date(match: re.Match[str], role: Role) -> _Date:
    month = match["month"] or match["monthlast"]
    day = match["weekday"] or match["after"]
    start = match.start("weekday") if match["weekday"] else match.start("month" if match["month"] else "dayfirst")
    words = match.string[start : match.end()]
    end = match.end() - (words.endswith(")") and "(" not in words)
    return _Date(
        span=Span(start, end),
        role=role,
        month=_MONTHS.index(month[:3].lower()) + 1,
        number=int(match["day"] or match["dayfirst"]),
        day=next(number for number, name in enumerate(_DAYS) if name.startswith(day[:3])) if day else None,
        year=int(match["year"]) if match["year"] else None,
    )


def _weekdays(analysis: Analysis, dates: Sequence[_Date]) -> Iterator[Finding]:
    rule = analysis.rules["consistency/weekday"]
    anchor = _anchor(analysis, dates)
    undecided = []
    for date in dates:
        if date.day is None:
            continue
        likely = _likely_years(date, anchor)
        if not likely:
            undecided.append(date)
            continue
        true = date.weekday(likely[0])
        if true is not None and date.day not in {date.weekday(year) for year in likely}:
            yield rule.finding(
                date.span,
                suggestions=_mended(date, true, analysis),
                confidence=rule.confidence if date.year else 0.6,
                found=date.span.of(analysis.text),
                reason=f"in {likely[0]} that was a {_DAYS[true]}",
            )
    yield from _clashes(analysis, undecided)


def _mended(date: _Date, true: int, analysis: Analysis) -> tuple[str, ...]:
    """Return the date with its weekday corrected, where the weekday is written out."""
    found = date.span.of(analysis.text)
    assert date.day is not None
    wrong = _DAYS[date.day]
    return (found.replace(wrong, _DAYS[true], 1),) if wrong in found else ()


def _anchor(analysis: Analysis, dates: Sequence[_Date]) -> _Date | None:
    """Return the date that tells which year the story is of: that of the dateline, or one with the only year it names."""
    for date in dates:
        if date.year and date.role is Role.DATELINE:
            return date
    full = [date for date in dates if date.year and date.day is not None]
    named = {int(match.group()) for match in _YEAR.finditer(analysis.plain)}
    return full[0] if full and named == {full[0].year} else None


def _likely_years(date: _Date, anchor: _Date | None) -> list[int]:
    """Return the years that the date may be of, the likeliest first."""
    if date.year:
        return [date.year]
    if not anchor or not anchor.year:
        return []
    if anchor.role is Role.DATELINE and abs(date.month - anchor.month) <= _HALF_YEAR:
        return [anchor.year]
    return [anchor.year, anchor.year + 1, anchor.year - 1]


def _clashes(analysis: Analysis, dates: Sequence[_Date]) -> Iterator[Finding]:
    """Yield dates without a year whose weekday fits no year in which the weekday of the first one fits."""
    if len(dates) < 2:
        return
    rule = analysis.rules["consistency/weekday"]
    fits = {
        year: {number for number, date in enumerate(dates) if date.weekday(year) == date.day}
        for year in range(2000, 2028)
    }
    best = max(fits.values(), key=lambda numbers: (len(numbers), -min(numbers, default=len(dates))))
    if not best or len(best) == len(dates):
        return
    first = dates[min(best)]
    for number, date in enumerate(dates):
        if number not in best and abs(date.month - first.month) <= _HALF_YEAR:
            same_year = next(year for year, numbers in fits.items() if numbers == best)
            true = date.weekday(same_year)
            if true is not None and len(best) * 2 >= len(dates):
                yield rule.finding(
                    date.span,
                    suggestions=_mended(date, true, analysis),
                    confidence=0.6,
                    found=date.span.of(analysis.text),
                    reason=f"if {first.span.of(analysis.text)} is right, that is a {_DAYS[true]}",
                )
