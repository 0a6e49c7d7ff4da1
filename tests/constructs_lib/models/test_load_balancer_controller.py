"""Settings of the AWS Load Balancer Controller."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.load_balancer_controller import SERVICE_ACCOUNT, AwsLoadBalancerControllerAddOnProps


def _mistakes(**settings: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as error:
        AwsLoadBalancerControllerAddOnProps.model_validate(settings)
    return [(".".join(map(str, line["loc"])), line["msg"]) for line in error.value.errors()]


def test_defaults() -> None:
    """Managed, at an exact version of AWS's chart, with a Pod Identity role."""
    props = AwsLoadBalancerControllerAddOnProps()

    assert (False, "3.5.0", "https://aws.github.io/eks-charts", Identity.POD_IDENTITY, {}) == (
        props.existing, props.version, props.repository, props.identity, props.values
    )  # fmt: skip
    assert ({}, []) == (props.requires(), props.warnings())


@pytest.mark.parametrize("version", ["1.0.0", "1.17.1", "3.5.0", "${TfToken[TOKEN.1]}"])
def test_versions(version: str) -> None:
    """The chart's major versions 1 and 3; there never was a 2."""
    assert version == AwsLoadBalancerControllerAddOnProps(version=version).version


@pytest.mark.parametrize("version", ["", "2.0.0", "3.5", "v3.5.0", "latest", "4.0.0"])
def test_wrong_versions(version: str) -> None:
    """What the repository doesn't have is refused."""
    expected = f"{version!r} is not a version of the chart; use a full version of 1.x or 3.x, for example 3.5.0"

    assert [("version", expected)] == _mistakes(version=version)


def test_unknown_identity() -> None:
    """The message names the three."""
    assert [("identity", "'role' is not allowed; use one of pod_identity, irsa, node_role")] == _mistakes(identity="role")


@pytest.mark.parametrize("identity", ["pod_identity", "irsa"])
def test_service_account_has_the_role(identity: str) -> None:
    """The role is for one name; another one in the values would start without permissions."""
    expected = "'mine' is not the service account of the role (aws-load-balancer-controller); remove it, or set identity: node_role"

    assert [("values.serviceAccount.name", expected)] == _mistakes(identity=identity, values={"serviceAccount": {"name": "mine"}})


@pytest.mark.parametrize(
    ("identity", "account"),
    [
        ("node_role", {"name": "mine"}),
        ("irsa", {"name": SERVICE_ACCOUNT}),
        ("irsa", {"annotations": {"a": "b"}}),
        ("pod_identity", None),
        ("pod_identity", "no mapping"),
    ],
)
def test_service_accounts_that_work(identity: str, account: object) -> None:
    """Without a separate role any name works; the role's own name may be set."""
    settings = {"identity": identity, "values": {"serviceAccount": account}}

    assert account == AwsLoadBalancerControllerAddOnProps.model_validate(settings).values["serviceAccount"]


def test_existing_accepts_no_settings() -> None:
    """Each that has no effect is listed."""
    expected = "has no effect with existing: true, because the add-on is not managed; remove one of them"

    assert [("identity", expected), ("version", expected)] == _mistakes(existing=True, version="3.5.0", identity="irsa")
    assert AwsLoadBalancerControllerAddOnProps(existing=True).existing
