"""Which stories changed since a revision of git."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from mtqa.errors import UsageError

_STANDARD_INPUT = "-"


def changed(paths: Iterable[str], base: str) -> list[str]:
    """Return the paths of stories that differ from where the work left *base*, or are new; raises ``UsageError``."""
    top = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").removesuffix(b"\n")))
    revision = os.fsdecode(
        _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}", base=base)
    )
    start = os.fsdecode(_git("merge-base", revision.strip(), "HEAD", base=base)).strip()
    differing = _git("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", start, "--", base=base)
    new = _git("-C", str(top), "ls-files", "--others", "--exclude-standard", "-z")
    names = {top / os.fsdecode(name) for name in (differing + new).split(b"\0") if name}
    return [path for path in paths if path == _STANDARD_INPUT or _inside(path, top) in names]


def _inside(path: str, top: Path) -> Path:
    """Return where a story is, links in the folders above it followed, as git sees it."""
    absolute = Path(path).absolute()
    found = absolute.parent.resolve() / absolute.name
    if not found.is_relative_to(top):
        raise UsageError(f"{path}: outside the repository {top}, so that git cannot tell whether it changed")
    return found


def _git(*arguments: str, base: str = "") -> bytes:
    # Nothing that a repository configures is run.
    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise UsageError("--changed needs git, which is not installed") from error
    if done.returncode == 0:
        return done.stdout
    said = os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
    if "not a git repository" in said:
        raise UsageError(f"--changed needs a git repository, and {Path.cwd()} is in none")
    if arguments[0] == "merge-base" and not said:
        raise UsageError(
            f"{base} and HEAD have no common commit here; a shallow clone needs its history (fetch-depth: 0)"
        )
    raise UsageError(f"there is no revision {base}" if not said else f"git: {said}")
