"""mtqa: a machine-translation quality checker for English news copy."""

__version__ = "0.1.0"
