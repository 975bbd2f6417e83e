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

#: A text must meet every choice, and meets a choice that has one word of it, or meets all of one of its own needs.
Needs = tuple[frozenset["str | Needs"], ...]


def needs(pattern: str) -> Needs:
    """Return what a matching text, case folded, must contain; empty where that cannot be said."""
    try:
        return _alternation(iter(_TOKEN.finditer(pattern)))
    except RecursionError:
        return ()


def met(needs: Needs, folded: str) -> bool:
    """Tell whether a text, case folded, contains what is needed."""
    for choice in needs:
        for way in choice:
            if way in folded if isinstance(way, str) else met(way, folded):
                break
        else:
            return False
    return True


def _alternation(tokens: "Iterator[re.Match[str]]") -> Needs:
    """Read to the closing bracket; every branch has to need something."""
    branches: list[Needs] = []
    ended_by = "bar"
    while ended_by == "bar":
        branch, ended_by = _branch(tokens)
        branches.append(branch)
    if len(branches) == 1:
        return branches[0]
    # The only choice of a branch is a choice of the whole.
    ways = {way for branch in branches for way in (branch[0] if len(branch) == 1 else (branch,))}
    return (frozenset(ways),) if all(branches) and len(ways) <= _MOST else ()


def _branch(tokens: "Iterator[re.Match[str]]") -> tuple[Needs, str]:
    """Read to a bar or a closing bracket; return what the branch needs."""
    found: list[Needs] = []
    last: Needs = ()
    run = ""
    for token in tokens:
        kind = token.lastgroup or "other"
        words = token.group()
        if kind == "repeat" and words[0] in "*?{" and not re.match(r"\{[1-9]", words):
            # What stands before may be absent: a group as a whole, of a run only its last letter.
            run, last = run[:-1], ()
        found.append(last)
        last = ()
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
            return _all(found), kind
    return _all([*found, last, _literal(run)]), "end"


def _foreign(token: str) -> Needs:
    """Return the characters of a class, or the one character, if English copy has hardly any of them."""
    characters = token[1:-1] if token.startswith("[") else token
    rare = characters and all(character > "\u2030" for character in characters)
    return (frozenset(characters.casefold()),) if rare else ()


def _literal(run: str) -> Needs:
    telling = len(run) >= _SHORTEST or any(mark in run for mark in _RARE)
    return (frozenset({run.casefold()}),) if telling else ()


def _all(found: list[Needs]) -> Needs:
    """Return all choices once, the likeliest to fail first: of long words, and of few."""
    choices = {choice for needs in found for choice in needs}
    return tuple(
        sorted(choices, key=lambda choice: (-min(map(_length, choice)), len(choice), repr(sorted(map(str, choice)))))
    )


def _length(way: str | Needs) -> int:
    return len(way) if isinstance(way, str) else max(min(map(_length, choice)) for choice in way)
