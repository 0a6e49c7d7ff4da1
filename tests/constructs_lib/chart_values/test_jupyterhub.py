"""All chart values of a hub: the user's come last, and no input is changed."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.models.chart_version import RECOMMENDED
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.chart_schema import schema_errors

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
_EFS = {"efs_config": {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", **settings})


def test_smallest_hub() -> None:
    """Image, homes, the hub's database, an open login, an internal service and requests of the hub's pods are set; the rest is the chart's."""
    values = hub_values(_hub(**_EBS))

    assert {"name": "quay.io/jupyter/base-notebook", "tag": "hub-5.5.0"} == values["singleuser"]["image"]
    assert {"storageClass": "gp3"}.items() <= values["singleuser"]["storage"]["dynamic"].items()
    assert "gp3" == values["hub"]["db"]["pvc"]["storageClassName"]
    assert "ClusterIP" == values["proxy"]["service"]["type"]
    assert {"singleuser", "hub", "proxy", "scheduling"} == set(values)


def test_homes_on_efs() -> None:
    """One shared claim, a folder for each user, and the database's class as the construct names it."""
    values = hub_values(_hub(**_EFS), database_class="research-hub-db")

    assert "static" == values["singleuser"]["storage"]["type"]
    assert ("home", "home/{escaped_username}") == tuple(values["singleuser"]["storage"]["static"][key] for key in ("pvcName", "subPath"))
    assert "research-hub-db" == values["hub"]["db"]["pvc"]["storageClassName"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("singleuser", "image", "tag"), "mine"),
        (("singleuser", "storage", "capacity"), "1Gi"),
        (("singleuser", "image"), None),
        (("hub", "config"), None),
        (("proxy", "service", "type"), "NodePort"),
        (("hub", "db", "pvc", "storageClassName"), None),
        (("scheduling", "userScheduler", "enabled"), False),
    ],
)
def test_users_values_win(path: tuple[str, ...], value: object) -> None:
    """Every computed value can be overridden, with null included, which reaches the chart as null."""
    own: Any = value
    for key in reversed(path):
        own = {key: own}

    here: Any = hub_values(_hub(**_EBS, values=own))
    for key in path:
        here = here[key]

    assert value == here


def test_what_is_beside_the_users_values_stays() -> None:
    """A mapping of the user is merged with the computed one."""
    values = hub_values(_hub(**_EBS, values={"singleuser": {"image": {"tag": "mine"}}}))

    assert {"name": "quay.io/jupyter/base-notebook", "tag": "mine"} == values["singleuser"]["image"]


def test_settings_stay_as_they_were() -> None:
    """The same settings give the same values, however often they are computed."""
    hub = _hub(**_EBS, values={"singleuser": {"image": {"tag": "mine"}, "extraFiles": {"a": {"mountPath": "/a", "stringData": "a"}}}})
    before = hub.model_dump()

    first = hub_values(hub)
    first["singleuser"]["storage"]["capacity"] = "changed"

    assert before == hub.model_dump()
    assert "10Gi" == hub_values(hub)["singleuser"]["storage"]["capacity"]


def test_every_part_is_there() -> None:
    """Login, certificate, the owner of the servers and the key names of the chart version all reach the values."""
    hub = _hub(
        **_EBS,
        version="1.2.0",
        service_type="alb",
        shared_password={"kubernetes_secret": "workshop"},
        certificate_resource_name="hub-cert",
    )

    values = hub_values(hub, certificate_arn="arn:of-a-certificate", servers_owner=ServersOwner(name="owner", uid="1234"))

    assert {"name": "owner", "uid": "1234"} == values["custom"]["userServersOwner"]
    assert "shared-password" in values["hub"]["extraConfig"]
    assert {"alb.ingress.kubernetes.io/certificate-arn": "arn:of-a-certificate", "kubernetes.io/ingress.class": "alb"}.items() <= values[
        "ingress"
    ]["annotations"].items()


_SHARED = {"shared_directories": [{"name": "data", "mount_path": "/data", "read_only": True}]}


@pytest.mark.schema
@pytest.mark.parametrize(
    "settings",
    [
        {**_EBS, "service_type": "alb", "certificate_resource_name": "hub-cert", "run_as_root": True},
        {**_EBS, "service_type": "nlb", "certificate_resource_name": "hub-cert", "allowed_cidrs": ["192.0.2.0/24"]},
        {"efs_config": {**_EFS["efs_config"], **_SHARED}, "extra_env": {"LANG": "C.UTF-8"}},
    ],
    ids=["alb", "nlb", "efs"],
)
@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.0.3", "3.1.0", "3.2.1", "3.3.8", "4.0.0", "4.1.0", "4.2.0", "4.3.4", RECOMMENDED])
def test_values_fit_each_version(version: str, settings: dict[str, Any]) -> None:
    """The values of a version are valid with its own schema, not only with that of its major's newest version."""
    hub = _hub(shared_password={"kubernetes_secret": "workshop"}, version=version, **settings)

    values = hub_values(hub, certificate_arn="arn:of-a-certificate", servers_owner=ServersOwner(name="owner", uid="1234"))

    assert [] == schema_errors(version, values)


def test_database_on_efs_without_a_class() -> None:
    """Without the construct the claim names no class."""
    assert "" == hub_values(_hub(**_EFS))["hub"]["db"]["pvc"]["storageClassName"]
