"""What is kept out of training: by hash, so that it needs no file and never changes."""

import hashlib


def bucket(key: str, of: int) -> int:
    """Return a number from 0 to *of* - 1 for a key: the first eight hex digits of its MD5, modulo *of*."""
    return int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()[:8], 16) % of


def held_document(name: str) -> bool:
    """Tell whether an annotated document or a story is kept out: one in five."""
    return bucket(f"doc/{name}", 5) == 0


def held_original(name: str) -> bool:
    """Tell whether an English original is kept out: one in three, since there are few."""
    return bucket(f"original/{name}", 3) == 0


def held_system(name: str) -> bool:
    """Tell whether a translation system's outputs are kept out: about one in six systems."""
    return bucket(name, 6) == 0


def held_row(text: str) -> bool:
    """Tell whether a row of somebody's own annotations is kept out: one in five."""
    return bucket(f"row/{text}", 5) == 0


def held_pair(word: str, other: str) -> bool:
    """Tell whether a word is planted for another only to measure by: one pair in eight."""
    return bucket(f"pair/{word}/{other}", 8) == 0
