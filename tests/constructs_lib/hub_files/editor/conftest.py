"""The schema, built once."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from constructs_lib.hub_files.editor.schema import editor_schema


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """The editor's schema."""
    return editor_schema("1.2.3")


@pytest.fixture(scope="session")
def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Validates files with it."""
    return Draft202012Validator(schema)
