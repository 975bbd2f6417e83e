"""Names in a story: capitalised words in a row, with the title before them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.analysis import Analysis
from mtqa.document import Block, Role
from mtqa.models.frequency import zipf
from mtqa.span import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PARTICLES = frozenset("al bin ben da de del della den der di do dos du el la le ter ten van von y zu ibn ole".split())
_PREFIXED = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ash|ould|d|l|t)['-][^\W\d_]")
TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady dame baroness president vice prime minister ministers senator sen rep gov governor
    judge justice professor prof captain capt colonel col general gen lieutenant lt sergeant sgt major maj admiral cllr
    councillor councilman councilwoman king queen prince princess pope father rev reverend sheikh imam bishop archbishop
    cardinal chancellor secretary mayor officer detective inspector superintendent constable chief coach ambassador
    commissioner chairman chairwoman chairperson director deputy attorney congressman congresswoman representative
    speaker marshal commander cmdr brigadier brig premier emperor sultan ayatollah foreign finance defence defense
    interior former ex saint me maitre msgr fr herr frau signor leader spokesman spokeswoman corporal cpl private pte
    editor manager executive trade health justice education culture home state shadow party comrade chef""".split()
)
#: Words that open a sentence or a title and belong to no name.
_OPENERS = frozenset(
    """a about above according across after again against all along already also although always amid among an and another
    any around as at back because before behind being below beneath beside besides between beyond both but by can could
    despite did do does down during each earlier either even every few first for from further given had has have he her
    here hers him his how however i if in inside instead into is it its just last later least less like many may maybe
    meanwhile might more most much must my near nearly neither never next no nobody none nor not nothing now of off often
    on once one only onto or other others our out outside over per perhaps please previously quite rather recently same
    she should since so some somebody someone something soon still such than that the their them then there therefore
    these they this those though through throughout thus till to today tomorrow tonight too toward towards two three four
    five six seven eight nine ten under unless unlike until up upon us very via was we well were what whatever when where
    whereas whether which while who whoever whom whose why will with within without would yes yesterday yet you your
    asked added speaking born named called led citing quoting despite thanks dear says said let
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec""".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv kc qc obe mbe cbe mp md phd".split())
_STOPPED = frozenset(
    "mr mrs ms dr st prof sen rep gov gen lt col capt sgt maj rev hon adm cmdr brig cpl pte msgr fr".split()
)
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)
_POSSESSIVE = re.compile(r"'s?$")
_ADDRESS = re.compile(r"\.[a-z]|@")
_MAX_NAMES = 50_000
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Capitalised words in a row, titles and possessives off; ``title`` is what the last title before it was."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    title: str
    role: Role
    quoted: bool

    @property
    def span(self) -> Span:
        """The whole name."""
        return Span(self.spans[0].start, self.spans[-1].end)


def names(analysis: Analysis) -> tuple[Name, ...]:
    """Return the names of the story in order, those of a hostile text up to a limit."""
    found: list[Name] = []
    for block in analysis.document.blocks:
        for tokens in _runs(analysis.plain, block):
            name = _name(tokens, block.role, analysis)
            if name:
                found.append(name)
        if len(found) > _MAX_NAMES:
            break
    return tuple(found)


def bare(word: str) -> str:
    """Return the letters of *word*, in lower case and without diacritics."""
    lower = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in lower if letter.isalpha())


def is_common(word: str, least: float) -> bool:
    """Tell whether English text has *word* at least *least* times in a thousand million words, on the Zipf scale."""
    return zipf(word) >= least


def _runs(plain: str, block: Block) -> Iterator[list[tuple[str, Span]]]:
    run: list[tuple[str, Span]] = []
    end = -1
    for match in _TOKEN.finditer(plain, block.span.start, block.span.end):
        word = match.group()
        if _ADDRESS.match(plain, match.end(), block.span.end) or plain[match.start() - 1 : match.start()] in {"@", "#"}:
            word = word.lower()
        if run and not _continues(plain, end, match.start(), run[-1][0]):
            yield run
            run = []
        end = match.end()
        if (_is_capitalised(word) and len(run) < _MAX_WORDS) or (run and word in _PARTICLES):
            run.append((word, Span(*match.span())))
        elif run:
            yield run
            run = []
        if run and _POSSESSIVE.search(word):
            yield run
            run = []
    if run:
        yield run


def _continues(plain: str, end: int, start: int, before: str) -> bool:
    gap = plain[end:start]
    return gap == " " or (gap in {". ", "."} and (len(before) == 1 or before.lower() in _STOPPED))


def _is_capitalised(word: str) -> bool:
    if word[0].isupper():
        return not word.isupper() or len(word) == 1
    return bool(_PREFIXED.match(word)) and any(letter.isupper() for letter in word)


def _name(tokens: list[tuple[str, Span]], role: Role, analysis: Analysis) -> Name | None:
    title = ""
    while tokens and tokens[0][0].lower() in _OPENERS | TITLES:
        word = tokens[0][0].lower()
        title = word if word in TITLES else ""
        tokens = tokens[1:]
    while tokens and (tokens[-1][0] in _PARTICLES or tokens[-1][0].lower() in _OPENERS | _SUFFIXES):
        tokens = tokens[:-1]
    if not tokens:
        return None
    last, span = tokens[-1]
    stem = _POSSESSIVE.sub("", last)
    tokens = [*tokens[:-1], (stem, Span(span.start, span.start + len(stem)))]
    spans = tuple(span for _, span in tokens)
    quoted = analysis.is_quoted(Span(spans[0].start, spans[-1].end))
    return Name(words=tuple(word for word, _ in tokens), spans=spans, title=title, role=role, quoted=quoted)
