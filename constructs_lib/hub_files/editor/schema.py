"""The JSON Schema of the hub file for editors: the models' checks, and what an editor needs for completion and documentation.

It never rejects what a synth accepts. The models check more: the order of add-ons, references between parts, effects of free values.
"""

from __future__ import annotations

import json
from typing import Any

from constructs_lib.hub_files.editor.chart_values import add_chart_values
from constructs_lib.hub_files.editor.completion import add_completion
from constructs_lib.hub_files.editor.generator import EditorGenerator
from constructs_lib.hub_files.editor.nulls import tidy_nulls
from constructs_lib.hub_files.editor.rules import add_rules
from constructs_lib.hub_files.reference import hub_file_schema

#: The comment with which a hub file sets its schema. Source: yaml-language-server, README, "Using inlined schema".
MODELINE = "# yaml-language-server: $schema="
#: The file name of the schema.
SCHEMA_FILE = "hub-file.schema.json"


def editor_schema(version: str) -> dict[str, Any]:
    """Return the schema.

    Args:
        version: the product's version, part of the schema's ``$id``, which is a name, not an address: nothing is fetched.
    """
    schema = hub_file_schema(EditorGenerator)
    tidy_nulls(schema)
    add_rules(schema)
    add_completion(schema)
    add_chart_values(schema)
    dialect = schema.pop("$schema")
    return {"$schema": dialect, "$id": f"urn:jupyterhub-on-eks:{version}:hub-file", **schema}


def schema_text(version: str) -> str:
    """Return the text of the schema's file."""
    return json.dumps(editor_schema(version), indent=1, ensure_ascii=False) + "\n"
