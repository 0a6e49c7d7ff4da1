"""Validation of chart values with the chart's own schemas."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import schema_folder


def schema_errors(version: str, values: dict[str, Any]) -> list[str]:
    """Validate values with the schema of this version, or else of the newest version of the same major.

    Only the given values are checked: the chart's defaults provide what a schema requires.
    """
    import jsonschema  # noqa: PLC0415  # only this tier needs it

    folder = schema_folder()
    if folder is None:
        pytest.skip("the chart's schemas are missing; set Z2JH_SCHEMAS to their folder")
    schemas = {path.stem.removeprefix("values.schema-"): path for path in folder.rglob("values.schema-*.json")}
    of_its_major = [known for known in schemas if known.split(".")[0] == version.split(".", maxsplit=1)[0]]
    nearest = version if version in schemas else max(of_its_major, key=lambda known: [int(part) for part in known.split(".")])
    validator = jsonschema.Draft7Validator(_without_required(json.loads(schemas[nearest].read_text(encoding="utf-8"))))
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(values)]


def _without_required(schema: Any) -> Any:
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if not (key == "required" and isinstance(value, list))}
        # The required keys select between alternative shapes.
        return {key: value if key == "oneOf" else _without_required(value) for key, value in kept.items()}
    return [_without_required(item) for item in schema] if isinstance(schema, list) else schema
