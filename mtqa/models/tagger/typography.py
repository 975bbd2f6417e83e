"""Plain typography, one character for one, as the tagger reads it: neither side of its data can be told by its quotes."""

_FOLDS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟«»″「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t\r\n", " "),
        "…": ".",
        "，": ",",
        "。": ".",
        "：": ":",
        "；": ";",
        "（": "(",
        "）": ")",
        "！": "!",
        "？": "?",
        "％": "%",
    }
)


def fold(text: str) -> str:
    """Fold quotes, dashes, spaces and marks doubled by a table format; U+FFFD for lone surrogates; as long as *text*."""
    plain = text.translate(_FOLDS).replace('""', '" ')
    if not plain.isascii():
        # The tokenizer reads UTF-8, which has no lone surrogates.
        plain = plain.encode("utf-32-le", "surrogatepass").decode("utf-32-le", "replace")
    return plain
