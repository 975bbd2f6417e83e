"""Numbers, months, weekdays, places and institutions that the story has otherwise than what it is held against."""

from collections import Counter
from collections.abc import Iterator

from mtqa.analysis import Analysis
from mtqa.checkers.adequacy import bodies, calendar, cities, countries, measures, numbers, places
from mtqa.checkers.adequacy.figures import figures
from mtqa.checkers.adequacy.shown import shown
from mtqa.finding import Finding
from mtqa.pairing import Pairing
from mtqa.span import Span


def check(analysis: Analysis, pairing: Pairing, language: str, pack: str) -> Iterator[Finding]:
    """Yield facts that changed; *pack* is ``adequacy`` or ``reference``."""
    yield from _numbers(analysis, pairing, language, pack)
    yield from _dates(analysis, pairing, language, pack)
    yield from _places(analysis, pairing, language, pack)
    yield from _bodies(analysis, pairing, pack)
    yield from _measures(analysis, pairing, language, pack)


def _numbers(analysis: Analysis, pairing: Pairing, language: str, pack: str) -> Iterator[Finding]:
    plain = pairing.story.plain
    for number, pair in enumerate(pairing.pairs):
        if not pair.other or not pair.story:
            continue
        mine = numbers.story_figures(plain, pair.story_span, language)
        if not mine:
            continue
        near_source, near_story = pairing.around(number)
        words = pairing.words(pair)
        there = figures(words, language)
        around = figures(near_story, "en")
        for change in numbers.changes(mine, around, there, figures(near_source, language)):
            others = ", ".join(dict.fromkeys(words[other.start : other.end] for other in change.others))
            yield _finding(analysis, pairing, number, rule=f"{pack}/number", span=change.span, other=others)


def _dates(analysis: Analysis, pairing: Pairing, language: str, pack: str) -> Iterator[Finding]:
    plain = pairing.story.plain
    for number, pair in enumerate(pairing.pairs):
        if not pair.other or not pair.story:
            continue
        mine = list(calendar.english(plain, pair.story_span))
        if not mine:
            continue
        near_source, _ = pairing.around(number)
        supported = {*calendar.named(near_source, language), *calendar.dotted(near_source)}
        lost = calendar.named(pairing.words(pair), language) - Counter(name for _, name in mine)
        for span, name in mine:
            others = [other for other in sorted(lost) if other[0] == name[0]]
            if name not in supported and others:
                names = calendar.MONTHS if name[0] == "month" else calendar.WEEKDAYS
                other = ", ".join(names[at - 1] for _, at in others)
                yield _finding(analysis, pairing, number, rule=f"{pack}/date", span=span, other=other)


def _places(analysis: Analysis, pairing: Pairing, language: str, pack: str) -> Iterator[Finding]:
    plain, gazetteer = pairing.story.plain, analysis.knowledge.gazetteer
    for number, pair in enumerate(pairing.pairs):
        if not pair.other or not pair.story:
            continue
        mine = list(places.english(plain, pair.story_span, gazetteer))
        if not mine:
            continue
        near_source, near_story = pairing.around(number)
        strange = [
            place
            for place in mine
            if place.span.of(plain) not in near_source and not places.supported(near_source, language, place.meant)
        ]
        if not strange:
            continue
        around = places.english(near_story, Span(0, len(near_story)), gazetteer)
        mentioned = frozenset(name for place in around for name in place.meant)
        words = pairing.words(pair)
        # Lost is what the story near it does not have, and what it has less often.
        here = Counter(name for place in mine for name in place.meant)
        lost = {
            code
            for code, times in countries.named(words, language).items()
            if code not in mentioned or 0 < here[code] < times
        }
        for names, times in _cities(words, language).items():
            told = sum(here[city] for city in names)
            if 0 < told < times or not any(cities.is_told(city, near_story) for city in names):
                lost.add(min(names))
        # A sign that stands for a country counts where a country is strange and nothing else can have become it.
        if not lost and all(map(places.is_country, strange)):
            lost = set(countries.signed(words) - mentioned)
        # A name that changed is one for one; more are names that the source's language has in other forms.
        if len(lost) >= len({place.meant for place in strange}):
            for place in strange:
                yield _finding(
                    analysis, pairing, number, rule=f"{pack}/place", span=place.span, other=", ".join(sorted(lost))
                )


def _cities(words: str, language: str) -> Counter[frozenset[str]]:
    """Return the cities that a source is sure to name: without endings, too many words are spelt as some city is."""
    return Counter() if language in countries.WITHOUT_ENDINGS else cities.cities_in(words)


def _bodies(analysis: Analysis, pairing: Pairing, pack: str) -> Iterator[Finding]:
    plain = pairing.story.plain
    for number, pair in enumerate(pairing.pairs):
        if not pair.other or not pair.story:
            continue
        mine = list(bodies.english(plain, pair.story_span))
        if not mine:
            continue
        near_source, near_story = pairing.around(number)
        supported = bodies.named(near_source)
        strange = [mention for mention in mine if not bodies.is_meant(mention.body, supported)]
        if not strange:
            continue
        told = tuple(mention.body for mention in bodies.english(near_story, Span(0, len(near_story))))
        lost = [body for body in bodies.named(pairing.words(pair)) if not bodies.is_meant(body, told)]
        if len(lost) >= len({mention.body.name for mention in strange}):
            for mention in strange:
                other = ", ".join(body.name for body in lost)
                yield _finding(analysis, pairing, number, rule=f"{pack}/institution", span=mention.span, other=other)


def _measures(analysis: Analysis, pairing: Pairing, language: str, pack: str) -> Iterator[Finding]:
    plain = pairing.story.plain
    for number, pair in enumerate(pairing.pairs):
        if not pair.other or not pair.story:
            continue
        mine = list(measures.english(plain, pair.story_span))
        if not mine:
            continue
        near_source, near_story = pairing.around(number)
        supported = measures.named(near_source, language)
        strange = [measure for measure in mine if not measures.stands_for(measure.name, supported)]
        told = frozenset(measure.name for measure in measures.english(near_story, Span(0, len(near_story))))
        lost = {name for name in measures.named(pairing.words(pair), language) if not measures.stands_for(name, told)}
        if strange and len(lost) == 1:
            for measure in strange:
                yield _finding(analysis, pairing, number, rule=f"{pack}/unit", span=measure.span, other=" ".join(lost))


def _finding(analysis: Analysis, pairing: Pairing, number: int, *, rule: str, span: Span, other: str) -> Finding:  # noqa: PLR0913
    passage = pairing.passage(pairing.pairs[number].other_span)
    found = span.of(pairing.story.document.text)
    return shown(analysis.rules[rule].finding(span, found=found, other=other), passage)
