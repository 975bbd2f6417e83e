"""What the elements of HTML and NITF mean for a story."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtqa.document import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Which elements are paragraphs, which hold no prose, and which tell the role of what is in them."""

    #: They begin and end a paragraph; any other element stands in a line.
    blocks: frozenset[str]
    #: Nothing in them is prose.
    skipped: frozenset[str]
    #: They have no end tag.
    void: frozenset[str]
    #: The innermost that says anything counts.
    roles: Mapping[str, Role] = field(default_factory=dict)
    #: Opening one ends these, up to the element that may hold several.
    implied: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    xml: bool = False


_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
_LIST_ROLES = dict.fromkeys("li dt dd td th".split(), Role.LIST)

_HTML_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li main menu nav ol option p pre "
    "search section summary table tbody td tfoot th thead title tr ul".split()
)
_HTML_SKIPPED = frozenset(
    "script style template noscript select textarea svg math object canvas datalist iframe audio video map del rp rt "
    "xmp noembed noframes".split()
)
_HTML_ROLES = {
    **_LIST_ROLES,
    "blockquote": Role.QUOTE,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
}
_CELLS = frozenset("td th".split())
_ROWS = frozenset("tr td th".split())
_HTML_IMPLIED = {
    "li": (frozenset({"li"}), frozenset("ul ol menu dir".split())),
    "dt": (frozenset("dt dd".split()), frozenset({"dl"})),
    "dd": (frozenset("dt dd".split()), frozenset({"dl"})),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    "tr": (_ROWS, frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}

HTML = Vocabulary(blocks=_HTML_BLOCKS, skipped=_HTML_SKIPPED, void=_VOID, roles=_HTML_ROLES, implied=_HTML_IMPLIED)
#: A fragment or a page written as XML: what is open stays open until it is closed.
XHTML = Vocabulary(blocks=_HTML_BLOCKS, skipped=_HTML_SKIPPED, void=frozenset(), roles=_HTML_ROLES, xml=True)

NITF = Vocabulary(
    blocks=frozenset(
        "nitf head title body body.head body.content body.end hedline hl1 hl2 byline dateline abstract block p bq note pre "
        "ul ol li dl dt dd table caption tr td th media media-caption media-producer hr fn tagline".split()
    ),
    skipped=frozenset(
        "head media-reference media-object media-metadata media-producer rights distributor series abstract "
        "bibliography".split()
    ),
    void=frozenset(),
    roles={
        **_LIST_ROLES,
        "hedline": Role.HEADLINE,
        "byline": Role.BYLINE,
        "dateline": Role.DATELINE,
        "bq": Role.QUOTE,
        "media-caption": Role.CAPTION,
        "caption": Role.CAPTION,
    },
    xml=True,
)
