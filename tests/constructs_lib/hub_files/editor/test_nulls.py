"""Where null is allowed."""

from __future__ import annotations

from typing import Any

from constructs_lib.hub_files.editor.nulls import tidy_nulls


def test_null_becomes_a_type() -> None:
    """And no default."""
    text = {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None}
    schema: dict[str, Any] = {"title": "X", "$defs": {}, "properties": {"a": text}}
    tidy_nulls(schema)

    assert {"type": ["string", "null"]} == schema["properties"]["a"]


def test_optional_keys_take_null_as_a_type(schema: dict[str, Any]) -> None:
    """Not as an alternative that editors suggest."""
    assert ["string", "null"] == schema["$defs"]["ClusterConfig"]["properties"]["assume_role_arn"]["type"]
    assert {"type": "null"} not in schema["$defs"]["JupyterHubAddOn"]["properties"]["ebs_config"].get("anyOf", [])
    assert ["object", "null"] == schema["$defs"]["EbsConfig"]["type"]


def test_a_model_that_is_required_elsewhere_has_two_definitions(schema: dict[str, Any]) -> None:
    """A client secret is required, a shared password is not."""
    assert "object" == schema["$defs"]["SecretReference"]["type"]
    assert ["object", "null"] == schema["$defs"]["SecretReferenceOrNull"]["type"]


def test_missing_settings_are_marked(schema: dict[str, Any]) -> None:
    """An add-on or a provider without settings is refused, so null isn't allowed."""
    assert "object" == schema["$defs"]["EbsCsiDriverAddOn"]["type"]
    assert "object" == schema["$defs"]["GithubProvider"]["type"]
