"""The address of a review, the same whenever it is begun, so that a page which is still open finds its server again."""

import contextlib
import hashlib
import json
import secrets
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

from mtqa.errors import UsageError
from mtqa.server.guard import Address
from mtqa.server.journal import folder

_LOOPBACK = "127.0.0.1"
#: Bytes.
_LONG = 32


def listening(paths: Iterable[str], port: int | None) -> tuple[socket.socket, Address]:
    """Return a socket of this machine alone, at the port asked for, the one of last time, or any; raises ``UsageError``."""
    file = folder() / f"address-{_digest(paths)}.json"
    last, token = _read(file)
    try:
        bound = _bound(port) if port is not None else _bound_again(last)
    except OSError as error:
        raise UsageError(f"port {port}: {(error.strerror or str(error)).lower()}") from error
    address = Address(port=bound.getsockname()[1], token=token or secrets.token_urlsafe(_LONG))
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps({"port": address.port, "token": address.token}), encoding="ascii")
    return bound, address


def _bound_again(last: int) -> socket.socket:
    try:
        return _bound(last)
    except OSError:  # another program has it now
        return _bound(0)


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # On Windows this would let another program in beside us; elsewhere it lets us in again at once.
        if sys.platform != "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((_LOOPBACK, port))
    except BaseException:
        bound.close()
        raise
    return bound


def _read(file: Path) -> tuple[int, str]:
    try:
        value = json.loads(file.read_bytes())
        port, token = int(value["port"]), str(value["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""
    return (port, token) if 0 < port < 65_536 and len(token) >= _LONG else (0, "")


def _digest(paths: Iterable[str]) -> str:
    names = sorted(str(Path(path).absolute()) for path in paths)
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:16]
