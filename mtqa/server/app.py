"""What the server answers."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from mtqa.errors import MtqaError, ReadError
from mtqa.report import Report
from mtqa.server.actions import Action, Saved, action
from mtqa.server.guard import Address, Guard
from mtqa.server.review import Review
from mtqa.server.saving import save
from mtqa.server.session import Refused
from mtqa.server.state import reasons, state
from mtqa.writers.record import dumps

#: A paragraph before and after, as JSON; no story has one over a million characters.
_MAX_BODY = 4_000_000
_STEP = re.compile(r"[0-9A-Za-z-]{8,64}")

#: Makes the page of some reports, and of what could not be read.
Render = Callable[[Sequence[Report], Sequence[ReadError]], str]


def app(review: Review, address: Address, *, render: Render, policy: str) -> Starlette:
    """Return the server of a review; *policy* is the Content-Security-Policy of the page."""
    answers, under = _Answers(review, render, policy), f"/{address.token}"
    return Starlette(
        routes=[
            Route(f"{under}/", answers.page, methods=["GET"]),
            Route(f"{under}/view", answers.view, methods=["GET"]),
            Route(f"{under}/alive", answers.alive, methods=["GET"]),
            Route(f"{under}/stories/{{key}}/steps", answers.step, methods=["POST"]),
            Route(f"{under}/saved", answers.saved, methods=["POST"]),
        ],
        middleware=[
            Middleware(Guard, address=address),
            Middleware(RequestBodyLimitMiddleware, max_body_size=_MAX_BODY),
        ],
        exception_handlers={HTTPException: _problem, MtqaError: _error},
    )


class _Answers:
    """What the server says to each request; what takes time is done in threads."""

    def __init__(self, review: Review, render: Render, policy: str) -> None:
        self._review, self._render, self._policy = review, render, policy

    async def page(self, _request: Request) -> Response:
        """Give the page."""

        def made() -> str:
            return self._render([report for _, report in self._review.reports()], self._review.errors)

        return HTMLResponse(await run_in_threadpool(made), headers={"Content-Security-Policy": self._policy})

    async def view(self, _request: Request) -> Response:
        """Give the page as it is now, and what can be done with it."""

        def made() -> str:
            seen = list(self._review.reports())
            told = [{"key": key, **state(*each)} for key, each in zip(self._review.stories, seen, strict=True)]
            html = self._render([report for _, report in seen], self._review.errors)
            return dumps({"html": html, "stories": told, "reasons": reasons()})

        return _json(await run_in_threadpool(made))

    async def alive(self, _request: Request) -> Response:
        """Say how many steps were taken."""
        return _json(dumps({"seen": sum(len(story.session.seen) for story in self._review.stories.values())}))

    async def step(self, request: Request) -> Response:
        """Take a step, which is on disk before this answers."""
        key, step = request.path_params["key"], await _step(request)
        if key not in self._review.stories:
            raise HTTPException(404, "no such story is under review")
        if isinstance(step, Saved):
            raise HTTPException(400, "what is saved is told by the server")
        try:
            done = await run_in_threadpool(self._review.do, key, step)
        except Refused as error:
            raise HTTPException(409, str(error)) from error
        except OSError as error:
            raise HTTPException(507, f"could not be kept: {(error.strerror or str(error)).lower()}") from error
        return _json(dumps({"saved": done.session.is_saved}))

    async def saved(self, request: Request) -> Response:
        """Put all that was done into files."""
        step = await _step(request)
        if not isinstance(step, Saved):
            raise HTTPException(400, "the step is one of saving")
        told = [asdict(outcome) for outcome in await run_in_threadpool(save, self._review, step.id)]
        return _json(dumps({"outcomes": told, "baseline": str(self._review.baseline_file)}))


async def _step(request: Request) -> Action:
    try:
        step = action(json.loads(await request.body()))
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, str(error)) from error
    if not _STEP.fullmatch(step.id):
        raise HTTPException(400, "the name of a step is made of 8 to 64 letters, digits and hyphens")
    return step


def _json(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")


async def _error(_request: Request, error: Exception) -> Response:
    """Say in the page what the user can put right, such as a model that is missing."""
    return _json(dumps({"problem": str(error)}), 500)


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json(dumps({"problem": error.detail}), error.status_code)
