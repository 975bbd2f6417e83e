"""How far apart two spellings of a name are: as letters, as sounds, as consonants."""

import re

#: Applied in order to the bare letters; what sounds alike in one or another romanisation comes out alike.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^m[aeou]h?[aeo]mm?[aei][dt]h?$", "mohamed"),
        (r"^(?:y|j)(?:ou|u|oo)ss?[eiu]f$", "yusuf"),
        (r"^(?:ale[xk]s?s?)ande?[re]+$", "alexander"),
        (r"^(?:hussein|hossein|husain|husayn|hosein|hussain)$", "husein"),
        (r"^(?:abd[aeu]l(?:l?ah)?)$", "abdul"),
        (r"sch", "sh"),
        (r"t?zsch|tsch|tch|tsh", "ch"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"th", "t"),
        (r"dt|d$", "t"),
        (r"dz|tz|ts", "z"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|ie|ij|iy|ei|ey|y|j", "i"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"(?<=.)[aeiou]")
#: What inflection, derivation or another gender adds to a name.
_ENDINGS = frozenset(
    """s es n an ian ians ans i is ese ish er ers ic ics in ing e a ova eva aya ia ite ites ist ists ism ism y's is ean
    eans r d ed o us um al ns ine ina ette son man land ski sky""".split()
)


def sound(letters: str) -> str:
    """Return how the bare *letters* of a name sound, roughly: equal for spellings that are read alike."""
    for pattern, heard in _SOUNDS:
        letters = pattern.sub(heard, letters)
    return letters


def skeleton(letters: str) -> str:
    """Return the first sound and the consonants after it."""
    return _VOWELS.sub("", sound(letters))


def is_inflected(one: str, two: str) -> bool:
    """Tell whether the longer of two words is the shorter with an ending."""
    short, long = sorted((one, two), key=len)
    stems = (stem for stem in (short, short[:-1]) if len(stem) > 2 and long.startswith(stem))
    return any(long[len(stem) :] in _ENDINGS for stem in stems)


def is_one_letter_off(one: str, two: str) -> bool:
    """Tell whether one letter put in, left out or exchanged, or two changing places, makes one word of the other."""
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1 or one == two:
        return False
    at = next((at for at, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short))
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def neighbours(letters: str) -> set[str]:
    """Return keys of which two words that are one letter apart always share one."""
    return {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}
