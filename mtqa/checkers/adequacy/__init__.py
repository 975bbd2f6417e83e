"""The story against its source: what is missing, added, left untranslated, or says something else."""

from collections.abc import Iterator

from mtqa.analysis import Analysis
from mtqa.checkers.adequacy import coverage, facts, negation, quotes, untranslated
from mtqa.checkers.adequacy.shown import shown
from mtqa.finding import Finding


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what the story has otherwise than its source; raises ``MtqaError``."""
    pairing = analysis.sourced
    if pairing is None or not pairing.story.sentences:
        return
    for span in (*untranslated.foreign(pairing), *untranslated.copied(pairing)):
        found = span.of(analysis.text)
        yield analysis.rules["adequacy/untranslated"].finding(span, found=found)
    if coverage.is_another(pairing):
        yield from coverage.another(analysis, pairing, "adequacy/another-text")
        return
    yield from coverage.check(analysis, pairing, "adequacy")
    yield from facts.check(analysis, pairing, analysis.source_language, "adequacy")
    for pair in pairing.pairs:
        if len(pair.story) == len(pair.other) == 1 and negation.is_lost(
            pairing.words(pair), pairing.story_words(pair), analysis.source_language
        ):
            yield shown(analysis.rules["adequacy/negation"].finding(pair.story_span), pairing.passage(pair.other_span))
    for rule, pairs in (
        ("adequacy/quotation-lost", quotes.lost(pairing)),
        ("adequacy/quotation-gained", quotes.gained(pairing)),
    ):
        for pair in pairs:
            yield shown(analysis.rules[rule].finding(pair.story_span), pairing.passage(pair.other_span))
