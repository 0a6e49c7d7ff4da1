"""The service account of users' servers in the chart's values, and in the pods that the real KubeSpawner of each chart line makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.user_identity import profile_identity_override, s3_home_variables, user_identity_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.user_identity.of_hub import servers_identity
from constructs_lib.models.user_identity.settings import UserIdentity
from tests.login.kubernetes_api import running_api
from tests.login.programs import run_program
from tests.login.tools import RELEASES

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip"}
_HOMES = {"s3": [{"bucket": "shared"}, {"bucket": "b", "prefix": "home", "per_user": True}]}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({**_EBS, **settings})


def test_defaults() -> None:
    """Without an identity nothing is said: KubeSpawner then mounts no token by itself."""
    assert {} == user_identity_values(_hub())


def test_service_account_without_a_token() -> None:
    """With one named, it has to be said that no Kubernetes token is mounted."""
    assert {
        "singleuser": {"serviceAccountName": "blueprints-addon-jupyterhub-users"},
        "hub": {"config": {"KubeSpawner": {"automount_service_account_token": False}}},
    } == user_identity_values(_hub(user_identity={}))


def test_address_of_the_own_folder() -> None:
    """Kubernetes fills in the pod's name; the user's own variables stay, and win."""
    values = hub_values(_hub(user_identity=_HOMES, extra_env={"COURSE": "x"}))["singleuser"]["extraEnv"]

    assert {
        "COURSE": "x",
        "JUPYTERHUB_POD_NAME": {"valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        "JUPYTERHUB_S3_HOME": "s3://b/home/$(JUPYTERHUB_POD_NAME)/",
    } == values
    own = hub_values(_hub(user_identity=_HOMES, extra_env={"JUPYTERHUB_S3_HOME": "s3://c/"}))
    assert "s3://c/" == own["singleuser"]["extraEnv"]["JUPYTERHUB_S3_HOME"]


def test_identity_of_a_profile() -> None:
    """Its account, and the variables of its own folder."""
    identity = servers_identity(UserIdentity.model_validate(_HOMES), release="r", path=("profiles", 0, "user_identity"), slug="gpu")

    assert {"service_account": "r-gpu", "environment": s3_home_variables(identity.settings)} == profile_identity_override(identity)
    assert {} == s3_home_variables(UserIdentity())


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_pod_has_the_account_and_no_token(tool: str, tmp_path: Path) -> None:
    """What the real KubeSpawner sends to Kubernetes: the account, no token, and the variables in an order in which they are filled in.

    A profile with an account of its own gets no token either.
    """
    hub = _hub(version=RELEASES[tool], user_identity=_HOMES)
    profile = {"display_name": "A", "kubespawner_override": {"service_account": "r-gpu"}}
    for profiles, account in ([], "blueprints-addon-jupyterhub-users"), ([profile], "r-gpu"):
        computed = hub_values(hub)
        single, spawner = computed["singleuser"], computed["hub"]["config"]["KubeSpawner"]
        # What the chart does with singleuser. Source: chart, files/hub/jupyterhub_config.py.
        by_chart = {"environment": single["extraEnv"], "service_account": single["serviceAccountName"], "profile_list": profiles}
        values = {"hub": {"config": {"KubeSpawner": {**by_chart, **spawner}}}}
        folder = tmp_path / account
        folder.mkdir()
        with running_api(folder) as api:
            done = run_program(tool, "start_server.py", values, folder, env={"KUBECONFIG": str(api.kubeconfig)})
        assert done.returncode == 0, done.stderr
        (pod,) = api.pods
        assert account == pod["spec"]["serviceAccountName"]
        assert pod["spec"]["automountServiceAccountToken"] is False
        names = [variable["name"] for variable in pod["spec"]["containers"][0]["env"]]
        assert names.index("JUPYTERHUB_POD_NAME") < names.index("JUPYTERHUB_S3_HOME")
        by_name = {variable["name"]: variable for variable in pod["spec"]["containers"][0]["env"]}
        assert "s3://b/home/$(JUPYTERHUB_POD_NAME)/" == by_name["JUPYTERHUB_S3_HOME"]["value"]
        assert "metadata.name" == by_name["JUPYTERHUB_POD_NAME"]["valueFrom"]["fieldRef"]["fieldPath"]
