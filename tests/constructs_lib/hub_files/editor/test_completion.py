"""Text that an editor inserts; tests/test_editor.py checks that it is valid."""

from __future__ import annotations

from typing import Any

from constructs_lib.hub_files.editor.completion import _text
from constructs_lib.hub_files.placeholders import PLACEHOLDER


def test_mappings_are_written_in_one_line() -> None:
    """So that they are valid at every depth."""
    assert "{a: {b: [c, 1, true]}}" == _text({"a": {"b": ["c", 1, True]}})


def test_required_keys_are_written(schema: dict[str, Any]) -> None:
    """With a value that fits all, or CHANGEME."""
    keys = schema["$defs"]["ClusterConfig"]["properties"]

    assert (PLACEHOLDER, "us-west-2") == (keys["name"]["default"], keys["region"]["default"])


def test_optional_keys_are_not_written(schema: dict[str, Any]) -> None:
    """Their default is an example, and in the documentation."""
    timeout = schema["$defs"]["JupyterHubAddOn"]["properties"]["timeout"]

    assert "default" not in timeout
    assert [900] == timeout["examples"]
    assert timeout["description"].endswith("Default: 900.")


def test_entries_have_their_settings(schema: dict[str, Any]) -> None:
    """A hub alone would have no storage."""
    entry = schema["$defs"]["AddOnEntry"]

    assert {"jupyterhub"} == {key for snippet in entry["defaultSnippets"] for key in snippet["body"]}
    assert entry["properties"]["jupyterhub"]["doNotSuggest"] is True
