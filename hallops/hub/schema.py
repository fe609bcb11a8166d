"""The hub's public description: what each way in takes and gives, for whoever writes a device or a face of their own.

A route of many things (a command by its name, a view by its name) is written out as one way in for each of them, and
every answer that is not the wanted one is a refusal of one shape. A test asks the hub at random and holds it to this.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from hallops.hub.looks import Looks
from hallops.hub.router import EVENTS, JSON, Way, is_whole_query
from hallops.wire.commands import KINDS

Schema = dict[str, Any]

REF = "#/components/schemas/{name}"
NAME = "{name}"
DESCRIPTION = "/v1/openapi.json"
KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 100, "pattern": "^[!-~]+$"},
}
REFUSAL: Schema = {
    "type": "object",
    "description": "Why not: `sentence` in the language of Accept-Language; `possible` names commands that would do.",
    "required": ["code", "sentence", "possible", "facts"],
    "properties": {
        "code": {"type": "string"},
        "sentence": {"type": "string"},
        "possible": {"type": "array", "items": {"type": "string"}},
        "facts": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
    },
}
ANSWER: Schema = {
    "type": "object",
    "description": "What a command led to; `first` numbers its first event.",
    "required": ["events", "first", "repeated"],
    "properties": {
        "events": {
            "type": "array",
            "items": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
        },
        "first": {"type": "integer", "minimum": 1},
        "repeated": {"type": "boolean"},
    },
}
LOOK: Schema = {
    "type": "object",
    "description": "A view as of event `seq`.",
    "required": ["epoch", "seq", "at", "view"],
    "properties": {
        "epoch": {"type": "string"},
        "seq": {"type": "integer", "minimum": 0},
        "at": {"type": "integer"},
        "view": {"type": "object"},
    },
}
OWN: Mapping[str, Schema] = {"Refusal": REFUSAL, "Answer": ANSWER, "Look": LOOK}
EMPTY = (HTTPStatus.NO_CONTENT, HTTPStatus.SEE_OTHER)  # answers without a body


def described(ways: Sequence[Way], looks: Looks) -> Callable[[Request], Response]:
    """The handler that gives the document, made when somebody asks for the first time."""

    @cache
    def text() -> bytes:
        return msgspec.json.encode(document(ways, looks))

    return lambda _: Response(text(), media_type=JSON)


def document(ways: Sequence[Way], looks: Looks) -> Schema:
    paths: dict[str, Schema] = {}
    for way in ways:
        for path, operation in _written_out(way, looks):
            paths.setdefault(path, {})[way.method.lower()] = _with_refusal(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "HallOps hub", "version": version("hallops")},
        "paths": paths,
        "components": {"schemas": {**command_schemas(), **OWN}},
    }


def command_schemas() -> Schema:
    """A schema for each command. `by` is left out: the hub knows who asks."""
    _, found = msgspec.json.schema_components(KINDS.values(), ref_template=REF)
    return {name: _without_by(schema) for name, schema in found.items()}


def _without_by(schema: Schema) -> Schema:
    if "properties" not in schema:
        return schema
    properties = {name: of for name, of in schema["properties"].items() if name != "by"}
    required = [name for name in schema.get("required", []) if name != "by"]
    return {**schema, "properties": properties, "required": required}


def _written_out(way: Way, looks: Looks) -> Iterator[tuple[str, Schema]]:
    operation = _operation(way)
    if way.path.startswith("/v1/commands/"):
        for name in KINDS:
            yield way.path.replace(NAME, name), _command(operation, name)
    elif way.path.startswith("/v1/views/"):
        for name in looks.names:
            yield way.path.replace(NAME, name), _view(operation, name, looks, way.path.endswith("/stream"))
    else:
        yield way.path, operation


def _operation(way: Way) -> Schema:
    answer: Schema = {"description": "As asked."}
    if way.status not in EMPTY:
        answer = _gives(way.media, {} if way.media == JSON else {"type": "string"})
    return {
        "summary": way.summary,
        "description": inspect.getdoc(way.handler) or "",
        "operationId": f"{way.method.lower()}{re.sub(r'[^a-z0-9]+', '_', way.path.lower())}".rstrip("_"),
        "parameters": list(_parameters(way)),
        "responses": {str(way.status): answer},
    }


def _parameters(way: Way) -> Iterator[Schema]:
    for name, one in way.takes.items():
        if is_whole_query(one):
            for field in msgspec.structs.fields(one.annotation):
                yield _parameter(way, field.encode_name, field.type, is_needed=field.required)
        else:
            yield _parameter(way, name, one.annotation, is_needed=one.default is inspect.Parameter.empty)


def _parameter(way: Way, name: str, kind: Any, *, is_needed: bool) -> Schema:
    where = "path" if f"{{{name}}}" in way.path else "query"
    return {"name": name, "in": where, "required": is_needed, "schema": msgspec.json.schema(kind)}


def _command(operation: Schema, name: str) -> Schema:
    return {
        "summary": name,
        "description": operation["description"],
        "operationId": name,
        "parameters": [KEY],
        "requestBody": {"required": True, "content": {JSON: {"schema": {"$ref": REF.format(name=name)}}}},
        "responses": {"200": _gives(JSON, {"$ref": REF.format(name="Answer")})},
    }


def _view(operation: Schema, name: str, looks: Looks, is_stream: bool) -> Schema:
    shown = _gives(EVENTS, {"type": "string"}) if is_stream else _gives(JSON, {"$ref": REF.format(name="Look")})
    parameters = [
        {"name": wanted, "in": "query", "required": needed, "schema": {"type": kind}}
        for wanted, kind, needed in looks.parameters(name)
    ]
    return {
        "summary": f"{operation['summary']}: {name}",
        "description": operation["description"],
        "operationId": f"{'watch' if is_stream else 'see'}_{name}",
        "parameters": parameters,
        "responses": {"200": shown},
    }


def _gives(kind: str, schema: Schema) -> Schema:
    return {"description": "As asked.", "content": {kind: {"schema": schema}}}


def _with_refusal(operation: Schema) -> Schema:
    refused = {"description": "A refusal.", "content": {JSON: {"schema": {"$ref": REF.format(name="Refusal")}}}}
    return {**operation, "responses": {**operation["responses"], "default": refused}}
