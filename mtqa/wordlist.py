"""Word lists: a file with an entry a line."""

from importlib.resources.abc import Traversable


def entries(file: Traversable) -> list[str]:
    """Return the lines of a word list, without its comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
