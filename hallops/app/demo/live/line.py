"""A device's line to the hub: commands that are tried until they are answered, views, and streams that come back.

The hub may be gone at any moment. A command keeps its key, so that one whose answer was lost is not carried out twice.
"""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import httpx
import msgspec

AGAIN = 0.3  # seconds until the next try
ANSWER = 12.0  # seconds; the hub itself gives up after ten
SILENCE = 25.0  # of a stream whose heartbeat comes every ten
LATER = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE}
DATA = "data: "

Json = dict[str, Any]


class Refused(Exception):
    """The hall says no; trying again would not help."""

    def __init__(self, code: str, facts: Json) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class HubAddress:
    """Where the hub is, as soon as it was found."""

    def __init__(self) -> None:
        self._base = ""
        self._known = asyncio.Event()

    def found(self, host: str, port: int) -> None:
        self._base = f"http://{host}:{port}"
        self._known.set()

    async def base(self) -> str:
        await self._known.wait()
        return self._base


class Line:
    """`token` is the device's pass."""

    def __init__(self, address: HubAddress, client: httpx.AsyncClient, token: str) -> None:
        self._address = address
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}

    async def do(self, name: str, key: str, **body: object) -> list[Json]:
        """Give a command until it is answered, and return its events.

        Raises:
            Refused: the hall says no.
        """
        headers = {**self._headers, "Idempotency-Key": key}
        answer = await self._until_answered("POST", f"/v1/commands/{name}", headers, json=body)
        events: list[Json] = answer["events"]
        return events

    async def tried(self, name: str, key: str, **body: object) -> bool:
        """Give a command that may well be refused."""
        try:
            await self.do(name, key, **body)
        except Refused:
            return False
        return True

    async def look(self, view: str, **params: str) -> Json:
        answer = await self._until_answered("GET", f"/v1/views/{view}", self._headers, params=params)
        seen: Json = answer["view"]
        return seen

    async def watch(self, view: str, **params: str) -> AsyncIterator[Json]:
        """The frames of a view, endless."""
        while True:
            async for frame in self._stream(f"/v1/views/{view}/stream", params):
                yield frame
            await asyncio.sleep(AGAIN)

    async def feed(self) -> AsyncIterator[Json]:
        """The frames of the feed, endless; after a break it goes on where it was, or with a snapshot."""
        since: dict[str, str] = {}
        while True:
            async for frame in self._stream("/v1/feed/sse", since):
                yield frame
                since = {"since": str(frame["seq"]), "epoch": frame["epoch"]}
            await asyncio.sleep(AGAIN)

    async def _until_answered(self, method: str, path: str, headers: dict[str, str], **more: Any) -> Json:
        while True:
            try:
                url = await self._address.base() + path
                answer = await self._client.request(method, url, headers=headers, timeout=ANSWER, **more)
            except httpx.TransportError:
                await asyncio.sleep(AGAIN)
                continue
            if answer.is_success:
                return _object(answer.content)
            if answer.status_code not in LATER and answer.is_client_error:
                said = _object(answer.content)
                raise Refused(said["code"], said["facts"])
            await asyncio.sleep(AGAIN)

    async def _stream(self, path: str, params: dict[str, str]) -> AsyncIterator[Json]:
        """What one connection brings; it ends without a word, whatever the reason."""
        patience = httpx.Timeout(ANSWER, read=SILENCE)
        url = await self._address.base() + path
        try:
            async with self._client.stream(
                "GET", url, headers=self._headers, params=params, timeout=patience
            ) as answer:
                if not answer.is_success:
                    return
                async for line in answer.aiter_lines():
                    if line.startswith(DATA):
                        yield _object(line.removeprefix(DATA))
        except httpx.TransportError:
            return


def _object(text: bytes | str) -> Json:
    found: Json = msgspec.json.decode(text)
    return found
