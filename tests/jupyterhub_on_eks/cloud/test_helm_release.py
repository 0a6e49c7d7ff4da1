"""Helm's releases."""

from __future__ import annotations

from typing import Any, cast

from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from jupyterhub_on_eks.cloud.helm_release import helm_releases
from tests.jupyterhub_on_eks.cloud.answers import PreparedApi
from tests.jupyterhub_on_eks.status.test_installed import helm_secret


def _api(*secrets: dict[str, Any]) -> ClusterApi:
    return cast("ClusterApi", PreparedApi(secrets))


def test_the_newest_revision_counts() -> None:
    """By number, not by text, and each namespace has its own; values are not kept."""
    found = helm_releases(_api(helm_secret("superseded", revision=9), helm_secret(revision=10), helm_secret(namespace="b")))

    assert [("jupyterhub", 10, "deployed"), ("b", 1, "deployed")] == [(it.namespace, it.revision, it.status) for it in found]
    assert "canary" not in str(found)
    assert ["b"] == [it.namespace for it in helm_releases(_api(helm_secret(), helm_secret(namespace="b")), namespace="b")]
    assert [] == helm_releases(_api(helm_secret()), name="other")


def test_last_complete_revision() -> None:
    """The newest one before the release's own, which a failed or interrupted action isn't."""
    earlier = [helm_secret("superseded", revision=8), helm_secret(revision=9), helm_secret("failed", revision=10)]
    (found,) = helm_releases(_api(*earlier, helm_secret("pending-rollback", revision=11)))

    assert (11, 9) == (found.revision, found.complete)
    assert [None] == [it.complete for it in helm_releases(_api(helm_secret("failed"), helm_secret("pending-upgrade", revision=2)))]


def test_unreadable_release() -> None:
    """The labels still give name and status."""
    for data in ({}, {"release": "?"}, {"release": "bm8="}):
        (found,) = helm_releases(_api({**helm_secret("failed"), "data": data}))
        assert ("failed", "") == (found.status, found.version)
