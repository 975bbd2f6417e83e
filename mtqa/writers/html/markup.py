"""Elements of HTML: whatever is not markup already is shown as the characters it is made of."""

from collections.abc import Iterable
from html import escape

from mtqa.writers.visible import visible

#: Not characters of a page, and not replaced by ``visible``, which minds what terminals obey.
_REFUSED = str.maketrans(dict.fromkeys(map(chr, (0xFFFE, 0xFFFF)), "\ufffd"))
_VOID = frozenset({"br", "input", "meta"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def text(words: str) -> Html:
    """Return words from outside as text, one character for one, with nothing in it that anybody obeys."""
    return words if isinstance(words, Html) else Html(escape(visible(words).translate(_REFUSED)))


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Return the parts one after another; *between* is markup."""
    return Html(between.join(text(part) for part in parts))


def element(name: str, /, *children: str, **attributes: str | float | bool | None) -> Html:
    """Return an element; an underscore in the name of an attribute is a hyphen, one at its end is nothing.

    An attribute that is true has no value, one that is false or None is left out.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{said}>" if name in _VOID else f"<{name}{said}>{joined(children)}</{name}>")


def _attribute(key: str, value: str | float | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
