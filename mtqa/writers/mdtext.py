"""Text for a Markdown comment on GitHub or GitLab: words of a story that make no markup, no link and no mention."""

import re
import string

from mtqa.writers.visible import visible

#: As references: they stand for the character and never for markup, in tables, HTML and Markdown alike.
_ESCAPED = str.maketrans({sign: f"&#{ord(sign)};" for sign in set(string.punctuation) - set(",;'?\"")})
#: What people, issues, merge requests, labels and commits are called by.
_CALLED = re.compile(r'([@#!~%$&^*]|\bGH-|\b[0-9a-f]{6})(?=[\w"])', re.IGNORECASE)
_ZERO_WIDTH = "\u200b"


def prose(text: str) -> str:
    """Return *text* as words on one line."""
    return _CALLED.sub(rf"\1{_ZERO_WIDTH}", visible(text)).translate(_ESCAPED)


def quoted(text: str) -> str:
    """Return *text* as code, in which nobody is called."""
    return f"<code>{visible(text).translate(_ESCAPED)}</code>"
