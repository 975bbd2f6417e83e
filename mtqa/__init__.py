"""mtqa: a machine-translation quality checker for English news copy."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtqa.api import check, read
    from mtqa.document import Article, Document
    from mtqa.finding import Finding
    from mtqa.report import Report

__version__ = "0.1.0"
__all__ = ["Article", "Document", "Finding", "Report", "__version__", "check", "read"]

_HOMES = {
    "check": "mtqa.api",
    "read": "mtqa.api",
    "Article": "mtqa.document",
    "Document": "mtqa.document",
    "Finding": "mtqa.finding",
    "Report": "mtqa.report",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that ``import mtqa`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
