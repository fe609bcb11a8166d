"""The hub's public description: what each command takes, for whoever writes a device or a face of their own."""

from typing import Any

import msgspec
from fastapi import FastAPI

from hallops.wire.commands import KINDS

REF = "#/components/schemas/{name}"

# How OpenAPI tells of a command: its body is one of these, by the name in the address.
COMMAND: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"oneOf": [{"$ref": REF.format(name=name)} for name in KINDS]}}},
    },
    "parameters": [{"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string"}}],
}


class HubApp(FastAPI):
    """An app whose OpenAPI document knows the commands."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            document.setdefault("components", {}).setdefault("schemas", {}).update(command_schemas())
        return self.openapi_schema or {}


def command_schemas() -> dict[str, Any]:
    """A schema for each command. `by` is left out: the hub knows who asks."""
    _, found = msgspec.json.schema_components(KINDS.values(), ref_template=REF)
    return {name: _without_by(schema) for name, schema in found.items()}


def _without_by(schema: dict[str, Any]) -> dict[str, Any]:
    if "properties" not in schema:
        return schema
    properties = {name: of for name, of in schema["properties"].items() if name != "by"}
    required = [name for name in schema.get("required", []) if name != "by"]
    return {**schema, "properties": properties, "required": required}
