"""How English a text looks at a glance, by its small words."""

import re

#: Where so many words are function words of English, nothing else need be asked; news copy has about 40 in 100.
PLAINLY_ENGLISH = 0.2

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FUNCTION_WORDS = frozenset(
    """a about after against all also although among an and any are as at be because been before being between both but
    by can could did do does during each every few for from further had has have he her here hers him his how i if in
    into is it its more most my no nor not of off on once one only or other our out over own said same she should since
    so some such than that the their them then there these they this those through to too under until up very was we
    were what when where which while who whom why will with within without would you your""".split()
)


def english_share(text: str) -> float:
    """Return the share of words that are function words of English, from 0 to 1."""
    words = _WORD.findall(text.lower())
    return sum(word in FUNCTION_WORDS for word in words) / len(words) if words else 0.0
