"""Sentences that are cut off, glued together or lack what a clause needs.

The parser is one witness and never the only one: it reads garble as calmly as prose. Punctuation, the words at the
borders, the role of the block and the sentence before have to agree with it, and it is asked last, since it is slow to
wake: most sound stories are read without it.
"""

from collections.abc import Iterator

from mtqa.analysis import Analysis
from mtqa.checkers.fragments.clause import clauses
from mtqa.checkers.fragments.paragraphs import paragraph_faults
from mtqa.checkers.fragments.passages import PASSAGE_FAULTS
from mtqa.checkers.fragments.whole import SENTENCE_FAULTS, is_command
from mtqa.finding import Finding

#: A story that talks to its reader more often than this is advice, and its commands are meant.
_MOST_STRAY_COMMANDS = 2


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what is wrong with the build of the sentences in the running text."""
    told = list(clauses(analysis))
    advises = sum(is_command(clause) for clause in told) > _MOST_STRAY_COMMANDS
    for clause in told:
        span, words = clause.sentence.span, clause.words
        for name, fits in SENTENCE_FAULTS.items():
            if fits(clause) and not (advises and name == "fragments/tail-as-command"):
                yield analysis.rules[name].finding(span, first=" ".join(words.split()[:2]))
                break
        for name, find in PASSAGE_FAULTS.items():
            for found, suggestions in find(clause):
                place = found.shifted(span.start)
                yield analysis.rules[name].finding(place, suggestions=suggestions, found=place.of(analysis.text))
    yield from paragraph_faults(analysis)
