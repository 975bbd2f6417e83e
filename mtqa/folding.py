"""Typography made plain for matching, one character for one, so that offsets stay true."""

from mtqa.document import Document

#: Marks of other languages (\u201e \u00ab \u00bb) stay, since in English copy they are faults.
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201f\u2033\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000\u2028\u2029", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
}
_TABLE = str.maketrans(_PLAIN)
#: Stands for markup: not a word, not a space, not punctuation.
MASK = "\u2060"
_LINE_ENDS = str.maketrans("\r\n", "  ")


def folded(text: str) -> str:
    """Return *text* with plain quotes, hyphens and spaces, and U+FFFD for lone surrogates, as long as before."""
    plain = text.translate(_TABLE)
    if not plain.isascii():
        # RE2 and the sentence splitter read UTF-8, which has no lone surrogates.
        plain = plain.encode("utf-32-le", "surrogatepass").decode("utf-32-le", "replace")
    return plain


def folded_document(document: Document) -> str:
    """Return the folded text in which a line end means a new block, and nothing else does."""
    plain = folded(document.text)
    pieces = []
    at = 0
    for block in document.blocks:
        pieces += [plain[at : block.span.start], plain[block.span.start : block.span.end].translate(_LINE_ENDS)]
        at = block.span.end
    plain = "".join([*pieces, plain[at:]]).replace("\r", "\n")
    if not document.masked:
        return plain
    characters = list(plain)
    for span in document.masked:
        characters[span.start : span.end] = MASK * len(span)
    return "".join(characters)
