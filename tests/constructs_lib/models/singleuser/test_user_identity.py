"""The identities of a hub: their names, conflicts and warnings."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.user_identity import ServersIdentity, servers_identity, user_identity_warnings
from constructs_lib.models.user_identity.settings import UserIdentity

_HOME = {"bucket": "b", "prefix": "home/", "per_user": True}
_PODS = {"hub": {"config": {"KubeSpawner": {"pod_name_template": "server-{userid}"}}}}


def _hub(identity: dict[str, Any] | None = None, **settings: Any) -> JupyterHubAddOnProps:
    own = {} if identity is None else {"user_identity": identity}
    return JupyterHubAddOnProps.model_validate(
        {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, **own, **settings}
    )


def _warnings(identity: dict[str, Any] | None = None, **settings: Any) -> str:
    return "\n".join(user_identity_warnings(_hub(identity, **settings)))


def test_default_is_none() -> None:
    """No identity, nothing to report."""
    assert () == _hub().user_identities
    assert not _hub().uses_pod_identity
    assert "" == _warnings()


def test_service_account_is_named_after_the_release() -> None:
    """Or as set; a profile's after its slug."""
    assert "research-users" == _hub({}, release="research").user_identities[0].service_account
    assert "lab" == _hub({"service_account": "lab"}).user_identities[0].service_account
    profile = servers_identity(UserIdentity(), release="research", path=("profiles", 1, "user_identity"), slug="gpu")
    assert ("research-gpu", "gpu") == (profile.service_account, profile.slug)


def test_pod_identity_needs_its_agent() -> None:
    """IRSA doesn't."""
    assert _hub({}).uses_pod_identity
    assert not _hub({"identity": "irsa"}).uses_pod_identity


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("singleuser.serviceAccountName", {"singleuser": {"serviceAccountName": "mine"}}),
        ("hub.config.KubeSpawner.service_account", {"hub": {"config": {"KubeSpawner": {"service_account": "mine"}}}}),
    ],
)
def test_another_account_in_values(path: str, values: dict[str, Any]) -> None:
    """It would replace the one that has the role."""
    with pytest.raises(ValidationError, match=r"another service account than user_identity.*remove one of them") as error:
        _hub({}, values=values)

    assert f"values.{path}" == ".".join(map(str, error.value.errors()[0]["loc"]))
    assert values == _hub(values=values).values


@pytest.mark.parametrize("template", ["server", "jupyter-{servername}", "{"])
def test_pods_with_the_same_name(template: str) -> None:
    """Two users, one after the other, would share one folder."""
    values = {"hub": {"config": {"KubeSpawner": {"pod_name_template": template}}}}

    with pytest.raises(ValidationError, match="gives pods of several users the same name"):
        _hub({"s3": [_HOME]}, values=values)
    assert values == _hub({}, values=values).values
    assert _PODS == _hub({"s3": [_HOME]}, values=_PODS).values


class _Hub(JupyterHubAddOnProps):
    """A hub with an identity of a profile."""

    @property
    def user_identities(self) -> tuple[ServersIdentity, ...]:
        """Return the hub's, and one of a profile that may use a shared folder."""
        profile = UserIdentity.model_validate({"s3": [{"bucket": "b", "prefix": "home"}]})
        return (
            *super().user_identities,
            servers_identity(profile, release=self.release, path=("profiles", 1, "user_identity"), slug="gpu"),
        )


def test_identities_of_one_hub_together() -> None:
    """A profile's must not open users' folders that the hub's has, and no two share a service account."""
    settings = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "release": "hub"}

    with pytest.raises(ValidationError) as error:
        _Hub.model_validate({**settings, "user_identity": {"s3": [_HOME], "service_account": "hub-gpu"}})
    paths = {".".join(map(str, each["loc"])): each["msg"] for each in error.value.errors()}
    assert {"profiles.1.user_identity.s3.0.prefix", "profiles.1.user_identity.service_account"} == set(paths)
    assert "home/ contains the users' own folders" in paths["profiles.1.user_identity.s3.0.prefix"]
    assert 2 == len(_Hub.model_validate({**settings, "user_identity": {"s3": [{"bucket": "c", "per_user": True}]}}).user_identities)


def test_root_drops_the_credentials() -> None:
    """It is reported, and only then."""
    assert "drop the environment variables that the AWS SDKs need for credentials" in _warnings({"s3": [{"bucket": "b"}]}, run_as_root=True)
    assert "" == _warnings({"s3": [{"bucket": "b"}]})


def test_folders_of_named_servers() -> None:
    """Each has another one, whichever key allows them."""
    for settings in ({"named_servers": {"limit": 2}}, {"values": {"hub": {"allowNamedServers": True}}}):
        assert "each named server a different folder" in _warnings({"s3": [_HOME]}, **settings)
        assert "" == _warnings({"s3": [{"bucket": "b"}]}, **settings)


@pytest.mark.parametrize(("version", "warned"), [("1.2.0", True), ("2.0.0", True), ("3.3.8", True), ("4.0.0", False), ("4.4.0", False)])
def test_folders_change_with_chart_4(version: str, *, warned: bool) -> None:
    """Its pods have other names."""
    assert warned == ("gives them new, empty folders" in _warnings({"s3": [_HOME]}, version=version))


def test_role_without_permissions() -> None:
    """It is created anyway, and reported."""
    assert "user_identity creates a role without permissions; add s3, policy or managed_policy_arns" == _warnings({})
    assert "" == _warnings({"role_arn": "arn:aws:iam::111122223333:role/data"})


@pytest.mark.parametrize(
    ("permission", "warned"),
    [
        ({"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]}, True),
        ({"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonAthenaFullAccess"]}, False),
        ({"policy": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}, True),
        ({"policy": {"Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws-cn:s3:::b/*"}]}}, True),
        ({"policy": {"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::c"}]}}, True),
        ({"policy": {"Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}}, False),
        ({"policy": {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b2/*"}]}}, False),
        ({"policy": {"Statement": [{"Effect": "Allow", "Action": "athena:*", "Resource": "*"}]}}, False),
    ],
)
def test_permissions_beyond_the_folders(permission: dict[str, Any], *, warned: bool) -> None:
    """Other permissions with which each user reaches all folders are reported."""
    assert warned == ("allows access to the folders of all users" in _warnings({"s3": [_HOME], **permission}))
    assert "allows access to the folders" not in _warnings(permission)
