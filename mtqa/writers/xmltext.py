"""Text for XML 1.0: what its markup is made of as references, what it may not hold as signs that people see."""

from collections.abc import Mapping

from mtqa.writers.visible import visible

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})
#: Not characters of XML, and not replaced by ``visible``, which minds what terminals obey.
_REFUSED = str.maketrans(dict.fromkeys(map(chr, (0xFFFE, 0xFFFF)), "\ufffd"))


def content(text: str) -> str:
    """Return *text* as the content of an element; its lines stay lines."""
    return "\n".join(visible(line).translate(_REFUSED).translate(_ESCAPED) for line in text.split("\n"))


def tag(name: str, values: Mapping[str, object]) -> str:
    """Return the inside of a tag: its name and its attributes, each value on one line."""
    said = (f' {key}="{content(visible(str(value)))}"' for key, value in values.items())
    return name + "".join(said)
