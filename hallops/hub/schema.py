"""The hub's public description: what each way in takes and gives, for whoever writes a device or a face of their own.

A route of many things (a command by its name, a view by its name) is written out as one way in for each of them, and
every answer that is not the wanted one is a refusal of one shape. A test asks the hub at random and holds it to this.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from fastapi import FastAPI

from hallops.hub.looks import Looks
from hallops.wire.commands import KINDS

Schema = dict[str, Any]

REF = "#/components/schemas/{name}"
NAME = "{name}"
JSON, EVENTS = "application/json", "text/event-stream"
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
EMPTY = ("204", "303")  # answers without a body
FOREIGN = ("HTTPValidationError", "ValidationError")  # the framework's; no caller ever gets one


class HubApp(FastAPI):
    """An app whose OpenAPI document knows the commands and the views."""

    def openapi(self) -> Schema:
        if self.openapi_schema is None:
            document = super().openapi()
            looks: Looks = self.state.hub.looks
            document["paths"] = {
                path: _with_refusals(operations)
                for route, found in document["paths"].items()
                for path, operations in _written_out(route, found, looks)
            }
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            schemas.update({**command_schemas(), **OWN})
            for name in FOREIGN:
                schemas.pop(name, None)
        return self.openapi_schema or {}


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


def _written_out(path: str, operations: Schema, looks: Looks) -> Iterator[tuple[str, Schema]]:
    if path.startswith("/v1/commands/") and NAME in path:
        for name in KINDS:
            yield path.replace(NAME, name), {"post": _command(operations["post"], name)}
    elif path.startswith("/v1/views/") and NAME in path:
        for name in looks.names:
            yield path.replace(NAME, name), {"get": _view(operations["get"], name, looks, path.endswith("/stream"))}
    elif path.endswith("/sse"):
        yield path, {"get": {**operations["get"], "responses": {"200": _gives(EVENTS, {"type": "string"})}}}
    else:
        yield path, operations


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


def _with_refusals(operations: Schema) -> Schema:
    refused = {"description": "A refusal.", "content": {JSON: {"schema": {"$ref": REF.format(name="Refusal")}}}}
    return {method: {**found, "responses": {**_own(found), "default": refused}} for method, found in operations.items()}


def _own(operation: Schema) -> Schema:
    """What an operation answers when it does as asked."""
    found = {status: answer for status, answer in operation["responses"].items() if status != "422"}
    return {status: {"description": "Done."} if status in EMPTY else answer for status, answer in found.items()}
