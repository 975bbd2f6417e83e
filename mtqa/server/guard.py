"""Who may ask the server anything: a page that it gave out itself, to a browser on this machine, by an address nobody guesses.

Any web page may make a browser call a server on the same machine. One whose name suddenly means this machine calls it by
that name, and one that does not know the address gets nothing; what writes must come from our own page.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
#: For whatever brings no policy of its own.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the server is found: a port of this machine, and a token that is the first part of every path."""

    port: int
    token: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a browser may call this machine."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{self.hosts[0]}/{self.token}/"


class Guard:
    """Lets only those requests through that may ask, and tells browsers to be strict with every answer."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", _POLICY)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, strict)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if scope["type"] != "http" or len(hosts) != 1 or hosts[0].lower() not in self._address.hosts:
            return _refused(421, "this server has no such name")
        token = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self._address.token.encode("utf-8")):
            return _refused(404, "nothing here")
        if scope["method"] == "GET":
            return None
        if scope["method"] != "POST":
            return _refused(405, "not so")
        if headers.get("origin") != f"http://{hosts[0].lower()}":
            return _refused(403, "only from the page itself")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refused(415, "JSON is wanted")
        return None


def _refused(status: int, words: str) -> PlainTextResponse:
    return PlainTextResponse(f"{words}\n", status)
