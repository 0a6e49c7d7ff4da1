"""Whether the chart's key or a trait of hub.config takes effect."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.rendered.in_force import deciding_path, in_force

_PATH, _TRAITS = ("hub", "limit"), (("Spawner", "limit"), ("KubeSpawner", "limit"))


@pytest.mark.parametrize(
    ("hub", "decides", "value"),
    [
        ({}, "hub.limit", 5),
        ({"limit": 0}, "hub.limit", 0),
        ({"limit": 1, "config": {"Spawner": {"limit": 2}}}, "hub.config.Spawner.limit", 2),
        ({"limit": 1, "config": {"Spawner": {"limit": 2}, "KubeSpawner": {"limit": 0}}}, "hub.config.KubeSpawner.limit", 0),
        ({"limit": 1, "config": {"KubeSpawner": {"limit": None}}}, "hub.limit", 1),
        ({"limit": 1, "config": None}, "hub.limit", 1),
    ],
)
def test_most_specific_class_decides(hub: dict[str, Any], decides: str, value: int) -> None:
    """Then any class, then the chart's key, then its default."""
    assert decides == ".".join(deciding_path({"hub": hub}, _PATH, *_TRAITS))
    assert value == in_force({"hub": hub}, _PATH, *_TRAITS, default=5)


def test_trait_that_is_a_mapping_replaces_all() -> None:
    """What it doesn't contain is removed, whatever the chart's key sets."""
    path, trait = ("hub", "templateVars", "a"), ("JupyterHub", "template_vars", "a")
    values = {"hub": {"templateVars": {"a": 1}, "config": {"JupyterHub": {"template_vars": {"b": 2}}}}}

    assert in_force(values, path, trait) is None
