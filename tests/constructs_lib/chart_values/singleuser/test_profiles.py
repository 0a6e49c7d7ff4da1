"""KubeSpawner's list of profiles."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.profiles import profile_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.chart_schema import schema_errors

_LOGIN = {
    "hub_url": "https://hub.example.org", "okta": {"domain": "example.okta.com"}, "client_id": "hub",
    "client_secret": {"kubernetes_secret": "login"}, "allow_all": True, "groups_claim": "groups",
}  # fmt: skip


def _values(*profiles: Any, **settings: Any) -> dict[str, Any]:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", "profiles": list(profiles), **settings}
    return hub_values(JupyterHubAddOnProps.model_validate(hub))


def test_no_profiles() -> None:
    """Users get the hub's settings, and no page."""
    hub = JupyterHubAddOnProps.model_validate({"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"})

    assert "profileList" not in hub_values(hub)["singleuser"]
    assert {"singleuser": {"profileList": []}} == profile_values(hub, {})


def test_presets() -> None:
    """Each as docs describe it, with numbers."""
    small, large, gpu, spark = _values("cpu-small", "cpu-large", "gpu", "spark")["singleuser"]["profileList"]

    assert ["cpu-small", "cpu-large", "gpu", "spark"] == [each["slug"] for each in (small, large, gpu, spark)]
    assert [True, False, False, False] == [each.get("default", False) for each in (small, large, gpu, spark)]
    assert {"cpu_guarantee": 0.5, "cpu_limit": 1, "mem_guarantee": 2**30, "mem_limit": 2**31} == small["kubespawner_override"]
    assert {"cpu_guarantee": 2, "cpu_limit": 4, "mem_guarantee": 2**33, "mem_limit": 2**34} == large["kubespawner_override"]
    override = gpu["kubespawner_override"]
    assert ("quay.io/jupyter/pytorch-notebook:cuda12-hub-5.5.0", 1200, {"nvidia.com/gpu": 1}) == (
        override["image"], override["start_timeout"], override["extra_resource_limits"],
    )  # fmt: skip
    assert spark["kubespawner_override"]["image"] == "quay.io/jupyter/pyspark-notebook:hub-5.5.0"


def test_mirror_has_the_profiles_images_too() -> None:
    """Those of choices as well."""
    options = {"image": {"display_name": "I", "choices": {"r": {"display_name": "R", "notebook_stack": "jupyter/r-notebook"}}}}
    gpu, other = _values("gpu", {"display_name": "A", "profile_options": options}, image_registry="mirror.example.org")["singleuser"][
        "profileList"
    ]

    assert gpu["kubespawner_override"]["image"].startswith("mirror.example.org/jupyter/pytorch-notebook:")
    assert (
        other["profile_options"]["image"]["choices"]["r"]["kubespawner_override"]["image"]
        == "mirror.example.org/jupyter/r-notebook:hub-5.5.0"
    )


def test_mappings_begin_with_those_of_all_servers() -> None:
    """From keys, from run_as_root and from values."""
    values = {"singleuser": {"extraEnv": {"MINE": "1"}, "extraTolerations": [{"key": "mine", "operator": "Exists"}]}}
    (profile,) = _values(
        {"display_name": "A", "extra_env": {"A": "a"}, "tolerations": [{"key": "b"}]},
        extra_env={"HUB": "{x}"},
        run_as_root=True,
        values=values,
    )["singleuser"]["profileList"]

    assert {"CHOWN_HOME": "yes", "HUB": "{{x}}", "MINE": "1", "A": "a"} == profile["kubespawner_override"]["environment"]
    assert ["mine", "b"] == [each["key"] for each in profile["kubespawner_override"]["tolerations"]][2:]


@pytest.mark.parametrize(
    ("hub", "values", "seconds"), [({}, {}, 1200), ({"start_timeout": 400}, {}, None), ({}, {"singleuser": {"startTimeout": 1800}}, None)]
)
def test_start_timeout_with_devices(hub: dict[str, Any], values: dict[str, Any], seconds: int | None) -> None:
    """It is longer, unless one is set for all."""
    (profile,) = _values({"display_name": "A", "resources": {"gpus": 1}}, values=values, **hub)["singleuser"]["profileList"]

    assert seconds == profile["kubespawner_override"].get("start_timeout")


@pytest.mark.parametrize(
    ("version", "managed", "kept"),
    [("1.2.0", False, True), ("2.0.0", False, True), ("3.2.1", False, True), ("3.3.8", True, False), ("4.4.0", True, False)],
)
def test_groups_of_restricted_profiles(version: str, *, managed: bool, kept: bool) -> None:
    """They are the hub's own, or claims in the auth state, which the hub then keeps; the hub's part checks the list."""
    values = _values({"display_name": "A", "allowed_groups": ["staff"]}, version=version, oidc_config=_LOGIN)
    login = values["hub"]["config"]["GenericOAuthenticator"]

    assert (managed, kept) == (login.get("manage_groups", False), login.get("enable_auth_state", False))
    assert values["singleuser"]["profileList"][0]["allowed_groups"] == ["staff"]
    assert "zz-profiles" in values["hub"]["extraConfig"]
    assert values["custom"]["profiles"]["groupsClaim"] == (None if managed else "groups")


def test_open_profiles_need_no_part_in_the_hub() -> None:
    """KubeSpawner handles them alone."""
    assert "zz-profiles" not in _values("cpu-small")["hub"]["extraConfig"]


@pytest.mark.schema
@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.0.3", "3.1.0", "3.2.1", "3.3.8", "4.0.0", "4.4.0"])
def test_every_chart_accepts_the_list(version: str) -> None:
    """With null in an override."""
    profile = {
        "preset": "gpu",
        "resources": {"cpu": {"limit": None}},
        "allowed_users": ["ada"],
        "extra_env": {"A": {"value_from": {"field_ref": "metadata.name"}}},
    }

    assert [] == schema_errors(version, _values(profile, "cpu-small", version=version, extra_env={"A": "a"}))
