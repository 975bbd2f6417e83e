"""What the server answers."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

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

#: Makes the page of some reports.
Render = Callable[[Sequence[Report]], str]


def app(review: Review, address: Address, render: Render) -> Starlette:
    """Return the server of a review."""

    async def page(_request: Request) -> Response:
        def made() -> str:
            return render([review.report(key)[1] for key in review.stories])

        return HTMLResponse(await run_in_threadpool(made))

    async def story(request: Request) -> Response:
        key = _key(request, review)

        def made() -> dict[str, Any]:
            session, report = review.report(key)
            return {"html": render([report]), **state(session, report)}

        return _json(await run_in_threadpool(made))

    async def stories(_request: Request) -> Response:
        listed = [{"key": key, "path": each.path} for key, each in review.stories.items()]
        return _json({"stories": listed, "reasons": reasons()})

    async def steps(request: Request) -> Response:
        key, step = _key(request, review), await _step(request)
        if isinstance(step, Saved):
            raise HTTPException(400, "what is saved is told by the server")
        try:
            done = await run_in_threadpool(review.do, key, step)
        except Refused as error:
            raise HTTPException(409, str(error)) from error
        except OSError as error:
            raise HTTPException(507, f"could not be kept: {(error.strerror or str(error)).lower()}") from error
        return _json({"step": len(done.session.history), "saved": done.session.is_saved})

    async def saved(request: Request) -> Response:
        step = await _step(request)
        if not isinstance(step, Saved):
            raise HTTPException(400, "the step is one of saving")
        outcomes = await run_in_threadpool(save, review, step.id)
        return _json({"outcomes": [asdict(outcome) for outcome in outcomes], "baseline": str(review.baseline_file)})

    under = f"/{address.token}"
    return Starlette(
        routes=[
            Route(f"{under}/", page, methods=["GET"]),
            Route(f"{under}/stories", stories, methods=["GET"]),
            Route(f"{under}/stories/{{key}}", story, methods=["GET"]),
            Route(f"{under}/stories/{{key}}/steps", steps, methods=["POST"]),
            Route(f"{under}/saved", saved, methods=["POST"]),
        ],
        middleware=[
            Middleware(Guard, address=address),
            Middleware(RequestBodyLimitMiddleware, max_body_size=_MAX_BODY),
        ],
        exception_handlers={HTTPException: _problem},
    )


def _key(request: Request, review: Review) -> str:
    key: str = request.path_params["key"]
    if key not in review.stories:
        raise HTTPException(404, "no such story is under review")
    return key


async def _step(request: Request) -> Action:
    try:
        step = action(json.loads(await request.body()))
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, str(error)) from error
    if not _STEP.fullmatch(step.id):
        raise HTTPException(400, "the name of a step is made of 8 to 64 letters, digits and hyphens")
    return step


def _json(value: object, status: int = 200) -> Response:
    return Response(dumps(value), status, media_type="application/json")


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"problem": error.detail}, error.status_code)
