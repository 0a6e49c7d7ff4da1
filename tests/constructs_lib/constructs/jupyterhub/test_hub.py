"""One hub in Terraform: its Helm options."""

from __future__ import annotations

from typing import Any

import cdktf
import pytest

from constructs_lib.constructs.jupyterhub.hub import JupyterHub
from constructs_lib.errors import RenderError
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.prerequisites import PrerequisiteKind
from tests.conftest import Synth, chart_values, hub_file, only
from tests.constructs_lib.stacks import existing_cluster, kinds, new_stack, rendered, thing

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}


def _hub(stack: cdktf.TerraformStack, settings: dict[str, Any], **properties: Any) -> JupyterHub:
    hub = JupyterHubAddOnProps.model_validate({"namespace": "team-a", **settings})
    return JupyterHub(stack, "team-a", cluster=existing_cluster(stack), hub=hub, unique_name="research.team-a", **properties)


def test_defaults() -> None:
    """Namespace, the users' servers' owner and the release, each after the previous one; ready when the release is installed."""
    stack = new_stack()
    hub = _hub(stack, _EBS)
    document = rendered(stack, ready=hub.ready)
    (namespace,), (release,) = document["resource"]["kubernetes_namespace_v1"], document["resource"]["helm_release"]
    waits = only(document, "helm_release")["depends_on"]

    assert {"test_later", "kubernetes_namespace_v1", "kubernetes_config_map_v1", "helm_release", "terraform_data"} == set(
        document["resource"]
    )
    assert f"kubernetes_namespace_v1.{namespace}" in waits
    assert {"kubernetes_namespace_v1", "kubernetes_config_map_v1"} == kinds(waits)
    assert [f"helm_release.{release}"] == only(document, "test_later")["depends_on"]
    assert "http://localhost:8080" == hub.url


def test_hub_that_would_be_public() -> None:
    """A hub that no blueprint has checked is checked here: the error names the construct, the key and the setting."""
    values = {"values": {"proxy": {"service": {"type": "LoadBalancer"}}}}

    with pytest.raises(
        RenderError, match=r"^\[research/team-a\] values.proxy.service.type: without oidc_config .*; values.proxy.* allow_plain_http"
    ):
        _hub(new_stack(), {**_EBS, **values})
    assert _hub(new_stack(), {**_EBS, **values}, verified=True).ready


def test_dependencies_until_it_is_destroyed() -> None:
    """Namespace and release wait for drivers and controller, so that a destroy removes these last."""
    stack = new_stack()
    _hub(stack, _EBS, outlives=[thing(stack, "driver")])
    document = rendered(stack)

    assert ["test_thing.driver"] == only(document, "kubernetes_namespace_v1")["depends_on"]
    assert "test_thing.driver" in only(document, "helm_release")["depends_on"]


def test_class_of_an_earlier_hub() -> None:
    """It is waited for, and is not a prerequisite; a class that the stack doesn't create is one."""
    stack = new_stack()
    hub = _hub(stack, _EBS, storage_classes={"gp3": [thing(stack, "class")], "other": [thing(stack, "unused")]})
    waits = only(rendered(stack), "helm_release")["depends_on"]

    assert ("test_thing.class" in waits, "test_thing.unused" in waits) == (True, False)
    assert [] == hub.prerequisites
    assert [(PrerequisiteKind.STORAGE_CLASS, "gp3")] == [(need.kind, need.name) for need in _hub(new_stack(), _EBS).prerequisites]


def test_prerequisites_of_the_storage() -> None:
    """They are the hub's too, after what its values refer to."""
    settings = {"existing_claim_config": {"pvc_name": "lustre"}, "hub_database": {"storage_class": "gp3"}, "service_type": "cluster_ip"}

    assert [(PrerequisiteKind.STORAGE_CLASS, "gp3"), (PrerequisiteKind.PERSISTENT_VOLUME_CLAIM, "lustre")] == [
        (need.kind, need.name) for need in _hub(new_stack(), settings).prerequisites
    ]


def test_certificate() -> None:
    """The given one is what the load balancer serves."""
    stack = new_stack()
    settings = {**_EBS, "service_type": "nlb", "allow_any_login": True, "certificate_resource_name": "hub"}
    _hub(stack, settings, certificate_arn="arn:aws:acm:us-west-2:111122223333:certificate/1")

    assert "arn:aws:acm:us-west-2:111122223333:certificate/1" in str(chart_values(rendered(stack))["proxy"])


def test_secrets() -> None:
    """Login and database each have one, in the namespace, before the release."""
    stack = new_stack()
    database = {"url_secret": {"variable": "db_url"}}
    _hub(stack, {**_EBS, "shared_password": {"variable": "password"}, "hub_database": database})
    document = rendered(stack)

    assert {"blueprints-addon-jupyterhub-login", "blueprints-addon-jupyterhub-database"} == {
        secret["metadata"]["name"] for secret in document["resource"]["kubernetes_secret_v1"].values()
    }
    assert 2 == len([wait for wait in only(document, "helm_release")["depends_on"] if wait.startswith("kubernetes_secret_v1.")])


def test_id_belongs_to_one_hub() -> None:
    """The id is the hub's namespace, which no second hub can have."""
    stack = new_stack()
    _hub(stack, _EBS)

    with pytest.raises(RuntimeError, match="There is already a Construct with name"):
        _hub(stack, _EBS)


def _release(synth: Synth, **settings: Any) -> dict[str, Any]:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **settings}
    return only(synth(hub_file({"ebs_csi_driver": {}}, {"jupyterhub": hub})), "helm_release")


def test_release_by_default(synth: Synth) -> None:
    """The chart of JupyterHub's own repository, in the hub's namespace, which Terraform creates and Helm doesn't."""
    release = _release(synth)

    assert ("blueprints-addon-jupyterhub", "jupyterhub", "4.4.0", "https://hub.jupyter.org/helm-chart/", False) == tuple(
        release[key] for key in ("name", "chart", "version", "repository", "create_namespace")
    )
    assert release["namespace"].startswith("${kubernetes_namespace_v1.jupyterhub_Namespace")
    assert (900, True, True) == tuple(release[key] for key in ("timeout", "atomic", "wait"))


def test_own_helm_options(synth: Synth) -> None:
    """Every standard Helm option reaches the release."""
    release = _release(
        synth, release="mine", chart="hub", version="3.3.8", repository="https://charts.example.org",
        timeout=60, atomic=False, wait=False,
    )  # fmt: skip

    assert ("mine", "hub", "3.3.8", "https://charts.example.org", 60, False, False) == tuple(
        release[key] for key in ("name", "chart", "version", "repository", "timeout", "atomic", "wait")
    )


def test_api_tokens_of_services() -> None:
    """Each has a separate Secret, unless the reference is one itself."""
    stack = new_stack()
    hub = _hub(stack, {**_EBS, "service_api_tokens": {"grader": {"variable": "grader"}, "other": {"kubernetes_secret": "other"}}})
    document = rendered(stack)

    assert "blueprints-addon-jupyterhub-api-token-grader" == only(document, "kubernetes_secret_v1")["metadata"]["name"]
    assert ("other", "token") in [(need.name, need.key) for need in hub.prerequisites]
