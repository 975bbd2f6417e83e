"""What CLDR says of a language, through Babel."""

from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.errors import MissingExtraError

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=32)
def locale(language: str) -> "Locale":
    """Return the locale of a language by ISO 639-1 code; raises ``MissingExtraError``."""
    try:
        from babel import Locale
    except ModuleNotFoundError as error:
        raise MissingExtraError("to compare a story with its source, mtqa needs Babel", "source") from error
    return Locale.parse(language)
