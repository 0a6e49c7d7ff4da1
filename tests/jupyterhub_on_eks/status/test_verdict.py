"""One verdict on a stack."""

from __future__ import annotations

import os
from typing import Any

import pytest

from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import OVERRIDE, ClusterApi
from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.status.verdict import stack_status
from tests.jupyterhub_on_eks.cloud.answers import EBS, hub, site
from tests.jupyterhub_on_eks.doctor.test_add_ons import addon
from tests.jupyterhub_on_eks.status.test_installed import NAMESPACE, helm_secret
from tests.jupyterhub_on_eks.status.test_pods import claim, pod, waits

RUNNING = [NAMESPACE, helm_secret(), pod("hub"), pod("proxy"), claim("hub-db-dir", "Bound")]


def test_ready() -> None:
    """The verdict has the address."""
    found = stack_status(site(EBS, hub(), aws=addon(), objects=RUNNING))

    assert (True, "ready at http://localhost:8080 (through kubectl port-forward)") == (found.ready, found.verdict)


def test_a_stack_without_a_hub() -> None:
    """It is ready with its add-ons."""
    assert "ready" == stack_status(site(EBS, aws=addon())).verdict


@pytest.mark.parametrize(
    ("answers", "objects", "error", "verdict"),
    [
        (addon(), [NAMESPACE], None, "not ready: release: jupyterhub has no Helm release"),
        (addon(), [], None, "not ready: release: the cluster has no namespace jupyterhub: the hub is not deployed"),
        ({}, RUNNING, None, "not ready: add-ons: aws-ebs-csi-driver is not on the cluster"),
        (addon(), [NAMESPACE, helm_secret("failed"), pod("hub", ready=False, **waits("ErrImagePull", "no such tag")), pod("proxy")], None,
         "not ready: pods: hub-1 can't pull quay.io/x:1: no such tag"),
        (addon(), [*RUNNING[:3], pod("proxy", ready=False), *RUNNING[4:]], None, "not ready: pods: proxy-1 is Running, not ready yet"),
        ({"sts.get_caller_identity": CloudError("expired", cause=Cause.CREDENTIALS)}, RUNNING, None, "not ready: AWS credentials: expired"),
        ({"eks.describe_cluster": CloudError("no such", cause=Cause.NOT_THERE)}, RUNNING, None, "not ready: cluster: there is no EKS cluster research-cluster"),
        (addon(), [], CloudError("private", cause=Cause.UNREACHABLE), "not ready: API server: private"),
    ],
)  # fmt: skip
def test_not_ready(answers: Any, objects: Any, error: Any, verdict: str) -> None:
    """The root cause of all that follows from it; an absent hub, or an unreachable one, is never ready."""
    found = stack_status(site(EBS, hub(), aws=answers, objects=objects, api_error=error))

    assert not found.ready
    assert found.verdict.startswith(verdict)


def test_two_hubs() -> None:
    """Each line names its hub, and an absent one decides."""
    found = stack_status(site(EBS, hub(), hub(namespace="second"), aws=addon(), objects=RUNNING))

    assert ["jupyterhub pods", "second release"] == [
        line.check for line in found.all if line.check in {"jupyterhub pods", "second release"}
    ]
    assert found.verdict.startswith("not ready: second release: the cluster has no namespace second")


@pytest.mark.cluster
def test_an_absent_hub_on_a_real_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real API server has no such namespace, and the verdict reports it."""
    if not GIVEN:
        pytest.skip(f"no cluster was given: {OVERRIDE} not set")
    monkeypatch.setenv(OVERRIDE, GIVEN)
    with ClusterApi.of(Aws(region="us-west-2"), "local") as api:
        stack = site(EBS, hub(namespace="no-such-hub"), aws=addon())
        stack._make_api = lambda _aws, _name: api
        found = stack_status(stack)

    assert found.verdict.startswith("not ready: release: the cluster has no namespace no-such-hub")


#: The environment's setting before a fixture may hide it.
GIVEN = os.environ.get(OVERRIDE)
