"""Where null is allowed. pydantic writes an optional key as ``anyOf: [X, null]`` with ``default: null``, so editors would offer null."""

from __future__ import annotations

from typing import Any

from constructs_lib.add_ons.registry import add_ons_by_key
from constructs_lib.models.login.identity_providers import PROVIDERS

JsonSchema = dict[str, Any]

_NULL = {"type": "null"}
#: Optional keys that reject null, like add-ons: it would be a provider with forgotten settings.
_NEVER_NULL = {"OidcConfig": PROVIDERS}
#: The suffix of a definition that also allows null.
_OR_NULL = "OrNull"


def tidy_nulls(schema: JsonSchema) -> None:
    """Write each optional key as its type, with null as an additional type, and without a default of null."""
    definitions = schema["$defs"]
    wanted: set[str] = set()
    never_null = _NEVER_NULL | {"AddOnEntry": tuple(add_ons_by_key())}
    for model in (schema, *list(definitions.values())):
        keys = model.get("properties", {})
        for key, settings in keys.items():
            keys[key] = _without_null(settings) if key in never_null.get(model["title"], ()) else _tidied(settings, definitions, wanted)
    for name in sorted(wanted):
        if not _used(schema, name):  # all references allow null: it needs no second name
            definitions[name] = definitions.pop(name + _OR_NULL)
            _rename(schema, name + _OR_NULL, name)


def _tidied(settings: JsonSchema, definitions: JsonSchema, wanted: set[str]) -> JsonSchema:
    options = settings.get("anyOf", [])
    if _NULL not in options:
        return settings
    rest = {key: value for key, value in settings.items() if key != "anyOf" and not (key == "default" and value is None)}
    others = _flat([option for option in options if option != _NULL])
    if len(others) > 1:
        return {**rest, "anyOf": [*others, _NULL]}
    (only,) = others
    if "type" in only:
        return {**rest, **only, "type": [only["type"], "null"]}
    if "$ref" not in only:
        return {**rest, "anyOf": [only, _NULL]}
    name = only["$ref"].rpartition("/")[2]
    if "enum" in definitions[name]:
        return {**rest, "anyOf": [only, _NULL]}
    wanted.add(name)
    definitions[name + _OR_NULL] = {**definitions[name], "type": ["object", "null"]}
    return {**rest, "$ref": only["$ref"] + _OR_NULL}


def _without_null(settings: JsonSchema) -> JsonSchema:
    (only,) = [option for option in settings["anyOf"] if option != _NULL]
    return {**{key: value for key, value in settings.items() if key not in {"anyOf", "default"}}, **only}


def _flat(options: list[JsonSchema]) -> list[JsonSchema]:
    found: list[JsonSchema] = []
    for option in options:
        inner = option.get("anyOf") or option.get("oneOf")
        found += _flat(inner) if inner and len(option) == 1 else [option]
    return found


def _used(schema: Any, name: str) -> bool:
    if isinstance(schema, dict):
        return schema.get("$ref") == f"#/$defs/{name}" or any(_used(below, name) for below in schema.values())
    return isinstance(schema, list) and any(_used(below, name) for below in schema)


def _rename(schema: Any, name: str, other: str) -> None:
    if isinstance(schema, dict):
        if schema.get("$ref") == f"#/$defs/{name}":
            schema["$ref"] = f"#/$defs/{other}"
        for below in schema.values():
            _rename(below, name, other)
    elif isinstance(schema, list):
        for below in schema:
            _rename(below, name, other)
