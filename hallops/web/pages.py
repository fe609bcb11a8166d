"""The routes of the pages. They hold no state and know no hall: everything living comes to them as views."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from hallops.language import CHINESE, DEFAULT_ZONE, LANGUAGES
from hallops.web.page import PAGES, Page, other_language, say
from hallops.web.words.common import COMMON
from hallops.web.words.index import INDEX, MISTAKE

LANGUAGE = "hallops_language"  # cookies
CARE = "hallops_care"
YEAR = timedelta(days=365)
BOTH = "both"
STATIC = "/static"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; media-src 'self'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'; object-src 'none'",  # scripts send what is typed; a paused one sends nothing
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

KNOWN = frozenset(page.name for page in PAGES)

_MISTAKES: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "mistake_sign_in",
    HTTPStatus.FORBIDDEN: "mistake_not_allowed",
    HTTPStatus.NOT_FOUND: "mistake_unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "mistake_unknown",
    HTTPStatus.TOO_MANY_REQUESTS: "mistake_too_often",
}
_ENVIRONMENT = Environment(
    loader=PackageLoader("hallops.web"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)


class _Files(StaticFiles):
    """Files are asked for again each time: a kiosk that runs for months must not keep those of an older version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def make_pages(zone: str = DEFAULT_ZONE, fingerprint: str | None = None) -> APIRouter:
    """All pages; `zone` is the time zone of their clocks, wherever the screen thinks it is, until a view tells it.

    `fingerprint` is that of the hub's authority; None over plain HTTP.
    """
    router = APIRouter(include_in_schema=False)
    for page in PAGES:
        router.add_api_route(page.path, _shown(page, zone, fingerprint), methods=["GET"], name=page.name)
    return router


def page_routes(zone: str = DEFAULT_ZONE, fingerprint: str | None = None) -> tuple[BaseRoute, ...]:
    """All pages with their style sheets and scripts: what a hub's app is given."""
    return (
        *make_pages(zone, fingerprint).routes,
        Mount(STATIC, _Files(packages=[("hallops.web", "static")]), name="static"),
    )


def _shown(page: Page, zone: str, fingerprint: str | None) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        template = _ENVIRONMENT.get_template(f"{page.name}.html")  # kept by the environment, from the first time on
        language = _language(request, page)
        asked = {**request.query_params, **request.path_params}
        unknown = bool(page.opens) and not re.fullmatch(page.opens, str(asked.get("token", "")))
        text = template.render(
            _=lambda word: say(page.vocabulary[word], language),
            also=lambda word: say(page.vocabulary[word], other_language(language)),  # for what is printed in both
            language=language,
            other=other_language(language),
            page=page.name,
            care=request.cookies.get(CARE) == "1",
            asked=asked,
            data={
                **page.data(language),
                **_second(page, language, asked),
                "zone": zone,
                "asked": asked,
                "unknown": unknown,
            },
            fingerprint=fingerprint,
            known=KNOWN,
        )
        status = HTTPStatus.NOT_FOUND if unknown else HTTPStatus.OK
        response = Response(text, status, media_type="text/html", headers=HEADERS)
        if request.query_params.get("lang") == language:
            response.set_cookie(LANGUAGE, language, max_age=int(YEAR.total_seconds()), samesite="lax")
        return response

    return show


def _second(page: Page, language: str, asked: Mapping[str, str]) -> dict[str, object]:
    """What a board that speaks both languages in turn needs for the other one."""
    return {"both": page.data(other_language(language))} if page.alternates and asked.get("lang") == BOTH else {}


def mistake_page(status: int, sentence: str, path: str, language: str) -> Response:
    """What a person gets who can not be served: what it means, the sentence, and a way on."""
    text = _ENVIRONMENT.get_template("mistake.html").render(
        _=lambda word: say({**COMMON, **INDEX, **MISTAKE}[word], language),
        language=language,
        page="mistake",
        title=_MISTAKES.get(status, "mistake_hub" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "mistake_request"),
        sentence=sentence,
        path=path,
        status=status,
        known=KNOWN,
    )
    return Response(text, status, media_type="text/html", headers=HEADERS)


def _language(request: Request, page: Page) -> str:
    wishes = [request.query_params.get("lang"), request.cookies.get(LANGUAGE)]
    if page.visitors_own:
        wishes.append(request.headers.get("accept-language", "")[:2].lower())
    return next((wish for wish in wishes if wish in LANGUAGES), CHINESE)
