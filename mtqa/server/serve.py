"""A review, served to this machine alone until somebody ends it."""

import contextlib
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

import uvicorn

from mtqa.server import page
from mtqa.server.address import listening
from mtqa.server.app import app
from mtqa.server.review import Review

#: Seconds that requests have to end when the server does.
_PATIENCE = 5


@dataclass(frozen=True, kw_only=True)
class Serving:
    """How a review is served: the port, any if none is given, and whether a browser is opened."""

    port: int | None = None
    opens_browser: bool = True


def serve(review: Review, how: Serving, told: Callable[[str], None]) -> None:
    """Serve a review until Ctrl-C; *told* gets the address once the first page is ready. Raises ``UsageError``."""
    for _ in review.reports():  # so that the page comes at once
        pass
    bound, address = listening((story.path for story in review.stories.values()), how.port)
    with bound:
        # Accepts from here on; who comes before the server runs waits.
        bound.listen()
        server = uvicorn.Server(
            uvicorn.Config(
                app(review, address, render=page.render, policy=page.policy()),
                http="h11",
                loop="asyncio",
                lifespan="off",
                # Lines of the log would hold the token.
                access_log=False,
                log_level="warning",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_PATIENCE,
            )
        )
        told(address.url)
        if how.opens_browser:
            Thread(target=_open, args=(address.url,), daemon=True).start()
        # Ctrl-C is how it ends.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[bound])


def _open(url: str) -> None:
    """Open a browser, unless there is only one that would take the terminal for itself."""
    with contextlib.suppress(webbrowser.Error):
        if type(webbrowser.get()) is not webbrowser.GenericBrowser:
            webbrowser.open(url)
