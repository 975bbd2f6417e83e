"""Numbers of the story that the source does not have, where the source has others that the story does not have."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from mtqa.checkers.adequacy.figures import SPELLED, Figure
from mtqa.checkers.consistency.quantities import quantities
from mtqa.span import Span

#: Number words that say no number: one of them, a second time.
_VAGUE = frozenset("one zero".split())
#: What a measure is worth in the units that other languages use for it.
_CONVERTED: tuple[tuple[re.Pattern[str], tuple[float, ...]], ...] = (
    (re.compile(r"[ -]?(?:square )?(?:miles?|mph)\b", re.IGNORECASE), (0.6214, 0.3861, 0.3107)),
    (re.compile(r"[ -]?(?:square )?(?:feet|foot|ft)\b", re.IGNORECASE), (3.281, 10.764, 0.03281, 35.58)),
    (re.compile(r"[ -]?(?:inch(?:es)?|in\.)", re.IGNORECASE), (0.3937,)),
    (re.compile(r"[ -]?(?:pounds?|lbs?)\b", re.IGNORECASE), (2.2046, 1.1023)),
    (re.compile(r"[ -]?acres?\b", re.IGNORECASE), (2.471, 0.1647)),
    (re.compile(r"[ -]?(?:hectares?)\b", re.IGNORECASE), (0.0667,)),
    (re.compile(r"[ -]?(?:kilomet(?:re|er)s?|km)\b", re.IGNORECASE), (0.5, 1.609)),
    (re.compile(r"[ -]?(?:kilograms?|kilos?|kg)\b", re.IGNORECASE), (0.5,)),
)
_FAHRENHEIT = re.compile(r" ?(?:°F|degrees Fahrenheit)\b")
_CLOCK = re.compile(r"(?::\d\d)? ?(?:[ap]\.?m\b|o'clock|in the (?:morning|afternoon|evening))", re.IGNORECASE)
_MINUTES = re.compile(r":(\d\d)\b")
#: The full hour and the half have words of their own.
_ROUND_MINUTES = frozenset({"00", "30"})
#: A day and a night, which other languages have a word for.
_DAY, _HOURS = 24.0, re.compile(r"[ -]hours?\b")
#: A year that a translator adds, for who reads it later, takes no other number's place.
_YEARS = range(1900, 2100)
_ATTACHED = re.compile(r"(?!st\b|nd\b|rd\b|th\b|s\b|am\b|pm\b|km\b|m\b|cm\b|kg\b|bn\b)[A-Za-z]")
#: From here on, and in numbers with a fraction, a translator may round.
_ROUNDED = 1_000


@dataclass(frozen=True, slots=True)
class Change:
    """A number of the story, and where those of the source stand that the story has not (in the text given)."""

    span: Span
    others: tuple[Figure, ...]


def story_figures(plain: str, within: Span, language: str) -> list[Figure]:
    """Return the numbers of English prose that a source in a language can be asked for; spans count in *plain*."""
    found = []
    for quantity in quantities(plain, within):
        words = quantity.span.of(plain)
        has_digits = any(character.isdigit() for character in words)
        if not has_digits and (not quantity.is_plain or words.lower() in _VAGUE or language not in SPELLED):
            continue
        behind = plain[quantity.span.end : quantity.span.end + 30]
        if has_digits and (_ATTACHED.match(behind) or (quantity.value == _DAY and _HOURS.match(behind))):
            continue
        found.append(Figure(*_trimmed(plain, quantity.span), _meant(quantity.value, behind), plain=True))
    found += (
        Figure(match.start() + 1, match.end(), frozenset({float(match[1])}), plain=True)
        for match in _MINUTES.finditer(plain, within.start, within.end)
        if plain[match.start() - 1 : match.start()].isdigit() and match[1] not in _ROUND_MINUTES
    )
    return found


def changes(
    story: Iterable[Figure], near_story: Iterable[Figure], source: Iterable[Figure], near_source: Iterable[Figure]
) -> Iterator[Change]:
    """Yield each number of a passage that the source near it lacks, if its own source has numbers that the story lacks."""
    supported = list(near_source)
    mentioned = list(near_story)
    lost = tuple(_unmatched((figure for figure in source if figure.plain), mentioned))
    if not lost:
        return
    for figure in story:
        instead = tuple(other for other in lost if _is_large(other)) if _is_year(figure) else lost
        if figure.plain and instead and not any(same(figure, other) for other in supported):
            yield Change(Span(figure.start, figure.end), instead)


def _is_large(figure: Figure) -> bool:
    return max(figure.readings) >= _YEARS.start / 2


def _is_year(figure: Figure) -> bool:
    return all(reading in _YEARS for reading in figure.readings)


def _unmatched(figures: Iterable[Figure], others: list[Figure]) -> Iterator[Figure]:
    """Yield the figures without a partner; each of the others can be the partner of one."""
    free = list(others)
    for figure in figures:
        partner = next((other for other in free if same(figure, other)), None)
        if partner is None:
            yield figure
        else:
            free.remove(partner)


def same(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may mean one number, rounded perhaps."""
    if one.readings & other.readings:
        return True
    return any(_near(left, right) for left in one.readings for right in other.readings)


def _near(left: float, right: float) -> bool:
    small, large = sorted((abs(left), abs(right)))
    if large == 0:
        return True
    if abs(left - right) < 1e-6 * large:
        return True
    # 1990s and the 90s, 2018 and '18
    if 1900 <= large < 2100 and small == large % 100 > 0:
        return True
    if large < _ROUNDED and left == int(left) and right == int(right):
        return False
    steps = max(_step(left), _step(right)), min(_step(left), _step(right))
    return steps[0] > steps[1] and abs(left - right) <= 0.51 * steps[0] and abs(left - right) < 0.06 * large


def _step(value: float) -> float:
    """Return the unit that a number is told in: 100 for 1,200, a tenth for 1.2."""
    step = 1e-3
    while step * 10 <= abs(value) and abs(value / (step * 10) - round(value / (step * 10))) < 1e-9:
        step *= 10
    return step


def _meant(value: float, behind: str) -> frozenset[float]:
    said = {value}
    said |= set(
        chain.from_iterable(
            (value / factor for factor in factors) for unit, factors in _CONVERTED if unit.match(behind)
        )
    )
    said = {value, *(float(f"{each:.2g}") for each in said - {value}), *(float(round(each)) for each in said - {value})}
    if _FAHRENHEIT.match(behind):
        said |= {float(round((value - 32) / 1.8))}
    if _CLOCK.match(behind) and value <= 12:
        said |= {value + 12, (value + 12) % 24}
    return frozenset(said)


def _trimmed(plain: str, span: Span) -> tuple[int, int]:
    words = span.of(plain)
    return span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip())
