"""The shape of a wire story: which block of plain prose is headline, byline, dateline, caption, list or quotation."""

import re
from collections.abc import Iterable, Iterator

from mtqa.document import Block, Role
from mtqa.folding import folded
from mtqa.span import Span

_MAX_HEADLINE_WORDS = 30
_MAX_BYLINE_WORDS = 14

_BYLINE = re.compile(
    r"(?:By|Story by|Words by|Reporting by|Text by|From)\s+(?!the\b|a\b|an\b)[A-Z\u00c0-\u024f]|"
    r"(?:Additional reporting|Editing|Writing|Reporting) by\s",
)
#: "Jane Doe, Reuters" and "Jane Doe | Staff Writer" on a line of their own.
_SIGNATURE = re.compile(
    r"[A-Z][\w.'-]*(?:\s+(?:[A-Z][\w.'-]*|de|van|von|der|al|bin|el|la)){1,4}\s*(?:,|\||/)\s*"
    r"(?:(?:[A-Z][\w&.'-]*\s*){1,5}|dpa)"
)
_CAPTION = re.compile(
    r"\(?(?:PHOTO|Photo|File photo|FILE PHOTO|FILE|Picture|Image|Caption|Graphic|Video|Map)\b\s*"
    r"(?:[:\u2013\u2014-]|by\b|credit\b)"
    r"|\([LR]-[LR]\)"
)
#: The credit that closes a caption: "(Jane Doe/AP)", "(Photo: Jane Doe)".
_CREDIT = re.compile(
    r"\((?:[A-Z][^()/]{0,60}(?:/|\svia\s)(?:AP|AFP|Reuters|Getty|EPA|PA|Xinhua|Bloomberg|Pool)\b[^()]{0,60}"
    r"|(?:Photo|Picture|Image|Credit)s?[:/ ][^()]{0,80})\)\s*$"
)
_LIST_ITEM = re.compile(r"(?:[-*\u2022\u25cf\u25aa\u2013\u2014]|\d{1,2}[.)]|[a-z]\))\s+\S")

#: Up to four words; the hyphen belongs to the words alone, so that there is one way to read a place.
_PLACE = r"[A-Z\u00c0-\u024f][\w\u00c0-\u024f.'-]*(?:[ /][A-Z\u00c0-\u024f][\w\u00c0-\u024f.'-]*){0,3}"
_DATE = (
    r"(?:(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}"
    r"|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)(?:,?\s+\d{4})?"
)
_BRACKETED = r"\((?:[^()\n\d]{2,60})\)"
_DATELINE = re.compile(
    # A place, then a date or an agency or both, then a dash: "SEOUL, South Korea (AP) - ", "LONDON, March 3 (Reuters) - "
    rf"(?P<line>{_PLACE}(?:,\s*{_PLACE}){{0,2}}(?:,?\s*{_DATE})?\s*{_BRACKETED}\s*(?:--|[-\u2013\u2014]|/))\s*"
    # Capitals and a dash, with a date perhaps: "NAIROBI - ", "GENEVA, 3 May - "
    rf"|(?P<bare>[A-Z][A-Z\u00c0-\u00de.' -]{{2,}}(?:,\s*(?:{_PLACE}|{_DATE})){{0,3}}\s*(?:--|[\u2013\u2014]|\s-\s))\s*"
    # A place in lower case wants spaces round its dash, and few words: "Nairobi \u2013 "
    rf"|(?P<plain>{_PLACE}(?:,\s*{_PLACE})?(?:,\s*{_DATE})?\s+(?:--|[\u2013\u2014]|-)\s)\s*(?=[A-Z\"'])"
)
_FURNITURE = re.compile(
    r"(?i)(?:leave a (?:reply|comment)|source links?|read more|share this|related (?:articles|posts|stories)|advertisement|"
    r"your email address will not be published|sign up (?:for|to)|subscribe|all rights reserved|follow us on|click here|"
    r"copyright|\u00a9|post navigation|filed under|tags?:|categories:|skip to (?:main )?content|cookie|newsletter|"
    r"log ?in|required fields|save my name|next (?:post|article)|previous (?:post|article)|comments?\b\s*(?:\(?\d*\)?)$)"
)
_MAX_FURNITURE_WORDS = 25
#: A paragraph is known by how it begins and, if it is short, how it ends; the patterns see no more of it than this.
_HEAD = 300
_SHORT = 800


def blocks(text: str, paragraphs: Iterable[Span], *, titled: bool = False) -> tuple[Block, ...]:
    """Give each paragraph of a story its role; a dateline becomes a block of its own.

    A story that is *titled* already has its headline elsewhere.
    """
    spans = [span for span in paragraphs if len(span)]
    found: list[Block] = []
    roles: set[Role] = set()
    for number, span in enumerate(spans, start=int(titled)):
        made = list(_paragraph(folded(span.of(text)), span, number, has_more=len(spans) > 1, roles=roles))
        roles.update(block.role for block in made)
        found += made
    return tuple(found)


def _paragraph(plain: str, span: Span, number: int, *, has_more: bool, roles: set[Role]) -> Iterator[Block]:
    words = len(plain.split())
    head = plain[:_HEAD]
    dateline = _DATELINE.match(head)
    if (
        number == 0
        and has_more
        and words <= _MAX_HEADLINE_WORDS
        and not _is_prose(plain)
        and not _opens_story(dateline, plain)
    ):
        yield Block(span, Role.HEADLINE)
    elif words <= _MAX_BYLINE_WORDS and number <= 4 and Role.BODY not in roles and _is_byline(head):
        yield Block(span, Role.BYLINE)
    elif words <= _MAX_FURNITURE_WORDS and _FURNITURE.match(head):
        yield Block(span, Role.FURNITURE)
    elif _LIST_ITEM.match(head):
        yield Block(span, Role.LIST)
    elif _CAPTION.match(head) or (len(plain) <= _SHORT and _CREDIT.search(plain)):
        yield Block(span, Role.CAPTION)
    elif dateline and Role.DATELINE not in roles and len(dateline.group()) < len(plain):
        border = span.start + dateline.end()
        yield Block(Span(span.start, border), Role.DATELINE)
        yield Block(Span(border, span.end), Role.BODY)
    elif number == 1 and Role.HEADLINE in roles and words <= _MAX_HEADLINE_WORDS and not _is_prose(plain):
        # A second line under the headline.
        yield Block(span, Role.HEADLINE)
    else:
        yield Block(span, Role.BODY)


def _is_prose(plain: str) -> bool:
    return plain.rstrip("\"')] ").endswith((".", ":")) and not plain.rstrip().endswith("...")


def _opens_story(dateline: re.Match[str] | None, plain: str) -> bool:
    return dateline is not None and (dateline["line"] is not None or len(plain.split()) > _MAX_BYLINE_WORDS)


def _is_byline(plain: str) -> bool:
    return bool(_BYLINE.match(plain) or _SIGNATURE.fullmatch(plain.strip())) and not plain.rstrip().endswith(
        (".", "?", "!")
    )
