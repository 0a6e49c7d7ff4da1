"""Chart values under the chart's own schemas."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import schema_folder


def schema_errors(version: str, values: dict[str, Any]) -> list[str]:
    """Validate values under the schema of the version's line, as far as we give them: what is required, the chart's defaults fill."""
    import jsonschema  # noqa: PLC0415  # only this tier needs it

    folder = schema_folder()
    if folder is None:
        pytest.skip("the chart's schemas are not here; Z2JH_SCHEMAS names their folder")
    (schema,) = folder.glob(f"values.schema-{version.split('.', maxsplit=1)[0]}.*.json")
    validator = jsonschema.Draft7Validator(_without_required(json.loads(schema.read_text(encoding="utf-8"))))
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(values)]


def _without_required(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _without_required(value) for key, value in schema.items() if not (key == "required" and isinstance(value, list))}
    return [_without_required(item) for item in schema] if isinstance(schema, list) else schema
