"""What can be wrong with a passage of a sentence."""

import re
from collections.abc import Callable, Iterator, Mapping

from mtqa.checkers.fragments.clause import Clause
from mtqa.span import Span

#: A span in the sentence, and what to put there.
Mended = Iterator[tuple[Span, tuple[str, ...]]]

#: Words that begin a sentence in small letters by mistake; a firm or a poet may choose to.
SMALL_START = re.compile(
    r"(?:and|but|the|that|which|said|says|was|were|is|are|has|had|will|because|according to|in order to|while|who|when|"
    r"their|his|her|its|this|these|also|however|therefore|by the|of the|in the|on the|to the|for the|with the) [a-z]"
)
#: Nouns for states and doings, which name nothing by themselves and do not close a proper name.
_ABSTRACT = (
    r"(?:Relationships?|Difficult(?:y|ies)|Situations?|Problems?|Increases?|Decreases?|Reductions?|Improvements?|"
    r"Deteriorations?|Strengthening|Weakening|Deepening|Expansions?|Achievements?|Circumstances?|Reasons?|Results?|"
    r"Consequences?|Possibilit(?:y|ies)|Importance|Influences?|Differences?|Behaviou?rs?|Contents?|Meanings?|Opinions?|"
    r"Attitudes?|Efforts?|Aspects?|Tendenc(?:y|ies)|Degrees?|Demands?|Requests?|Requirements?|Suggestions?|Decisions?|"
    r"Tensions?|Threats?|Dangers?|Loss(?:es)?|Damages?|Injur(?:y|ies)|Deaths?|Participants?|Supporters?|Opponents?|"
    r"Friendships?|Ties|Sanctions|Negotiations?)"
)
_STRAY_CAPITAL = re.compile(rf"(?<=[a-z] )((?:[A-Z][\w'-]+ ){{0,3}})({_ABSTRACT})(?=[.,;]|\s+[a-z])")
_NAME_GOES_ON = re.compile(r"(?:\b[A-Z][\w'-]*(?: (?:of|for|and|on|in|de|&)(?: the)?)?|\b[Tt]he) $")
_PLACES = frozenset({"GPE", "NORP", "LOC"})
_GLUED = re.compile(
    # He and She behind a capital are names: Liu He, Ms. She.
    r"(?:(?<!\w)[a-z]{2,} |[a-z]{2,} (?!S?[Hh]e\b))"
    r"((?:He|She|They|It|We|However,?|But|This|These|There|In addition,?|At the same time,?|According to) "
    r"(?:\w+ ){0,2}(?:is|are|was|were|has|have|had|will|would|can|could|should|said|added|also|to the)\b)"
)
_QUOTED_OR_LISTED = re.compile(r"[\"'(:\u2018\u2019]")
_ABBREVIATED = re.compile(r"\b(?:etc|incl|approx|\w)\.$")


def _stray_capitals(clause: Clause) -> Mended:
    for match in _STRAY_CAPITAL.finditer(clause.words):
        before = clause.words[: match.start()]
        if match[1]:
            named = bool(re.search(r"[A-Z][\w'-]* $", before)) or not _names_place(clause, Span(*match.span(1)))
        else:
            named = bool(_NAME_GOES_ON.search(before))
        if not named:
            yield Span(*match.span(2)), (match[2].lower(),)


def _names_place(clause: Clause, span: Span) -> bool:
    """Tell whether the capitals before the noun are a name by themselves: one the story has elsewhere, or a place."""
    name = span.of(clause.words).strip()
    if re.search(rf"\b{re.escape(name)}(?! [A-Z])\b", clause.analysis.plain):
        return True
    inside = [token for token in clause.parse if span.covers(token.span)]
    return bool(inside) and all(token.entity in _PLACES for token in inside)


def _glued(clause: Clause) -> Mended:
    for match in _GLUED.finditer(clause.words):
        if not _QUOTED_OR_LISTED.search(clause.words[: match.start(1)]):
            yield Span(*match.span(1)), ()


def _small_starts(clause: Clause) -> Mended:
    if clause.before.endswith(".") and SMALL_START.match(clause.words) and not _ABBREVIATED.search(clause.before):
        first = clause.words.split()[0]
        yield Span(0, len(first)), (first.capitalize(),)


PASSAGE_FAULTS: Mapping[str, Callable[[Clause], Mended]] = {
    "fragments/stray-capital": _stray_capitals,
    "fragments/glued": _glued,
    "fragments/small-start": _small_starts,
}
