"""Problems in plain words, as a page or as JSON, always with the urgent lines."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web

from web.api import problem_json
from web.door import DOOR
from web.errors import TooFastError, WebError
from web.rendering import page

_TITLES = {
    HTTPStatus.BAD_REQUEST: "We could not read that",
    HTTPStatus.FORBIDDEN: "We could not be sure that was you",
    HTTPStatus.NOT_FOUND: "We can't find that page",
    HTTPStatus.METHOD_NOT_ALLOWED: "That does not work here",
    HTTPStatus.GONE: "That button has been used",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "That is too big",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "We could not read that",
    HTTPStatus.UNPROCESSABLE_ENTITY: "That is a bit too long",
    HTTPStatus.TOO_MANY_REQUESTS: "Please wait a minute",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Sorry, something went wrong",
    HTTPStatus.SERVICE_UNAVAILABLE: "Sorry, this is not working just now",
}
_SENTENCES = {
    HTTPStatus.NOT_FOUND: "The page may have moved, or the address may have a letter wrong.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Please go back to the page you came from and use its buttons.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "It is our fault, not yours. Please try again in a few minutes.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Please try again in a few minutes. The phone lines below still work.",
}


async def problem_response(
    request: web.Request, status: int, problem: WebError | None = None
) -> web.Response:
    """The answer to a request that went wrong; an unlisted status is told as the plainest one of its kind."""
    listed = status if status in _TITLES else (500 if status >= 500 else 400)
    sentence = (
        str(problem) if problem else _SENTENCES.get(HTTPStatus(listed), _TITLES[HTTPStatus(listed)] + ".")
    )
    if request.path.startswith("/api/"):
        return problem_json(problem or _told(sentence, status), request.app[DOOR].clock())
    template = "desk/problem.html" if request.path.startswith("/desk") else "pages/problem.html"
    title = (problem.title if problem else "") or _TITLES[HTTPStatus(listed)]
    response = await page(request, template, {"title": title, "sentence": sentence}, status)
    if isinstance(problem, TooFastError):
        response.headers["Retry-After"] = str(problem.seconds)
    return response


def _told(sentence: str, status: int) -> WebError:
    problem = WebError(sentence)
    problem.status = status
    return problem
