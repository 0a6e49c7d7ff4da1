"""The service account of users' servers in the chart values, and in the pods that the real KubeSpawner of each chart version creates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.user_identity import user_identity_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.login.programs import run_program
from tests.login.tools import RELEASES

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip"}
_HOMES = {"s3": [{"bucket": "shared"}, {"bucket": "b", "prefix": "home", "per_user": True}]}
_OTHER_HOMES = {"s3": [{"bucket": "gpu", "prefix": "own/", "per_user": True}]}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({**_EBS, **settings})


def test_defaults() -> None:
    """Without an identity nothing is set: KubeSpawner then mounts no token by default."""
    assert {} == user_identity_values(_hub())


def test_service_account_without_a_token() -> None:
    """If one is set, the values must turn off the Kubernetes token."""
    assert {
        "singleuser": {"serviceAccountName": "blueprints-addon-jupyterhub-users"},
        "hub": {"config": {"KubeSpawner": {"automount_service_account_token": False}}},
    } == user_identity_values(_hub(user_identity={}))


def test_address_of_the_users_folder() -> None:
    """Kubernetes fills in the pod's name; the user's own variables stay, and win."""
    values = hub_values(_hub(user_identity=_HOMES, extra_env={"COURSE": "x"}))["singleuser"]["extraEnv"]

    assert {
        "COURSE": "x",
        "JUPYTERHUB_POD_NAME": {"valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        "JUPYTERHUB_S3_HOME": "s3://b/home/$(JUPYTERHUB_POD_NAME)/",
    } == values
    own = hub_values(_hub(user_identity=_HOMES, extra_env={"JUPYTERHUB_S3_HOME": "s3://c/"}))
    assert "s3://c/" == own["singleuser"]["extraEnv"]["JUPYTERHUB_S3_HOME"]


@pytest.mark.parametrize("version", RELEASES.values())
@pytest.mark.parametrize(("own", "home"), [({}, None), (_OTHER_HOMES, "s3://gpu/own/$(JUPYTERHUB_POD_NAME)/")])
def test_identity_of_a_profile(version: str, own: dict[str, Any], home: str | None) -> None:
    """Its account, and the variables of its folder in place of the hub's; the profile's other variables stay."""
    profile = {"display_name": "GPU", "allowed_users": ["ada"], "user_identity": own, "extra_env": {"COURSE": "x"}}
    hub = _hub(version=version, user_identity=_HOMES, profiles=["cpu-small", profile])
    small, gpu = hub_values(hub)["singleuser"]["profileList"]

    assert "service_account" not in small["kubespawner_override"]
    override = gpu["kubespawner_override"]
    assert "blueprints-addon-jupyterhub-gpu" == override["service_account"]
    assert (home, "x") == (override["environment"].get("JUPYTERHUB_S3_HOME"), override["environment"]["COURSE"])


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_pod_has_the_account_and_no_token(tool: str, tmp_path: Path) -> None:
    """The real KubeSpawner sends to Kubernetes the account, no token, and the variables in an order in which they can be resolved.

    A profile with a separate account gets no token either.
    """
    lab = {"display_name": "GPU", "allowed_users": ["ada"], "user_identity": _OTHER_HOMES}
    for profiles, account, home in ([], "users", "s3://b/home"), ([lab], "gpu", "s3://gpu/own"):
        computed = hub_values(_hub(version=RELEASES[tool], user_identity=_HOMES, profiles=profiles))
        single, spawner = computed["singleuser"], computed["hub"]["config"]["KubeSpawner"]
        # How the chart uses singleuser. Source: chart, files/hub/jupyterhub_config.py.
        listed = {"profile_list": single["profileList"]} if profiles else {}
        by_chart = {"environment": single["extraEnv"], "service_account": single["serviceAccountName"], **listed}
        values = {"hub": {"config": {"KubeSpawner": {**by_chart, **spawner}}}}
        folder = tmp_path / account
        folder.mkdir()
        with running_api(folder) as api:
            done = run_program(tool, "start_server.py", values, folder, env={"KUBECONFIG": str(api.kubeconfig)})
        assert done.returncode == 0, done.stderr
        (pod,) = api.pods
        assert f"blueprints-addon-jupyterhub-{account}" == pod["spec"]["serviceAccountName"]
        assert pod["spec"]["automountServiceAccountToken"] is False
        names = [variable["name"] for variable in pod["spec"]["containers"][0]["env"]]
        assert names.index("JUPYTERHUB_POD_NAME") < names.index("JUPYTERHUB_S3_HOME")
        by_name = {variable["name"]: variable for variable in pod["spec"]["containers"][0]["env"]}
        assert f"{home}/$(JUPYTERHUB_POD_NAME)/" == by_name["JUPYTERHUB_S3_HOME"]["value"]
        assert "metadata.name" == by_name["JUPYTERHUB_POD_NAME"]["valueFrom"]["fieldRef"]["fieldPath"]
