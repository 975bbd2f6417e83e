"""How many faults planted into human translations are found with the source in view, and how many false alarms sound ones raise.

    python -m tests.sourcing --vectors CACHE wmt2021-zh-en.jsonl.gz … [--kept-apart] [--most N]

A fifth of the pairs, by hash of the source, is kept apart; without ``--kept-apart`` the others are used. Facts are planted into
single pairs; omissions and additions into stories of twelve consecutive pairs.
"""

import argparse
import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers import adequacy
from mtqa.checkers.adequacy import bodies, calendar, measures, places
from mtqa.checkers.consistency.quantities import quantities
from mtqa.document import Article
from mtqa.finding import Finding
from mtqa.knowledge import Knowledge
from mtqa.models import Models
from mtqa.models.crosslingual import USE_LANGUAGES
from mtqa.models.lexicon import Lexicon
from mtqa.rulepack import builtin_packs, read_packs
from mtqa.span import Span
from tests.aligning import Cached, language, parts

Planted = tuple[str, Span]
_LEAST = 0.5
_COUNTRIES = "France Germany Russia China Japan Spain Italy Brazil India Turkey Egypt Kenya Canada Mexico".split()
_PEOPLES = "French German Russian Chinese Japanese Spanish Italian Brazilian Indian Turkish Egyptian Canadian".split()
_CITIES = "Paris Berlin Moscow Shanghai Tokyo Madrid Rome London Mumbai Cairo Toronto Chicago".split()
_UNITS = ("dollars", "euros", "yen", "yuan", "roubles", "tonnes", "kilometers", "barrels")
_BODIES = (
    "World Bank",
    "NATO",
    "European Commission",
    "Reuters",
    "Bank of Japan",
    "Amnesty International",
    "Samsung",
    "FIFA",
    "Interpol",
    "White House",
    "Kremlin",
    "UNESCO",
)
_WORDS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()


def is_kept_apart(source: str) -> bool:
    return hashlib.sha256(source.encode()).digest()[0] % 5 == 0


class Measure:
    def __init__(self, vectors: Path) -> None:
        self.encoder = Cached(vectors)
        self.encoder.languages = USE_LANGUAGES
        self.lexicon: Lexicon | None = None
        self.models = Models(make_cross_lingual=lambda _: self.encoder, make_lexicon=self._lexicon)
        self.rules = read_packs([builtin_packs()])
        self.knowledge = Knowledge([builtin_packs()])

    def _lexicon(self, _: str) -> Lexicon:
        assert self.lexicon is not None
        return self.lexicon

    def findings(self, story: str, source: str, language: str) -> list[Finding]:
        article = Article(
            document=readers.document(story, "story"),
            source=readers.document(source, "source"),
            source_language=language,
        )
        analysis = Analysis(article=article, rules=self.rules, models=self.models, knowledge=self.knowledge)
        return [finding for finding in adequacy.check(analysis) if finding.confidence >= _LEAST]


def facts(text: str, draw: random.Random, knowledge: Knowledge) -> Iterator[tuple[str, str, Span]]:
    """Yield the kind, the text with one fact changed, and where."""
    whole = Span(0, len(text))
    numbers = [each for each in quantities(text, whole) if each.is_plain and _is_told(each.span.of(text))]
    if numbers:
        number = draw.choice(numbers)
        yield "number", *_put(text, number.span, _other_number(number.span.of(text), draw))
    named = list(calendar.english(text, whole))
    if named:
        span, (kind, at) = draw.choice(named)
        names = calendar.MONTHS if kind == "month" else calendar.WEEKDAYS
        other = draw.choice([name for number, name in enumerate(names, 1) if number != at])
        yield "date", *_put(text, span, other)
    found = list(places.english(text, whole, knowledge.gazetteer))
    if found:
        place = draw.choice(found)
        words = place.span.of(text)
        pool = _CITIES
        if any(len(name) == 2 and name.isupper() for name in place.meant):
            pool = _COUNTRIES if words in _country_names(knowledge) else _PEOPLES
        other = draw.choice([name for name in pool if name not in text])
        yield "place", *_put(text, place.span, other)
    units = list(measures.english(text, whole))
    if units:
        unit = draw.choice(units)
        if (words := unit.span.of(text)).isalpha():
            pool = [name for name in _UNITS if not measures.stands_for(unit.name, frozenset({name[:-1], name}))]
            yield "unit", *_put(text, unit.span, draw.choice([name for name in pool if name != words]))
    mentioned = list(bodies.english(text, whole))
    if mentioned:
        mention = draw.choice(mentioned)
        others = [name for name in _BODIES if name not in text and name != mention.body.name]
        yield "institution", *_put(text, mention.span, draw.choice(others))


def _country_names(knowledge: Knowledge) -> set[str]:
    return {name for country in knowledge.gazetteer.countries for name in country.names}


def _is_told(words: str) -> bool:
    return any(character.isdigit() for character in words) or words.lower() in _WORDS


def _other_number(words: str, draw: random.Random) -> str:
    if words.lower() in _WORDS:
        return draw.choice([word for word in _WORDS if word != words.lower()])
    digits = [match.start() for match in re.finditer(r"\d", words)]
    at = draw.choice(digits[:2])
    other = draw.choice([digit for digit in "123456789" if digit != words[at]])
    return words[:at] + other + words[at + 1 :]


def _put(text: str, span: Span, words: str) -> tuple[str, Span]:
    return text[: span.start] + words + text[span.end :], Span(span.start, span.start + len(words))


def main() -> None:  # noqa: C901, PLR0912, PLR0915 - a script
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--stories", type=int, default=25)
    parser.add_argument("--kept-apart", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    measure = Measure(options.vectors)
    found: Counter[tuple[str, str]] = Counter()
    planted: Counter[tuple[str, str]] = Counter()
    false: Counter[str] = Counter()
    story_alarms: Counter[str] = Counter()
    pairs_seen = stories = 0
    for spoken, pairs, measure.lexicon in ((language(file), *part) for file in options.files for part in parts(file)):
        draw = random.Random(5)
        kept = [pair for pair in pairs if is_kept_apart(pair[0]) == options.kept_apart]
        for source, story in kept[: options.most]:
            pairs_seen += 1
            alarms = measure.findings(story, source, spoken)
            if alarms:
                false[spoken] += 1
            for alarm in alarms:
                false[alarm.rule] += 1
                if options.show:
                    print(
                        "FALSE",
                        alarm.rule,
                        repr(alarm.span.of(story)),
                        alarm.message[-60:],
                        "|",
                        story[:250],
                        "|",
                        source[:160],
                    )
            for kind, text, span in facts(story, draw, measure.knowledge):
                planted[kind, spoken] += 1
                hits = [hit for hit in measure.findings(text, source, spoken) if hit.span.overlaps(span)]
                found[kind, spoken] += bool(hits)
                if options.show and not hits:
                    print("MISSED", kind, repr(span.of(text)), "|", story[:250], "|", source[:160])
        for _ in range(options.stories):
            start = draw.randrange(len(pairs) - 12)
            window = pairs[start : start + 12]
            if not any(is_kept_apart(source) == options.kept_apart for source, _ in window):
                continue
            at = draw.choice([at for at in range(12) if is_kept_apart(window[at][0]) == options.kept_apart])
            if len(window[at][1]) < 30 or len({source for source, _ in window}) < 12:
                continue
            source = "\n".join(source for source, _ in window)
            without = "\n".join(story for number, (_, story) in enumerate(window) if number != at)
            gap = window[at][0]
            sound = measure.findings("\n".join(story for _, story in window), source, spoken)
            stories += 1
            story_alarms.update(alarm.rule for alarm in sound)
            if options.show:
                for alarm in sound:
                    print(
                        "STORY", alarm.rule, alarm.message[-70:], "|", alarm.source.text[:160] if alarm.source else ""
                    )
            planted["omission", spoken] += 1
            hits = [hit for hit in measure.findings(without, source, spoken) if hit.rule == "adequacy/omission"]
            right = [hit for hit in hits if hit.source and (hit.source.text in gap or gap in hit.source.text)]
            found["omission", spoken] += bool(right)
            if options.show and not right:
                print("MISSED omission", gap, "|", window[at][1])
            stranger = draw.choice([story for _, story in pairs if len(story) > 60])
            planted["addition", spoken] += 1
            text = "\n".join([*(story for _, story in window[:at]), stranger, *(story for _, story in window[at:])])
            hits = [hit for hit in measure.findings(text, source, spoken) if hit.rule == "adequacy/addition"]
            found["addition", spoken] += any(hit.span.of(text) in stranger for hit in hits)
        measure.encoder.save()
    for kind in ("number", "date", "place", "institution", "unit", "omission", "addition"):
        by = {
            language: f"{found[kind, language]}/{count}" for (name, language), count in planted.items() if name == kind
        }
        total = sum(count for (name, _), count in planted.items() if name == kind)
        hit = sum(count for (name, _), count in found.items() if name == kind)
        print(f"{kind}: {hit / max(total, 1):.3f} ({hit}/{total})", by)
    print(f"false in {stories} whole stories of 12 pairs: {sum(story_alarms.values())}", dict(story_alarms))
    wrong = sum(count for name, count in false.items() if len(name) == 2)
    print(f"false: {wrong} of {pairs_seen} pairs, {100 * wrong / max(pairs_seen, 1):.2f}%", dict(false))


if __name__ == "__main__":
    main()
