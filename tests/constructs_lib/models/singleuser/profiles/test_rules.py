"""Rules across profiles: those whose messages tests/cases/profiles.error.*.yaml don't show."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.profiles.rules import PROFILE_RULES

_HUB = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}


def _option(**choice: Any) -> dict[str, Any]:
    return {"display_name": "O", "choices": {"c": {"display_name": "C", **choice}}}


def _hub(*profiles: Any, **settings: Any) -> list[str]:
    hub = {**_HUB, "profiles": list(profiles), **settings}
    try:
        found = JupyterHubAddOnProps.model_validate(hub)
    except ValueError as error:
        return [line for line in str(error).splitlines() if line.startswith("  ")]
    assert [] == [problem for rule in PROFILE_RULES for problem in rule(found)]
    return []


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ({"extra_env": {"A": "a"}}, {"extra_env": {"B": "b"}}, "extra_env"),
        ({"resources": {"gpus": 1}}, {"tolerations": [{"key": "a"}]}, "tolerations"),
        ({"resources": {"gpus": 1}}, {"resources": {"ephemeral_storage": "1Gi"}}, "resources.gpus, extended or ephemeral_storage"),
        ({"notebook_tag": "a"}, {"notebook_stack": "b", "notebook_tag": "c"}, "notebook_stack"),
        ({"kubespawner_override": {"debug": True}}, {"kubespawner_override": {"debug": False}}, "debug"),
    ],
)
def test_options_conflict(first: dict[str, Any], second: dict[str, Any], key: str) -> None:
    """Each key is set in one option of a profile; two profiles don't conflict."""
    both = {"display_name": "A", "profile_options": {"one": _option(**first), "two": _option(**second)}}
    apart = [{"display_name": name, "profile_options": {"o": _option(**keys)}} for name, keys in (("A", first), ("B", second))]

    assert any(f"the options one and two both set {key}" in line for line in _hub(both))
    assert [] == _hub(*apart)


def test_options_of_different_keys_go_together() -> None:
    """CPU in one, memory in another, an image in a third."""
    keys: dict[str, Any] = {
        "a": {"resources": {"cpu": 1}},
        "b": {"resources": {"memory": "4Gi"}},
        "c": {"notebook_stack": "x", "notebook_tag": "1"},
    }

    assert [] == _hub({"display_name": "A", "profile_options": {name: _option(**each) for name, each in keys.items()}})


def test_unlisted_choice_is_about_the_image() -> None:
    """So no other option may set it."""
    typed = {**_option(), "unlisted_choice": {"pattern": "a"}}

    assert "both set notebook_stack" in _hub({"display_name": "A", "profile_options": {"a": typed, "b": _option(notebook_tag="x")}})[0]


def test_limit_removed_allows_any_guarantee() -> None:
    """With null."""
    hub = {"resources": {"memory": {"limit": "4Gi"}}}

    assert [] == _hub({"display_name": "A", "resources": {"memory": {"guarantee": "8Gi", "limit": None}}}, **hub)
    assert "set a limit here, or null for none" in _hub({"display_name": "A", "resources": {"memory": {"guarantee": "8Gi"}}}, **hub)[0]


def test_long_names_need_a_slug() -> None:
    """It becomes part of other names."""
    assert "has 64 characters; at most 63 are allowed" in _hub({"display_name": "a" * 64})[0]
    assert [] == _hub({"display_name": "a" * 64, "slug": "a"})


@pytest.mark.parametrize("values", [{"singleuser": {"profileList": []}}, {"hub": {"config": {"KubeSpawner": {"profile_list": []}}}}])
def test_second_list(values: dict[str, Any]) -> None:
    """One list has to be removed; with restricted profiles the message states why."""
    assert ["replaces the list from profiles; remove one of them"] == [
        line.split("  ")[1].partition(" [")[0] for line in _hub("gpu", values=values)
    ]
    assert "drops its restrictions" in _hub({"preset": "gpu", "allowed_users": ["ada"]}, values=values)[0]
