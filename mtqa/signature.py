"""How a report was made."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Enough to make the same report again, in the manner of sacreBLEU (Post 2018)."""

    mtqa: str
    #: sha256 over the packs, in name order, eight hex digits.
    rules: str
    models: Mapping[str, str]
    checks: tuple[str, ...]
    operating_point: str

    def __str__(self) -> str:
        models = "+".join(f"{kind}={name}" for kind, name in self.models.items()) or "none"
        checks = "+".join(self.checks)
        return f"mtqa:{self.mtqa}|rules:{self.rules}|models:{models}|checks:{checks}|point:{self.operating_point}"
