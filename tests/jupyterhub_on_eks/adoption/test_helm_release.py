"""A release as Helm stores it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyterhub_on_eks.adoption.helm_release import AdoptionError, chosen, decoded, newest
from tests.jupyterhub_on_eks.adoption.hubs import release_secret


def test_decoded() -> None:
    """Name, namespace, chart, the user's values and the chart's own."""
    release = decoded(release_secret({"a": 1}, revision=3))

    assert ("hub", "hubs", 3, "deployed", "jupyterhub", "4.4.0") == (
        release.name, release.namespace, release.revision, release.status, release.chart, release.version,
    )  # fmt: skip
    assert ({"a": 1}, {"cull": {"enabled": True}}) == (release.values, release.defaults)


@pytest.mark.parametrize("data", [{}, {"release": "%"}, {"release": "YQ=="}, {"release": "bm90IGpzb24="}])
def test_another_secret_is_refused(data: dict[str, str]) -> None:
    """With its name, and without its text."""
    with pytest.raises(AdoptionError, match=r"sh\.helm\.release\.v1\.hub\.v1 is not a release of Helm 3"):
        decoded({**release_secret({}), "data": data})


def test_newest_is_the_deployed_revision() -> None:
    """A failed upgrade is not what runs; other Secrets are skipped."""
    secrets = [
        release_secret({}, revision=9, status="superseded"),
        release_secret({}, revision=10),
        release_secret({}, revision=11, status="failed"),
        release_secret({}, name="other", revision=1, status="failed"),
        {"metadata": {"name": "hub"}},
    ]

    assert [10, 1] == [decoded(secret).revision for secret in newest(secrets)]


def test_the_only_hub_is_chosen() -> None:
    """Releases of other charts don't count; with several hubs one has to be named."""
    hub, other = decoded(release_secret({})), decoded(release_secret({}, name="lab", namespace="labs"))
    driver = replace(decoded(release_secret({}, name="efs")), chart="aws-efs-csi-driver")

    assert hub is chosen([driver, hub], namespace=None, release=None)
    assert other is chosen([hub, other], namespace="labs", release=None)
    with pytest.raises(
        AdoptionError, match=r"There are 2 releases .*: hub in hubs, lab in labs\. Choose one with --namespace and --release"
    ):
        chosen([hub, other], namespace=None, release=None)
    with pytest.raises(AdoptionError, match=r"no release of the chart jupyterhub with namespace 'hubs' and release 'x' on the cluster"):
        chosen([hub], namespace="hubs", release="x")
