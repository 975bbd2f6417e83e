"""What a text must contain for a pattern to match it at all.

Compiling a pattern costs a thousand times as much as looking for a word, and few rules have anything to say about a
given story. The idea is that of RE2's own prefilter (https://github.com/google/re2/blob/main/re2/prefilter.h).
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<literal>[A-Za-z ,'&<>%#@~=_;:!/-]+|\\[-&<>%#@~=/|{}\[\]*$])"
    r"|(?P<flags>\(\?[a-zA-Z-]+\))"
    r"|(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<repeat>(?:[*+?]|\{\d*,?\d*\})\??)"
    r"|(?P<other>\[(?:\^?\]|\^)?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\[pP].|\\x\{[^}]*\}|\\x..|\\.|.)",
    re.DOTALL,
)
_SHORTEST = 3
#: Marks that news copy has so seldom that one of them is telling.
_RARE = "&<>#@~=_/|{}[]*"
_MOST = 60

Needs = frozenset[str] | None


def needs(pattern: str) -> Needs:
    """Return words of which a matching text, case folded, has at least one; nothing where there is no such set."""
    try:
        return _alternation(iter(_TOKEN.finditer(pattern)))
    except RecursionError:
        return None


def _alternation(tokens: "Iterator[re.Match[str]]") -> Needs:
    """Read to the closing bracket; every branch has to need something."""
    words: set[str] = set()
    known = True
    while True:
        branch, ended_by = _branch(tokens)
        known = known and branch is not None
        words |= branch or set()
        if ended_by != "bar":
            return frozenset(words) if known and len(words) <= _MOST else None


def _branch(tokens: "Iterator[re.Match[str]]") -> tuple[Needs, str]:
    """Read to a bar or a closing bracket; return the most telling of the sets that the branch needs."""
    found: list[Needs] = []
    last: Needs = None
    run = ""
    for token in tokens:
        kind = token.lastgroup or "other"
        words = token.group()
        if kind == "repeat" and words[0] in "*?{" and not re.match(r"\{[1-9]", words):
            # What stands before may be absent: a group as a whole, of a run only its last letter.
            run, last = run[:-1], None
        found.append(last)
        last = None
        if kind == "literal":
            run += words.removeprefix("\\")
            continue
        found.append(_literal(run))
        run = ""
        if kind == "open":
            last = _alternation(tokens)
        elif kind == "other":
            last = _foreign(words)
        elif kind in {"bar", "close"}:
            return _best(found), kind
    return _best([*found, last, _literal(run)]), "end"


def _foreign(token: str) -> Needs:
    """Return the characters of a class, or the one character, if English copy has hardly any of them."""
    characters = token[1:-1] if token.startswith("[") else token
    rare = characters and all(character > "\u2030" for character in characters)
    return frozenset(characters.casefold()) if rare else None


def _literal(run: str) -> Needs:
    telling = len(run) >= _SHORTEST or any(mark in run for mark in _RARE)
    return frozenset({run.casefold()}) if telling else None


def _best(sets: list[Needs]) -> Needs:
    """Return the set whose shortest word is longest; of equals the smallest."""
    return max((words for words in sets if words), key=lambda words: (min(map(len, words)), -len(words)), default=None)
