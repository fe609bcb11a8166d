"""What a caller gets who can not be served: always JSON of one shape, in the caller's language.

{"code", "sentence", "possible": [commands], "facts": {}}. A client's fault is a 4xx; a fault of the hub is a 500
that tells a reference for the log and nothing else.
"""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.datastructures import Headers
from starlette.responses import Response

from hallops.domain.refusal import Fact, Moment, Refusal, Term
from hallops.hub.today import Today
from hallops.language import LANGUAGES, refusal_sentence
from hallops.ports.journal import JournalError, JournalFullError

STATUS: Mapping[str, HTTPStatus] = {
    "unknown_command": HTTPStatus.NOT_FOUND,
    "unknown_view": HTTPStatus.NOT_FOUND,
    "unknown_address": HTTPStatus.NOT_FOUND,
    "unknown_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "malformed_command": HTTPStatus.UNPROCESSABLE_ENTITY,
    "malformed_request": HTTPStatus.UNPROCESSABLE_ENTITY,
    "file_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "malformed_view": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_parameter": HTTPStatus.UNPROCESSABLE_ENTITY,  # a view's own words for the same
    "parameter_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "key_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_pass": HTTPStatus.NOT_FOUND,
    "unknown_role": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pass_place": HTTPStatus.UNPROCESSABLE_ENTITY,
    "confirm_text": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_strokes": HTTPStatus.UNPROCESSABLE_ENTITY,
    "comment_text": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_confirmation": HTTPStatus.NOT_FOUND,
    "key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sign_in_needed": HTTPStatus.UNAUTHORIZED,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "manager_only": HTTPStatus.FORBIDDEN,
    "device_only": HTTPStatus.FORBIDDEN,
    "no_public_url": HTTPStatus.NOT_FOUND,
    "view_not_allowed": HTTPStatus.FORBIDDEN,
    "field_reserved": HTTPStatus.FORBIDDEN,
    "other_place": HTTPStatus.FORBIDDEN,
    "other_staff": HTTPStatus.FORBIDDEN,
    "other_duties": HTTPStatus.FORBIDDEN,
    "other_origin": HTTPStatus.FORBIDDEN,
    "unknown_pairing": HTTPStatus.NOT_FOUND,
    "unknown_account": HTTPStatus.NOT_FOUND,
    "unknown_kind": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_standing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "device_name": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account_name": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wrong_secret": HTTPStatus.UNAUTHORIZED,
    "pairing_needed": HTTPStatus.FORBIDDEN,
    "device_nowhere": HTTPStatus.FORBIDDEN,
    "secret_wait": HTTPStatus.TOO_MANY_REQUESTS,
    "secret_locked": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_pairings": HTTPStatus.TOO_MANY_REQUESTS,
    "body_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_streams": HTTPStatus.SERVICE_UNAVAILABLE,
    "store_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "store_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "fault": HTTPStatus.INTERNAL_SERVER_ERROR,
}
LATER = 1  # second; when a refusal that will pass does not say when


def status_of(refusal: Refusal, method: str) -> HTTPStatus:
    """409 for what the hall refuses; what is looked at and not there is 404."""
    looked_at = method in {"GET", "HEAD"} and refusal.code.startswith("unknown_")
    return STATUS.get(refusal.code, HTTPStatus.NOT_FOUND if looked_at else HTTPStatus.CONFLICT)


def refused(refusal: Refusal, headers: Headers, today: Today, method: str = "POST") -> Response:
    """The answer to whoever asked with these headers."""
    status = status_of(refusal, method)
    said = {
        "code": refusal.code,
        "sentence": refusal_sentence(refusal, language_of(headers), today.zone, today.date()),
        "possible": list(refusal.possible),
        "facts": {name: _plain(fact) for name, fact in refusal.facts.items()},
    }
    more = {"Vary": "Accept-Language"}
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        more["Retry-After"] = str(refusal.facts.get("seconds", LATER))
    if status is HTTPStatus.UNAUTHORIZED:
        more["WWW-Authenticate"] = "Bearer"
    return json(said, status, more)


def json(body: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")


def as_refusal(error: JournalError | TimeoutError) -> Refusal:
    """The store's troubles; what exactly was said stays in the log."""
    return Refusal("store_full" if isinstance(error, JournalFullError) else "store_unavailable")


def language_of(headers: Headers) -> str:
    """The first language of Accept-Language by weight that the suite speaks; Chinese where none is."""
    wishes = [_wish(part) for part in headers.get("accept-language", "")[:200].split(",")]
    for _, language in sorted(wishes, key=lambda wish: -wish[0]):
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _wish(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    try:
        wanted = float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        wanted = 0.0
    return wanted, tag.strip().split("-")[0].lower()


def _plain(fact: Fact) -> str | int:
    if isinstance(fact, Moment):
        return fact.at
    return fact.word if isinstance(fact, Term) else fact
