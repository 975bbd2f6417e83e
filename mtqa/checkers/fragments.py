"""Sentences that are cut off, glued together or lack what a clause needs.

The parser is one witness and never the only one: it reads garble as calmly as prose. Punctuation, the words at the
borders, the role of the block and the sentence before have to agree with it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mtqa.analysis import Analysis
from mtqa.document import Role, Sentence
from mtqa.finding import Finding
from mtqa.models.parser import Parse
from mtqa.span import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
#: Verbs with which news copy does speak to the reader.
_SAID_TO_READERS = frozenset(
    """accept act add admit allow apply arrange ask assume avoid bake be bear begin behave believe beware blame boil book
    brace break breathe bring browse build buy call cast catch change charge chat check chill choose clean click come
    compare complete consider consult contact continue cook cool count cover create credit cross cue cut dance dare dial
    discover do download drain dream drink drive drop eat email enjoy enter excuse expect experience explore express face
    fancy fast fear feel fill find finish fix flip fly focus fold follow forget gather get give glance go grab grate grow
    guess hang have head hear heat help hold hope hurry imagine include insert join judge jump keep kill know learn leave
    let lie like listen live lock look love lower make mark meet melt mention mind mix move multiply name never note
    notice offer open order pack park pass pause pay perhaps phone pick picture place plan plant play please plug pour
    prepare press pretend prove pull push put question quit quote raise read recall refer register relax remember remove
    rent repeat replace report respond rest return ride ring rinse roast roll run save say scroll search season see seek
    select sell send serve set share shop shout show sign simmer sip sit skip sleep slice smell smile sound speak spend
    sprinkle stand start stay stir stop store study subtract suppose swap swim switch take talk taste tell test text thank
    think throw tie top toss touch trade travel treat trust try tune turn type unplug upload use view visit wait wake walk
    want warm wash watch wear weigh welcome win wipe wish witness wonder work worry wrap write yell""".split()
)
_SPEAKS_TO = re.compile(r"(?i)\b(?:you|your|yours|yourself|yourselves|us|let's|we|our|me|my|i)\b")
#: A story that talks to its reader more often than this is advice, and its commands are meant.
_MOST_STRAY_COMMANDS = 2
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
_PARTICIPLE = re.compile(
    r"(?:Aimed|Intended|Designed|Aiming|Seeking|Hoping|Causing|Resulting|Leading|Leaving|Making|Bringing|Forcing|"
    r"Prompting|Killing|Injuring|Affecting|Threatening|Raising|Deepening|Worsening|Strengthening|Weakening|Increasing|"
    r"Reducing|Involving|Including|Consisting|Compared|Followed|Caused|Led|Supported|Accompanied|Attended)\b"
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
    r"[a-z]{2,} ((?:He|She|They|It|We|However,?|But|This|These|There|In addition,?|At the same time,?|According to) "
    r"(?:\w+ ){0,2}(?:is|are|was|were|has|have|had|will|would|can|could|should|said|added|also|to the)\b)"
)
_CUT_OFF = re.compile(
    r"\b(?:(?:the|an|and|or|but|because|although|whether|than|their|its|your|our|every|whose|which|into|during|towards?|"
    r"upon|regarding|despite|via|per)[.,;:]?|(?:of|to|for|with|by|at|as) (?:the|an?))$"
)
_SMALL_START = re.compile(
    r"(?:and|but|the|that|which|said|says|was|were|is|are|has|had|will|because|according to|in order to|while|who|when|"
    r"their|his|her|its|this|these|also|however|therefore|by the|of the|in the|on the|to the|for the|with the) [a-z]"
)
_ABBREVIATED = re.compile(r"\b(?:etc|incl|approx|\w)\.$")
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """A sentence of the running text: its plain words, its parse, the words before it in its paragraph, its story."""

    sentence: Sentence
    words: str
    parse: Parse
    before: str
    story: str


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield what is wrong with the build of the sentences in the running text."""
    clauses = _clauses(analysis)
    addressed = sum(_is_command(clause) for clause in clauses)
    for clause in clauses:
        span, words = clause.sentence.span, clause.words
        for name, fits in _SENTENCE_FAULTS.items():
            if fits(clause) and (name != "fragments/tail-as-command" or addressed <= _MOST_STRAY_COMMANDS):
                yield analysis.rules[name].finding(span, first=" ".join(words.split()[:2]))
                break
        for name, find in _PASSAGE_FAULTS.items():
            for found, suggestions in find(clause):
                yield analysis.rules[name].finding(
                    found.shifted(span.start), suggestions=suggestions, found=found.of(words)
                )
    yield from _paragraph_faults(analysis)


def _clauses(analysis: Analysis) -> list[_Clause]:
    sentences = [sentence for sentence in analysis.of_role(Role.BODY) if not analysis.is_quoted(sentence.span)]
    all_before = _words_before(analysis)
    return [
        _Clause(
            sentence=sentence,
            words=sentence.span.of(analysis.plain),
            parse=parse,
            before=all_before[sentence.span.start],
            story=analysis.plain,
        )
        for sentence, parse in zip(sentences, analysis.parses(sentences), strict=True)
        if parse
    ]


def _words_before(analysis: Analysis) -> dict[int, str]:
    """Return, by the start of each sentence, the sentence before it in its paragraph."""
    before: dict[int, str] = {}
    last: Span | None = None
    for sentence in analysis.sentences:
        span = sentence.span
        same_paragraph = last is not None and "\n" not in analysis.plain[last.end : span.start]
        before[span.start] = last.of(analysis.plain) if last is not None and same_paragraph else ""
        last = span
    return before


def _is_command(clause: _Clause) -> bool:
    first = clause.parse[0]
    return (
        first.tag in {"VB", "VBP"}
        and first.dep == "ROOT"
        and first.text[:1].isupper()
        and first.lemma.lower() not in _SAID_TO_READERS
        and clause.words.endswith(".")
        and len(clause.words.split()) >= _FEWEST_WORDS
        and not _SPEAKS_TO.search(clause.words)
        and not _has_subject(clause.parse, 0)
        and any(token.head == 0 and token.dep in {"dobj", "prep"} for token in clause.parse[1:])
    )


def _is_tail_as_command(clause: _Clause) -> bool:
    # The tail hangs behind its sentence; a paragraph of its own is more likely a writer's device.
    return bool(clause.before) and not clause.before.endswith(('"', ":", "?")) and _is_command(clause)


def _lacks_subject(clause: _Clause) -> bool:
    parse = clause.parse
    if not _VERB_FIRST.match(clause.words) or not clause.words.endswith(".") or len(parse) <= _FEWEST_WORDS:
        return False
    if _VERB_AS_NOUN.match(clause.words):
        # “Plans to build a tunnel were dropped” has its verb further on; “Plans to build a tunnel next year.” has none.
        return not any(token.tag in _FINITE for token in parse[1:]) and parse[1].text == "to"
    if parse[0].tag == "VBN" or "," in clause.words[:40] or " or " in clause.words:
        return False
    return parse[0].dep in {"ROOT", "aux", "auxpass", "ccomp"} and not _asks(parse)


def _asks(parse: Parse) -> bool:
    """Tell whether a pronoun or a name follows the verb, as in a question or “Said one: …”."""
    return (
        parse[0].text.lower() in {"said", "says", "told", "explained", "added", "announced"}
        and parse[1].pos
        in {
            "PRON",
            "PROPN",
            "DET",
            "NUM",
            "NOUN",
            "ADJ",
            "PUNCT",
        }
        and parse[1].text.lower() != "that"
    )


def _leans_on_nothing(clause: _Clause) -> bool:
    return (
        bool(_LEANING.match(clause.words))
        and clause.words.endswith(".")
        and not any(token.tag in _FINITE for token in clause.parse)
        and not re.search(r"[?:]|\b(?:yes|no)\b", clause.before[-3:])
        and not re.match(r".{0,60}[:;\u2013\u2014]", clause.words)
    )


def _is_participle_alone(clause: _Clause) -> bool:
    return (
        bool(_PARTICIPLE.match(clause.words))
        and bool(clause.before)
        and clause.words.endswith(".")
        and len(clause.words.split()) >= _FEWEST_WORDS
        and clause.parse[0].tag in {"VBN", "VBG", "VBD"}
        and not any(token.tag in _FINITE for token in clause.parse[1:])
        and not any(token.pos == "AUX" for token in clause.parse)
    )


def _speaks_from_according_to(clause: _Clause) -> bool:
    if not clause.words.startswith("According to "):
        return False
    root = next((number for number, token in enumerate(clause.parse) if token.dep == "ROOT"), 0)
    if clause.parse[root].tag not in {"VBD", "VBZ"} or clause.parse[root].lemma not in _REPORTING:
        return False
    return not _has_subject(clause.parse, root) and not any(token.text == "," for token in clause.parse[:root])


_REPORTING = frozenset("show say report indicate reveal find suggest state announce tell note add warn claim".split())


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(token.head == verb and token.dep in _SUBJECTS for token in parse)


def _stray_capitals(clause: _Clause) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for match in _STRAY_CAPITAL.finditer(clause.words):
        before = clause.words[: match.start()]
        if match[1]:
            named = not _names_place(clause, Span(*match.span(1))) or re.search(r"[A-Z][\w'-]* $", before)
        else:
            named = _NAME_GOES_ON.search(before)
        if not named:
            yield Span(*match.span(2)), (match[2].lower(),)


def _names_place(clause: _Clause, span: Span) -> bool:
    """Tell whether the capitals before the noun are a name by themselves: a place, or one the story has elsewhere."""
    name = span.of(clause.words).strip()
    alone = re.search(rf"\b{re.escape(name)}(?! [A-Z])\b", clause.story)
    return alone is not None or all(token.entity in _PLACES for token in clause.parse if span.covers(token.span))


def _glued(clause: _Clause) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for match in _GLUED.finditer(clause.words):
        if not re.search(r"[\"'(:\u2018\u2019]", clause.words[: match.start(1)]):
            yield Span(*match.span(1)), ()


def _small_starts(clause: _Clause) -> Iterator[tuple[Span, tuple[str, ...]]]:
    if clause.before.endswith(".") and _SMALL_START.match(clause.words) and not _ABBREVIATED.search(clause.before):
        first = clause.words.split()[0]
        yield Span(0, len(first)), (first.capitalize(),)


def _paragraph_faults(analysis: Analysis) -> Iterator[Finding]:
    before = ""
    for block in analysis.document.blocks:
        span, words = block.span, block.span.of(analysis.plain)
        ended, before = before.endswith((".", '"', "?", "!")), words
        if block.role is not Role.BODY:
            continue
        end = _CUT_OFF.search(words[-40:])
        if end and len(words.split()) >= _FEWEST_WORDS:
            found = Span(span.end - len(words[-40:]) + end.start(), span.end)
            if not analysis.is_quoted(found):
                yield analysis.rules["fragments/cut-off"].finding(found, found=found.of(analysis.text))
        start = _SMALL_START.match(words)
        if start and ended and words.rstrip().endswith((".", '."')) and not analysis.is_quoted(span):
            found = Span(span.start, span.start + len(words.split()[0]))
            yield analysis.rules["fragments/small-start"].finding(
                found, suggestions=(found.of(analysis.text).capitalize(),), found=found.of(analysis.text)
            )


#: What a whole sentence can be; the first that fits is reported.
_SENTENCE_FAULTS: Mapping[str, Callable[[_Clause], bool]] = {
    "fragments/tail-as-command": _is_tail_as_command,
    "fragments/according-to-says": _speaks_from_according_to,
    "fragments/no-subject": _lacks_subject,
    "fragments/dependent-alone": _leans_on_nothing,
    "fragments/participle-alone": _is_participle_alone,
}
#: What can be wrong with a passage of a sentence, with what to put there.
_PASSAGE_FAULTS: Mapping[str, Callable[[_Clause], Iterator[tuple[Span, tuple[str, ...]]]]] = {
    "fragments/stray-capital": _stray_capitals,
    "fragments/glued": _glued,
    "fragments/small-start": _small_starts,
}
