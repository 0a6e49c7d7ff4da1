"""Computed values that the user's chart values would drop."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.lost_values import lost_values

_SECRET = {"valueFrom": {"secretKeyRef": {"name": "hub-oidc", "key": "client_secret"}}}
_COMPUTED: dict[str, Any] = {
    "hub": {
        "extraEnv": {"OAUTH_CLIENT_SECRET": _SECRET},
        "extraConfig": {"shared-password": "text"},
        "config": {"GenericOAuthenticator": {"scope": ["openid", "email"], "client_id": "hub"}},
    },
    "proxy": {"chp": {"extraCommandLineFlags": ["--custom-header=x:y"]}, "service": {"loadBalancerSourceRanges": ["192.0.2.0/24"]}},
    "singleuser": {"extraEnv": {"TEAM": "data"}, "storage": {"extraVolumes": [{"name": "shared"}]}, "empty": {"a": {}}},
}
_BELOW = "would drop what other keys set below it"
_THERE = "would drop what other keys set there"


def _at(path: str, value: Any) -> dict[str, Any]:
    for key in reversed(path.split(".")):
        value = {key: value}
    return dict(value)


def _lost(values: dict[str, Any], **options: Any) -> list[str]:
    return [str(problem) for problem in lost_values(_COMPUTED, values, **options)]


@pytest.mark.parametrize(
    ("path", "theirs", "message"),
    [
        ("hub.config", None, f"{_BELOW}: GenericOAuthenticator.scope, GenericOAuthenticator.client_id; use a mapping"),
        ("hub.config", "text", f"{_BELOW}: GenericOAuthenticator.scope"),
        ("hub.config.GenericOAuthenticator", [], f"{_BELOW}: scope, client_id"),
        ("hub.config.GenericOAuthenticator.scope", ["openid"], f"{_THERE}: openid, email; use a list that includes them, or change oidc_config.scope"),
        ("hub.config.GenericOAuthenticator.scope", None, _THERE),
        ("hub.extraConfig", None, f"{_BELOW}: shared-password"),
        ("hub.extraConfig.shared-password", None, "is the name of a part of hub.extraConfig that other keys set"),
        ("hub.extraConfig.shared-password", "own", "is the name of a part of hub.extraConfig that other keys set"),
        ("hub.extraEnv", "text", "is not a set of environment variables, and would drop OAUTH_CLIENT_SECRET"),
        ("hub.extraEnv", ["A=b"], "is not a set of environment variables, and would drop OAUTH_CLIENT_SECRET"),
        ("hub.extraEnv.OAUTH_CLIENT_SECRET", None, "would drop the secret OAUTH_CLIENT_SECRET, which another key sets by reference"),
        ("hub.extraEnv.OAUTH_CLIENT_SECRET", {}, "would drop the secret OAUTH_CLIENT_SECRET"),
        ("hub.extraEnv", [{"name": "OAUTH_CLIENT_SECRET"}], "would drop the secret OAUTH_CLIENT_SECRET"),
        ("hub.extraEnv", {"A": {"name": "OAUTH_CLIENT_SECRET", "value": ""}}, "would drop the secret OAUTH_CLIENT_SECRET"),
        ("proxy.chp.extraCommandLineFlags", {"a": "b"}, f"{_THERE}: --custom-header=x:y; use a list, to which they are added"),
        ("proxy.chp", 1, f"{_BELOW}: extraCommandLineFlags"),
        ("proxy.service.loadBalancerSourceRanges", ["0.0.0.0/0"], f"{_THERE}: 192.0.2.0/24; use a list that includes it, or change allowed_cidrs"),
        ("singleuser.extraEnv", [1], "is not a set of environment variables, and would drop TEAM"),
        ("singleuser.storage.extraVolumes", {"a": {}}, f"{_THERE}: shared"),
    ],
)  # fmt: skip
def test_lost(path: str, theirs: Any, message: str) -> None:
    """Each loss is reported at its key, with what would be lost and how to write it."""
    (problem,) = _lost(_at(path, theirs))

    place, _, text = problem.partition(": ")
    assert path.startswith(place)
    assert text.startswith(message)


@pytest.mark.parametrize(
    ("path", "theirs"),
    [
        ("hub.config", {}),
        ("hub.config.GenericOAuthenticator.client_id", "other"),
        ("hub.config.GenericOAuthenticator.client_id", None),
        ("hub.config.GenericOAuthenticator.scope", ["openid", "profile", "email"]),
        ("hub.extraConfig.shared-password", "text"),
        ("hub.extraConfig.own", None),
        ("hub.extraEnv", None),
        ("hub.extraEnv", [{"name": "A", "value": "b"}]),
        ("hub.extraEnv.OAUTH_CLIENT_SECRET", {"valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}),
        ("proxy.chp.extraCommandLineFlags", None),
        ("proxy.chp.extraCommandLineFlags", ["--b"]),
        ("singleuser.extraEnv.TEAM", "other"),
        ("singleuser.empty", None),
        ("other", None),
    ],
)
def test_nothing_is_lost(path: str, theirs: Any) -> None:
    """Scalars over scalars, mappings, and what is added to."""
    assert [] == _lost(_at(path, theirs))


def test_volumes_as_a_mapping() -> None:
    """If the chart accepts one, nothing is lost."""
    assert [] == _lost(_at("singleuser.storage.extraVolumes", {"a": {}}), volume_mappings=True)


def test_secret_as_text_is_reported_once() -> None:
    """The search for secrets reports the client secret as text."""
    assert [] == _lost(_at("hub.extraEnv.OAUTH_CLIENT_SECRET", "canary"))


def test_list_without_a_name_in_users_servers() -> None:
    """KubeSpawner accepts only a mapping, so a list that can't become one is a mistake even if nothing is computed."""
    (problem,) = lost_values({"singleuser": {"uid": 0}}, {"singleuser": {"extraEnv": [{"value": "b"}]}})

    assert problem.message.startswith("is not a set of environment variables; use a mapping")


def test_only_some_are_listed() -> None:
    """Four of them, and the number of the others."""
    (problem,) = lost_values({"a": {str(number): 1 for number in range(9)}}, {"a": None})

    assert "0, 1, 2, 3 and 5 more;" in problem.message
