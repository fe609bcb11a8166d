"""The hub is asked at random what its OpenAPI document says it takes: it never breaks, and answers as it is documented.

The examples are the same at each run. Streams do not end, so they are asked elsewhere.
"""

import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from hallops.services.views.views import VIEWS
from tests.hub.running import Caller, Hall, hall, headers, served

pytestmark = pytest.mark.slow

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
STREAMS = ("/stream", "/sse")
ROLES = ("manager", "window-1", "dispenser", "guide", None)
FEW = settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, Caller]]:
    """A hub with the views of the product."""
    with hall(tmp_path_factory.mktemp("hall"), views=VIEWS) as found, served(found) as caller:
        caller.issue()
        yield found, caller


def operations(base: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_url(f"{base}/v1/openapi.json")
        found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return [operation for operation in found if not operation.path.endswith(STREAMS)]


def test_every_way_in_answers_as_it_is_documented(described: tuple[Hall, Caller]) -> None:
    found, caller = described
    statuses: set[int] = set()
    for operation in operations(caller.base):

        @FEW
        @given(case=operation.as_strategy(), who=st.sampled_from(ROLES))
        def ask(case: Any, who: str | None) -> None:
            found.seconds[0] += 10  # nobody is too often
            more = {name: text for name, text in headers(who, None).items() if name != "Idempotency-Key"}
            answer = case.call(
                base_url=caller.base, headers={**more, **dict(case.headers or {})}, allow_redirects=False
            )
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        ask()
    assert {200, 403, 409, 422} <= statuses


def test_what_the_document_promises_is_what_a_refusal_is(described: tuple[Hall, Caller]) -> None:
    _, caller = described
    refusal = caller.client.get("/v1/openapi.json").json()["components"]["schemas"]["Refusal"]
    said = caller.command("Issue", service="nothing").json()
    assert sorted(said) == sorted(refusal["required"])


@given(message=st.one_of(st.text(max_size=300), st.binary(max_size=300)))
@settings(FEW, max_examples=25)
def test_whatever_a_feed_client_says_the_feed_goes_on(described: tuple[Hall, Caller], message: str | bytes) -> None:
    found, caller = described
    url = caller.base.replace("http:", "ws:") + "/v1/feed"
    with connect(url, additional_headers=headers("manager", None), proxy=None) as feed:
        feed.recv(timeout=30)
        feed.send(message)
        found.seconds[0] += 10
        ticket = caller.issue()
        assert ticket in str(feed.recv(timeout=30))


@given(frame=st.binary(min_size=1, max_size=60))
@settings(FEW, max_examples=25)
def test_whatever_bytes_come_on_a_websocket_only_that_line_may_end(
    described: tuple[Hall, Caller], frame: bytes
) -> None:
    found, caller = described
    url = caller.base.replace("http:", "ws:") + "/v1/feed"
    with connect(url, additional_headers=headers("manager", None), proxy=None, close_timeout=0.1) as feed:
        feed.recv(timeout=30)
        feed.socket.sendall(frame)
        found.seconds[0] += 10
        caller.issue()
        with suppress(ConnectionClosed):
            feed.recv(timeout=30)
    assert caller.get("/health/live").status_code == 200


@given(
    query=st.dictionaries(st.sampled_from(["since", "epoch", "window", "zone", "x"]), st.text(max_size=40)),
    view=st.sampled_from([*VIEWS, "nothing"]),
    remembered=st.text(st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), max_size=40),
)
@settings(FEW, max_examples=40)
def test_whatever_is_asked_of_a_stream_it_begins_or_is_refused(
    described: tuple[Hall, Caller], query: dict[str, str], view: str, remembered: str
) -> None:
    _, caller = described
    more = {**headers("manager", None), "Last-Event-ID": remembered}
    for path in ("/v1/feed/sse", f"/v1/views/{view}/stream"):
        with caller.client.stream("GET", path, params=query, headers=more) as answer:
            if answer.status_code == 200:
                assert any(line.startswith("data: {") for line in answer.iter_lines())
            else:
                assert 400 <= answer.status_code < 500, answer.read()
