"""What a user can put right, said in one line."""


class MtqaError(Exception):
    """Anything the user can put right; the command line prints it without a traceback."""


class ReadError(MtqaError):
    """A file that cannot be read as a story."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class LocatedError(MtqaError):
    """A mistake on a line of a file."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


class RuleError(LocatedError):
    """A rule pack that breaks the rules for rule packs."""


class ConfigError(LocatedError):
    """A setting that is not one."""


class UsageError(MtqaError):
    """A call that asks for something that does not exist."""


class ModelError(MtqaError):
    """A model that is missing or damaged."""


class MissingExtraError(MtqaError):
    """Something that needs one of mtqa's extras, which is not installed."""

    def __init__(self, problem: str, extra: str) -> None:
        super().__init__(f"{problem}: pip install 'mtqa[{extra}]'")
        self.extra = extra
