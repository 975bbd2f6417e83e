"""Files that appear when they are whole, and those that must not take the place of another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears only when it is whole; what is no file, such as a device or a pipe, is written to."""
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    path = path.resolve()
    # A temporary file is for its owner alone; a report is for whoever may read the folder, or the one before it.
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    # Closed before it is moved, whatever happens.
    file = NamedTemporaryFile("wb", dir=path.parent, prefix=".mtqa-", delete=False)  # noqa: SIM115
    unfinished = Path(file.name)
    try:
        with file:
            yield file
        unfinished.chmod(mode)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def written_new(paths: Iterator[Path], data: bytes) -> Path:
    """Write a file under the first of the names that nothing has, and return which; raises ``OSError``."""
    for path in paths:
        try:
            file = path.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path
    raise FileExistsError("every name is taken")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
