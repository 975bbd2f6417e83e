"""What a page may load and run: itself, known by hashes, and nothing else. https://www.w3.org/TR/CSP3/."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_CLOSING = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)


def policy(styles: Iterable[str], scripts: Iterable[str], *, connects: bool = False) -> str:
    """Return the Content-Security-Policy under which these styles and scripts count, and no other.

    A page that *connects* may call the server that it came from.
    """
    rules = [
        "default-src 'none'",
        f"style-src {_hashes(styles)}",
        f"script-src {_hashes(scripts)}",
        *(["connect-src 'self'"] if connects else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def inlined(code: str) -> str:
    """Return code as it may stand in a page, where a browser hashes it with its lines ended by LF."""
    if _CLOSING.search(code):
        raise ValueError("code in a page must not hold the end of its own element")
    return code.replace("\r\n", "\n").replace("\r", "\n")


def _hashes(codes: Iterable[str]) -> str:
    digests = (b64encode(sha256(code.encode("utf-8")).digest()).decode("ascii") for code in codes)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
