"""The words of a name, made comparable: case, accents, spelling, small words, countries."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?(?:'[^\W_]+)?|&")
_SMALL = frozenset(
    "the a an of for and & in on to at by with from into s de du des d la le les l el del al das do da di der und und".split()
)
_ENDINGS = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"^(hono|labo|neighbo|harbo|colo|behavio|armo)ur"), r"\1r"),
    (re.compile(r"^(cent|theat|fib|met)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(def|off|lic)ence(s?)$"), r"\1ense\2"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"^(paed|arch?ae|anae|ency?clopae)"), lambda match: match[1].replace("ae", "e")),
)
#: Written together or apart, in full or short.
_EXPANDED: Mapping[str, tuple[str, ...]] = {
    "int'l": ("international",),
    "intl": ("international",),
    "dept": ("department",),
    "govt": ("government",),
    "univ": ("university",),
    "tv": ("television",),
    "saint": ("st",),
}
_UNITED_NATIONS = frozenset({"UN", "U.N.", "U.N"})

Words = tuple[str, ...]


@lru_cache(maxsize=20_000)
def word(text: str) -> str:
    """Return one word in lower case, without accents, dots and possessive, in American spelling."""
    plain = text.lower().replace("\u2019", "'")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = plain.replace(".", "")
    plain = plain.removesuffix("'s").removesuffix("'")
    if plain.endswith("s'"):
        plain = plain[:-1]
    plain = plain.replace("'", "")
    for ending, american in _ENDINGS:
        plain = ending.sub(american, plain)
    return plain


def words(name: str) -> Words:
    """Return the words of a name without the small ones, in order."""
    found: list[str] = []
    for match in _TOKEN.finditer(name.replace("\u2019", "'")):
        plain = word(match.group())
        if match.group().removesuffix("'s") in _UNITED_NATIONS:
            found += ("united", "nations")
        elif plain in _EXPANDED:
            found += _EXPANDED[plain]
        elif plain and plain not in _SMALL:
            found.append(plain)
    return tuple(found)


def is_small(text: str) -> bool:
    """Tell whether a word only joins others."""
    return text.lower() in _SMALL


def initials(name: Sequence[str]) -> str:
    """Return the first letters of the words, in upper case."""
    return "".join(part[0] for part in name if part).upper()


def same_stem(one: str, other: str) -> bool:
    """Tell whether two words are forms or derivations of one: prohibition and prohibit, money and monetary, rights and right."""
    shorter, longer = sorted((one, other), key=len)
    shared = 0
    for left, right in zip(shorter, longer, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 3 and shared >= len(shorter) - 2 and shared >= 0.4 * len(longer)


def with_countries(name: Words, countries: Mapping[Words, str], longest: int) -> Words:
    """Return the words with those that name a country or its people made one: ``@KP+KR`` for Korean."""
    found: list[str] = []
    at = 0
    while at < len(name):
        for length in range(min(longest, len(name) - at), 0, -1):
            code = countries.get(name[at : at + length])
            if code:
                found.append("@" + code)
                at += length
                break
        else:
            found.append(name[at])
            at += 1
    return tuple(found)


def codes(token: str) -> frozenset[str]:
    """Return the codes of the countries that a token may mean."""
    return frozenset(token[1:].split("+")) if token.startswith("@") else frozenset()


def all_codes(name: Iterable[str]) -> frozenset[str]:
    """Return the codes of every country named in the words."""
    return frozenset(code for token in name for code in codes(token))
