"""What validators check, as JSON Schema."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from constructs_lib.hub_files.editor.generator import _portable


def test_patterns_match_the_whole_text(schema: dict[str, Any]) -> None:
    """With the message of the validator."""
    capacity = schema["$defs"]["EbsConfig"]["properties"]["capacity"]

    assert re.search(capacity["pattern"], "10Gi")
    assert not re.search(capacity["pattern"], "a 10Gi")
    assert "Kubernetes quantity" in capacity["patternErrorMessage"]


@pytest.mark.parametrize("pattern", [r"[\w .:/=+@-]{1,9}", r"key/[\w-]+", r"a\w", r"\"x\""])
def test_patterns_work_in_both_languages(pattern: str) -> None:
    r"""No ``\w``, which is ASCII in JavaScript, and no backslash before quotes; the letters of all languages still match."""
    portable = _portable(pattern)

    assert r"\w" not in portable
    assert r"\"" not in portable
    for text in ("é", "a é", "key/é-1", "aé", '"x"', "key/!", "a!"):
        assert not re.fullmatch(pattern, text) or re.fullmatch(portable, text)


def test_keys_of_mappings_are_restricted(schema: dict[str, Any]) -> None:
    """Pydantic's own schema allows other keys."""
    tags = schema["properties"]["tags"]

    assert not re.search(tags["propertyNames"]["pattern"], "aws:x")
    assert tags["additionalProperties"]["maxLength"] == 256


def test_enum_values_have_descriptions(schema: dict[str, Any]) -> None:
    """One for each, in any case if the product accepts any."""
    policy = schema["$defs"]["RemovalPolicy"]

    assert len(policy["enum"]) == len(policy["enumDescriptions"])
    assert re.search(schema["$defs"]["EfsConfig"]["properties"]["removal_policy"]["anyOf"][1]["pattern"], "Retain")


def test_limits_are_json_schemas(schema: dict[str, Any]) -> None:
    """Behind validators and in lists."""
    assert 1000 == schema["$defs"]["Resources"]["properties"]["gpus"]["maximum"]
    assert 24 == schema["$defs"]["AllowedCidr"]["properties"]["ports"]["maxItems"]
    assert '"le":' not in json.dumps(schema)
