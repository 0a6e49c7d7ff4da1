"""The JSON Schema of the hub file for editors: what the models say, and what an editor needs to complete and explain it."""

from __future__ import annotations

from typing import Any

from constructs_lib.hub_files.editor.chart_values import add_chart_values
from constructs_lib.hub_files.editor.completion import add_completion
from constructs_lib.hub_files.editor.generator import EditorGenerator
from constructs_lib.hub_files.editor.nulls import tidy_nulls
from constructs_lib.hub_files.editor.rules import add_rules
from constructs_lib.hub_files.reference import hub_file_schema


def editor_schema() -> dict[str, Any]:
    """Return the schema."""
    schema = hub_file_schema(EditorGenerator)
    tidy_nulls(schema)
    add_rules(schema)
    add_completion(schema)
    add_chart_values(schema)
    return schema
