"""Resources of the account and a cluster."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.cloud.errors import CloudError
from jupyterhub_on_eks.init.account import Account, OnCluster
from tests.jupyterhub_on_eks.init.fakes import ARN, FakeApi, FakeAws


def _connect(_: Any, __: str) -> FakeApi:
    return FakeApi()


def test_lists() -> None:
    """Clusters, issued certificates, public zones."""
    account = Account(FakeAws())

    assert (["lab", "research"], {"*.example.org": ARN}, ["example.org"]) == (
        account.clusters(),
        account.certificates(),
        account.hosted_zones(),
    )
    assert ([], "us-west-2") == (account.unknown, account.region)


def test_what_is_denied_is_not_offered() -> None:
    """And the reason is kept."""
    account = Account(FakeAws("list_clusters"))

    assert [] == account.clusters()
    assert ["clusters: eks denies list_clusters"] == account.unknown


def test_a_cluster() -> None:
    """Its add-ons, its controller, its EBS classes."""
    found = Account(FakeAws(auto_mode=True)).on_cluster("lab", _connect)

    assert OnCluster(add_ons=frozenset({"ebs", "agent", "controller"}), auto_mode=True, storage_classes=("gp2",)) == found


def test_a_cluster_that_does_not_answer() -> None:
    """AWS's description of it is used."""

    def refused(_: Any, __: str) -> Any:
        raise CloudError("no answer")

    found = Account(FakeAws()).on_cluster("lab", refused)

    assert frozenset({"ebs", "agent"}) == found.add_ons
    assert ("the resources of the cluster lab: no answer",) == found.unknown


@pytest.mark.parametrize("ask", [Account.clusters, Account.hosted_zones])
def test_without_credentials_nothing_is_offered(ask: Any) -> None:
    """Nor is anything queried."""
    assert [] == ask(Account(None))
    assert OnCluster() == Account(None).on_cluster("lab", _connect)
