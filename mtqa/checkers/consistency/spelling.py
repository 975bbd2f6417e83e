"""One name spelled in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from mtqa.analysis import Analysis
from mtqa.checkers.consistency.countries import is_country
from mtqa.checkers.consistency.names import Name, bare
from mtqa.checkers.consistency.sounds import is_inflected, is_one_letter_off, neighbours, skeleton, sound
from mtqa.document import Role
from mtqa.finding import Finding
from mtqa.models.frequency import zipf
from mtqa.span import Span

_PROSE = frozenset({Role.HEADLINE, Role.BODY, Role.LIST, Role.CAPTION, Role.QUOTE})
_LENGTHS = range(3, 31)
#: Whoever brings more spellings of one name than this brings no story.
_MAX_BUCKET = 12
_MAX_FORMS = 20_000
#: A spelling that comes back so often beside the other may well be somebody else's name.
_OFTEN = 3
_MAX_PLACES = 50

# The Zipf scale: 4 is a word in a hundred thousand, 2 a word in ten million.
_EVERYDAY = 4.0
_UNCOMMON = 3.5
_RARE = 2.5

#: Neighbours on the map and in spelling, which are not one place.
_DISTINCT = frozenset(
    frozenset(pair.split())
    for pair in (
        "shanxi shaanxi|henan hunan|hebei hubei|jiangsu jiangxi|hainan henan|guangxi guangxu|austria australia|niger nigeria"
        "|slovakia slovenia|gambia zambia|mauritius mauritania|guinea guiana|louis louise|francis frances|christian christine"
        "|dominica dominic|catalan catalina|valencia valence|palestine palestrina|harbin hardin|georgia georgie"
    ).split("|")
)
#: Family names that come first; given names behind them that sound alike are those of different people.
_FAMILY_FIRST = frozenset(
    """cai cao chang chen cheng choi chung cui deng ding dong du fan fang feng fu gao gu guo han he hong hu huang jang ji jia
    jiang jin jung kang kim kong kwon lai lee lei li liang liao lim lin liu long lu luo lyu ma mao meng ng ngo nguyen pan
    park peng pham qian qin ren shao shen shi shin song su sun tan tang tian tran wan wang wei wen wu xia xiao xie xiong
    xu xue yan yang yao ye yin yoo yoon yu yuan zeng zhang zhao zheng zhong zhou zhu zou""".split()
)

_SPEAKS = re.compile(r"(?:'s)?,? (?:said|says|told|added|asked|argued|insisted|warned|claimed|admitted|wrote|who)\b")
_SPOKEN = re.compile(r"\b(?:said|says|added|asked|argued|insisted|warned|claimed|admitted)\s$")
_SPEECH_REACH = 12
_LOWER = re.compile(r"\b[a-z]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One way of writing a name, and where it is written so."""

    words: tuple[str, ...]
    places: tuple[tuple[Span, ...], ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two forms of one name, the rarer first, and how sure it is that they are."""

    rarer: _Form
    usual: _Form
    confidence: float


def check(analysis: Analysis, names: Sequence[Name]) -> Iterator[Finding]:
    """Yield every place where a name is written in the rarer of two ways."""
    rule = analysis.rules["consistency/name-spelling"]
    told = [name for name in names if name.role in _PROSE and not name.quoted]
    reported: set[Span] = set()
    for pair in (*_joined(told), *_full(told), *_single(told, analysis.plain)):
        for span, better in _differences(pair):
            if span not in reported:
                reported.add(span)
                found = span.of(analysis.text)
                yield rule.finding(span, suggestions=(better,), confidence=pair.confidence, found=found, better=better)


def _differences(pair: _Pair) -> Iterator[tuple[Span, str]]:
    """Yield where the rarer form differs from the usual one, from the first word that does to the last."""
    one, two = pair.rarer.words, pair.usual.words
    head = next(
        (at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left != right), min(len(one), len(two))
    )
    rest = min(len(one), len(two)) - head
    tail = next((at for at in range(rest) if one[-1 - at] != two[-1 - at]), rest)
    for spans in pair.rarer.places[:_MAX_PLACES]:
        if head < len(one) - tail:
            yield Span(spans[head].start, spans[len(spans) - tail - 1].end), " ".join(two[head : len(two) - tail])


def _ordered(one: _Form, two: _Form, confidence: float) -> _Pair:
    """Return the pair; of two forms told equally often the usual one is what English knows, or what comes first."""
    tied = len(one.places) == len(two.places)
    known = {form.words: round(zipf(form.text)) if tied else 0 for form in (one, two)}
    usual, rarer = sorted((one, two), key=lambda form: (-len(form.places), -known[form.words], form.places[0][0].start))
    return _Pair(rarer=rarer, usual=usual, confidence=confidence)


def _forms(uses: Iterable[tuple[tuple[str, ...], tuple[Span, ...]]]) -> list[_Form]:
    places: dict[tuple[str, ...], list[tuple[Span, ...]]] = defaultdict(list)
    for words, spans in uses:
        if len(places) < _MAX_FORMS or words in places:
            places[words].append(spans)
    return [_Form(words=words, places=tuple(spans)) for words, spans in places.items()]


def _pairs(forms: Iterable[_Form], keys: Mapping[int, set[str]] | None = None) -> Iterator[tuple[_Form, _Form]]:
    """Yield the pairs of forms that share a key, each pair once; by default the key is the bare letters."""
    buckets: dict[str, list[_Form]] = defaultdict(list)
    for number, form in enumerate(forms):
        for key in keys[number] if keys else {bare(form.text)}:
            if len(buckets[key]) < _MAX_BUCKET:
                buckets[key].append(form)
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for bucket in buckets.values():
        for one, two in combinations(bucket, 2):
            if (one.words, two.words) not in seen:
                seen.add((one.words, two.words))
                yield one, two


def _joined(names: Sequence[Name]) -> Iterator[_Pair]:
    """Yield names that differ in a hyphen, a space, an apostrophe or a diacritic: Kim Jong-un, Kim Jong Un."""
    singles = ((name.words[at : at + 1], name.spans[at : at + 1]) for name in names for at in range(len(name.words)))
    doubles = (
        (name.words[at : at + 2], name.spans[at : at + 2]) for name in names for at in range(len(name.words) - 1)
    )
    for one, two in _pairs(_forms([*singles, *doubles])):
        if one.text.casefold() != two.text.casefold() and len(bare(one.text)) in _LENGTHS and _is_a_name(one, two):
            yield _ordered(one, two, 0.85)


def _is_a_name(one: _Form, two: _Form) -> bool:
    if is_country(re.split("[- ]", one.text)[-1]):  # the Lao-Vietnamese border
        return False
    parts = [part for form in (one, two) for part in re.split(r"[-' ]", form.text)]
    return min(zipf(part) for part in parts) < _EVERYDAY


def _full(names: Sequence[Name]) -> Iterator[_Pair]:
    """Yield full names whose first and last words sound alike, or are a letter apart: Gerhardt Weiss, Gerhard Weiss."""
    full = (name for name in names if len(name.words) > 1)
    forms = _forms(((name.words[0], name.words[-1]), (name.spans[0], name.spans[-1])) for name in full)
    keys = {number: _full_keys(form) for number, form in enumerate(forms)}
    for one, two in _pairs(forms, keys):
        if one.words[-1] == two.words[-1]:
            firsts = bare(one.words[0]), bare(two.words[0])
            if firsts[0] != firsts[1] and not is_inflected(*firsts) and min(map(len, firsts)) in _LENGTHS:
                yield _ordered(one, two, 0.75)
        elif _are_one_surname(one, two):
            yield _ordered(one, two, 0.8)


def _full_keys(form: _Form) -> set[str]:
    first, last = bare(form.words[0]), bare(form.words[-1])
    if len(first) not in _LENGTHS or len(last) not in _LENGTHS:
        return set()
    return {f"{sound(first)} {skeleton(last)}", *(f"{first} {key}!" for key in neighbours(last))}


def _are_one_surname(one: _Form, two: _Form) -> bool:
    """Tell whether the last words of two names with one first word are spellings of one name."""
    letters = bare(one.words[-1]), bare(two.words[-1])
    if letters[0] == letters[1] or is_inflected(*letters) or frozenset(letters) in _DISTINCT:
        return False
    if min(zipf(form.words[-1]) for form in (one, two)) >= _EVERYDAY:
        return False
    if sound(letters[0]) == sound(letters[1]):
        return True
    shortest = min(map(len, letters))
    if bare(one.words[0]) in _FAMILY_FIRST and "-" not in one.words[-1]:
        return False
    return shortest > 5 or (shortest > 4 and is_one_letter_off(*letters))


def _single(names: Sequence[Name], plain: str) -> Iterator[_Pair]:
    """Yield words that are one name by their look and their use: Halvorsted, Harvorsted."""
    forms = _forms(((word,), (span,)) for name in names for word, span in zip(name.words, name.spans, strict=True))
    company: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if len(name.words) > 1:
            company[name.words[-1]].add(name.words[0])
            company[name.words[0]].add(name.words[-1])
        elif name.title:
            titles[name.words[0]].add(name.title)
    lower: frozenset[str] | None = None
    keys = {number: _single_keys(bare(form.text)) for number, form in enumerate(forms)}
    for one, two in _pairs(forms, keys):
        pair = _ordered(one, two, 0.0)
        rarer, usual = pair.rarer.text, pair.usual.text
        if company[rarer] or is_inflected(bare(rarer), bare(usual)):
            continue
        is_speaker = bool(company[usual]) and _speaks(pair.rarer, plain)
        confidence = _likeness(pair, is_person=is_speaker, is_titled=bool(titles[rarer] & titles[usual]))
        if not confidence:
            continue
        lower = frozenset(_LOWER.findall(plain)) if lower is None else lower
        if len(pair.rarer.places) >= _OFTEN and 2 * len(pair.rarer.places) > len(pair.usual.places):
            confidence = min(confidence, 0.55)
        if rarer.lower() not in lower:
            yield _ordered(one, two, confidence)


def _single_keys(letters: str) -> set[str]:
    if len(letters) not in _LENGTHS or len(letters) < 5:
        return set()
    return {f"{sound(letters)}?", f"{skeleton(letters)}+", *neighbours(letters)}


def _likeness(pair: _Pair, *, is_person: bool, is_titled: bool) -> float:
    """Return how sure it is that two words, the rarer of which stands alone, are one name; 0 for not at all."""
    one, two = bare(pair.rarer.text), bare(pair.usual.text)
    if one == two or one[0] != two[0] or frozenset((one, two)) in _DISTINCT:
        return 0.0
    shortest = min(len(one), len(two))
    rarity = zipf(pair.rarer.text)
    if sound(one) == sound(two) and max(rarity, zipf(pair.usual.text)) < _UNCOMMON:
        return 0.75
    if is_titled and shortest > 3 and is_one_letter_off(one, two) and rarity < _UNCOMMON:
        return 0.75
    if is_person and shortest > 5 and rarity < _UNCOMMON:
        return 0.75 if is_one_letter_off(one, two) else 0.65
    # An everyday word beside a rare one that is nearly it is a foreign cognate: Foundation, Fondation pour l'Enfance.
    if shortest > 7 and is_one_letter_off(one, two) and rarity < _RARE and zipf(pair.usual.text) < _EVERYDAY:
        return 0.65
    return 0.0


def _speaks(form: _Form, plain: str) -> bool:
    spans = (spans[0] for spans in form.places)
    return any(
        _SPEAKS.match(plain, span.end) or _SPOKEN.search(plain, max(0, span.start - _SPEECH_REACH), span.start)
        for span in spans
    )
