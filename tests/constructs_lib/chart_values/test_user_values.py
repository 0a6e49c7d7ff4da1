"""The user's chart values beside the computed ones."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from constructs_lib.chart_values.user_values import with_user_values

_SECRET = {"valueFrom": {"secretKeyRef": {"name": "hub-oidc", "key": "client_secret"}}}
_COMPUTED: dict[str, Any] = {
    "imagePullSecrets": ["registry"],
    "hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": _SECRET}, "config": {"JupyterHub": {"authenticator_class": "generic-oauth"}}},
    "proxy": {"chp": {"extraCommandLineFlags": ["--custom-header=x-forwarded-proto:https"]}},
    "singleuser": {
        "extraEnv": {"TEAM": "data", "CHOWN_HOME": "yes"},
        "storage": {
            "extraVolumes": [{"name": "shared", "persistentVolumeClaim": {"claimName": "a"}}],
            "extraVolumeMounts": [{"name": "shared", "mountPath": "/shared"}],
        },
    },
}


def _joined(values: dict[str, Any], **options: Any) -> dict[str, Any]:
    before = copy.deepcopy((_COMPUTED, values))
    result = with_user_values(_COMPUTED, values, **options)
    assert before == (_COMPUTED, values)
    return result


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ({"A": "b"}, {"OAUTH_CLIENT_SECRET": _SECRET, "A": "b"}),
        ({"A": {"name": "OAUTH_CLIENT_SECRET", **_SECRET}}, {"A": {"name": "OAUTH_CLIENT_SECRET", **_SECRET}}),
        ([{"name": "A", "value": "b"}], [{"name": "OAUTH_CLIENT_SECRET", **_SECRET}, {"name": "A", "value": "b"}]),
        (
            [{"name": "B", "value": "1"}, {"name": "A", "value": "$(B)"}],
            [{"name": "OAUTH_CLIENT_SECRET", **_SECRET}, {"name": "B", "value": "1"}, {"name": "A", "value": "$(B)"}],
        ),
        ([], {"OAUTH_CLIENT_SECRET": _SECRET}),
        (None, {"OAUTH_CLIENT_SECRET": _SECRET}),
        ({}, {"OAUTH_CLIENT_SECRET": _SECRET}),
    ],
)
def test_environment_of_the_hub(theirs: Any, expected: Any) -> None:
    """In the user's form, and a list in its order, since a variable may refer to an earlier one."""
    assert expected == _joined({"hub": {"extraEnv": theirs}})["hub"]["extraEnv"]


def test_variable_of_the_same_name() -> None:
    """The user's entry replaces the whole: Kubernetes refuses text and a reference in one entry."""
    theirs = {"OAUTH_CLIENT_SECRET": {"valueFrom": {"configMapKeyRef": {"name": "a", "key": "b"}}}}

    assert theirs == _joined({"hub": {"extraEnv": theirs}})["hub"]["extraEnv"]


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ([{"name": "A", "value": "b"}], {"TEAM": "data", "CHOWN_HOME": "yes", "A": "b"}),
        ([{"name": "TEAM", "value": "b"}], {"CHOWN_HOME": "yes", "TEAM": "b"}),
        ([{"name": "A", **_SECRET}], {"TEAM": "data", "CHOWN_HOME": "yes", "A": _SECRET}),
        ({"TEAM": "b"}, {"CHOWN_HOME": "yes", "TEAM": "b"}),
        (None, {"TEAM": "data", "CHOWN_HOME": "yes"}),
    ],
)
def test_environment_of_users_servers(theirs: Any, expected: Any) -> None:
    """Always a mapping: with a list the hub doesn't start, on any chart version."""
    assert expected == _joined({"singleuser": {"extraEnv": theirs}})["singleuser"]["extraEnv"]


def test_list_of_users_servers_alone() -> None:
    """A list becomes a mapping even if nothing is computed."""
    values = {"singleuser": {"extraEnv": [{"name": "A", "value": "b"}]}}

    assert {"singleuser": {"image": {}, "extraEnv": {"A": "b"}}} == with_user_values({"singleuser": {"image": {}}}, values)


def test_lists_that_grow() -> None:
    """Ours first, so that of a repeated flag the user's counts; of one name or one path only the user's entry."""
    result = _joined(
        {
            "imagePullSecrets": ["mirror", "registry"],
            "proxy": {"chp": {"extraCommandLineFlags": ["--log-level=debug"]}},
            "singleuser": {
                "storage": {
                    "extraVolumes": [{"name": "cache", "emptyDir": {}}],
                    "extraVolumeMounts": [{"name": "cache", "mountPath": "/shared"}],
                }
            },
        }
    )

    assert ["mirror", "registry"] == result["imagePullSecrets"]
    assert ["--custom-header=x-forwarded-proto:https", "--log-level=debug"] == result["proxy"]["chp"]["extraCommandLineFlags"]
    assert ["shared", "cache"] == [volume["name"] for volume in result["singleuser"]["storage"]["extraVolumes"]]
    assert [{"name": "cache", "mountPath": "/shared"}] == result["singleuser"]["storage"]["extraVolumeMounts"]


def test_null_adds_nothing_to_a_list_that_grows() -> None:
    """As an empty list does; elsewhere null stays, since it has a meaning to the chart."""
    result = _joined({"imagePullSecrets": None, "hub": {"config": {"JupyterHub": {"authenticator_class": None}}}})

    assert ["registry"] == result["imagePullSecrets"]
    assert {"authenticator_class": None} == result["hub"]["config"]["JupyterHub"]


def test_volumes_as_a_mapping() -> None:
    """If the chart accepts one, ours become entries of it; elsewhere it stays as given, and `lost_values` refuses it."""
    theirs = {"cache": {"name": "cache", "emptyDir": {}}}
    values = {"singleuser": {"storage": {"extraVolumes": theirs}}}
    ours = _COMPUTED["singleuser"]["storage"]["extraVolumes"][0]

    assert {"shared": ours, **theirs} == _joined(values, volume_mappings=True)["singleuser"]["storage"]["extraVolumes"]
    assert theirs == _joined(values)["singleuser"]["storage"]["extraVolumes"]
