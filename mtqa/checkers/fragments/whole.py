"""What a whole sentence can be that is none."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from mtqa.checkers.fragments.clause import FINITE, SUBJECTS, Clause, has_subject
from mtqa.functionwords import FUNCTION_WORDS
from mtqa.models.parser import Parse
from mtqa.rulepack import word_list

_FEWEST_WORDS = 5
_SPEAKS_TO = re.compile(r"(?i)\b(?:you|your|yours|yourself|yourselves|us|let's|we|our|me|my|i)\b")
_FIRST_WORDS = re.compile(r"([A-Z][a-z]+) ([a-z]+)\b")
_DETERMINERS = frozenset("the a an its his her their this that these those all both every each more".split())
#: Endings that no plain form of a verb has.
_NO_PLAIN_VERB = re.compile(r"(?:[^s]s|ed|ing|ly|er|tion|ment|ness|ity|ism)$")
#: Words that begin a phrase which needs a clause to lean on.
_LEANING = re.compile(
    r"(?:Although|Whereas|Whether|Unless|According to|Due to|Owing to|In order to|Because of|As a result of|"
    r"In addition to|With regard to|In accordance with|Compared with|Together with|Along with|Rather than|Instead of|"
    r"So as to|In response to|With the aim of|For the purpose of|As well as|With the exception of)\b"
)
#: A verb with which no statement begins; “Had he known, …” and questions are another matter.
_VERB_FIRST = re.compile(
    r"(?:Is|Are|Was|Were|Has|Have|Does|Said|Says|Told|Announced|Reported|Added|Emphasized|Stressed|Stated|Explained|"
    r"Declared|Claimed|Believes?|Hopes? that|Thinks?|Expects?|Wants to|Plans to|Hopes to|Intends to|Seeks to|Aims to|"
    r"Refused to|Decided to|Began to|Agreed to|Promised to|Vowed to|Pledged to|Called for|Called on)\b"
)
_VERB_AS_NOUN = re.compile(r"(?:Plans|Hopes|Aims|Calls|Claims|Reports|Believe|Hope|Think|Expect)\b")
_INVERTED = frozenset("said says told explained added announced".split())
_PARTICIPLE = re.compile(
    r"(?:Aimed|Intended|Designed|Aiming|Seeking|Hoping|Causing|Resulting|Leading|Leaving|Making|Bringing|Forcing|"
    r"Prompting|Killing|Injuring|Affecting|Threatening|Raising|Deepening|Worsening|Strengthening|Weakening|Increasing|"
    r"Reducing|Involving|Including|Consisting|Compared|Followed|Caused|Led|Supported|Accompanied|Attended)\b"
)
#: Forms that are finite wherever they stand, so that no parse need say so.
_SURELY_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|shall|should|may|might|must|do|does|did|said|says|went|"
    r"came|took|gave|saw|knew|began|became|fell|rose|grew|wrote|ran|spoke|drew|flew|threw)\b|n't\b"
)
_SAYS = re.compile(
    r"According to [^,]{3,150}? (?:show(?:ed|s)|sa(?:id|ys)|reported|indicate[ds]|reveal(?:ed|s)|f(?:ou|i)nds?|"
    r"suggest(?:ed|s)|state[ds]|announce[ds]|told|tells|note[ds]|add(?:ed|s)|warn(?:ed|s)|claim(?:ed|s)) "
)


def is_command(clause: Clause) -> bool:
    """Tell whether the sentence orders somebody to do something that no reader of news is asked to do."""
    first = _FIRST_WORDS.match(clause.words)
    if first is None or not clause.words.endswith(".") or len(clause.words.split()) < _FEWEST_WORDS:
        return False
    verb = first[1].lower()
    if verb in _verbs_to_readers() or _SPEAKS_TO.search(clause.words):
        return False
    if verb in _plain_verbs():
        return first[2] not in {"of", "is", "was", "said"}
    if verb in FUNCTION_WORDS or _NO_PLAIN_VERB.search(verb):
        return False
    return first[2] in _DETERMINERS and not _SURELY_FINITE.search(clause.words) and _is_parsed_as_command(clause.parse)


def _is_parsed_as_command(parse: Parse) -> bool:
    return (
        bool(parse)
        and parse[0].tag in {"VB", "VBP"}
        and parse[0].dep == "ROOT"
        and not has_subject(parse, 0)
        and any(token.head == 0 and token.dep in {"dobj", "prep"} for token in parse[1:])
    )


@cache
def _plain_verbs() -> frozenset[str]:
    return word_list("plain-verbs")


@cache
def _verbs_to_readers() -> frozenset[str]:
    return word_list("verbs-to-readers")


def _is_tail_as_command(clause: Clause) -> bool:
    # The tail hangs behind its sentence; a paragraph of its own is more likely a writer's device.
    return bool(clause.before) and not clause.before.endswith(('"', ":", "?")) and is_command(clause)


def _lacks_subject(clause: Clause) -> bool:
    words = clause.words
    if not _VERB_FIRST.match(words) or not words.endswith(".") or len(words.split()) < _FEWEST_WORDS:
        return False
    if not _VERB_AS_NOUN.match(words) and ("," in words[:40] or " or " in words):
        return False
    parse = clause.parse
    if len(parse) <= _FEWEST_WORDS:
        return False
    if _VERB_AS_NOUN.match(words):
        # “Plans to build a tunnel were dropped” has its verb further on; “Plans to build a tunnel next year.” has none.
        return parse[1].text == "to" and not any(token.tag in FINITE for token in parse[1:])
    return parse[0].tag != "VBN" and parse[0].dep in {"ROOT", "aux", "auxpass", "ccomp"} and not _is_inverted(parse)


def _is_inverted(parse: Parse) -> bool:
    """Tell whether the speaker follows the verb, as in “Said one: …”."""
    return parse[0].text.lower() in _INVERTED and parse[1].text.lower() not in {"that", "in", "at", "on", "to"}


def _leans_on_nothing(clause: Clause) -> bool:
    return (
        bool(_LEANING.match(clause.words))
        and clause.words.endswith(".")
        and not re.search(r"[?:]|\b(?:yes|no)\b", clause.before[-3:])
        and not re.search(r"[:;\u2013\u2014]", clause.words[:80])
        and not re.search(r"\b[a-z]+ed\b", clause.words.partition(",")[2])
        and _has_no_finite_verb(clause)
        and not _has_verb_behind_comma(clause.parse)
    )


def _has_verb_behind_comma(parse: Parse) -> bool:
    # “According to experts, numbers account for …”: the parser may take a finite verb for a plain form.
    comma = next((number for number, token in enumerate(parse) if token.text == ","), len(parse))
    return any(token.pos in {"VERB", "AUX"} for token in parse[comma:])


def _is_participle_alone(clause: Clause) -> bool:
    return (
        bool(_PARTICIPLE.match(clause.words))
        and bool(clause.before)
        and clause.words.endswith(".")
        and len(clause.words.split()) >= _FEWEST_WORDS
        and _has_no_finite_verb(clause)
        and clause.parse[0].tag in {"VBN", "VBG", "VBD"}
    )


def _has_no_finite_verb(clause: Clause) -> bool:
    if _SURELY_FINITE.search(clause.words) or not clause.parse:
        return False
    return not any(token.tag in FINITE or token.pos == "AUX" for token in clause.parse[1:])


def _speaks_from_according_to(clause: Clause) -> bool:
    if not _SAYS.match(clause.words):
        return False
    parse = clause.parse
    root = next((number for number, token in enumerate(parse) if token.dep == "ROOT"), None)
    if root is None or parse[root].tag not in {"VBD", "VBZ"}:
        return False
    return not any(token.head == root and token.dep in SUBJECTS for token in parse)


#: The first that fits is reported.
SENTENCE_FAULTS: Mapping[str, Callable[[Clause], bool]] = {
    "fragments/tail-as-command": _is_tail_as_command,
    "fragments/according-to-says": _speaks_from_according_to,
    "fragments/no-subject": _lacks_subject,
    "fragments/dependent-alone": _leans_on_nothing,
    "fragments/participle-alone": _is_participle_alone,
}
