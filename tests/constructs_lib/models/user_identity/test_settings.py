"""The identity's own settings: the resulting policy, and contradictions."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.user_identity.settings import UserIdentity

_HOME = {"bucket": "b", "prefix": "home/", "access": "read_write", "per_user": True}
_STATEMENT = {"Effect": "Allow", "Action": "athena:*", "Resource": "*"}
_ROLE = "arn:aws:iam::111122223333:role/team/data"


def _found(**settings: Any) -> list[str]:
    with pytest.raises(ValidationError) as error:
        UserIdentity.model_validate(settings)
    return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.value.errors()]


def test_defaults() -> None:
    """EKS Pod Identity, and a role without any permission."""
    identity = UserIdentity()

    assert identity.uses_pod_identity
    assert identity.s3_home is None
    assert identity.document("aws") is None


def test_policy_has_the_folders_and_the_users_statements() -> None:
    """One document of both, in the version of the language that has policy variables, in the account's partition."""
    identity = UserIdentity.model_validate({"s3": [{"bucket": "d"}, _HOME], "policy": {"Statement": _STATEMENT}})
    document = identity.document("aws-cn")

    assert document
    assert "2012-10-17" == document["Version"]
    assert 5 == len(document["Statement"])
    assert _STATEMENT == document["Statement"][-1]
    assert ["arn:aws-cn:s3:::b/home/${aws:PrincipalTag/kubernetes-pod-name}/*"] == document["Statement"][3]["Resource"]
    assert identity.s3_home
    assert "home/" == identity.s3_home.folder


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("s3", [{"bucket": "b"}]),
        ("policy", {"Statement": _STATEMENT}),
        ("managed_policy_arns", ["arn:aws:iam::aws:policy/AmazonAthenaFullAccess"]),
        ("permissions_boundary_arn", "arn:aws:iam::111122223333:policy/bound"),
    ],
)
def test_existing_role_is_not_changed(key: str, value: Any) -> None:
    """What would change it is refused, not ignored."""
    assert [f"{key}: has no effect with role_arn, because an existing role is never changed; remove one of them"] == _found(
        role_arn=_ROLE, **{key: value}
    )


def test_irsa_has_no_folders_of_users() -> None:
    """It has no session tags; a shared folder works."""
    (message,) = _found(identity="irsa", s3=[{"bucket": "b"}, {**_HOME, "bucket": "c"}])

    assert message.startswith("s3.1.per_user: true conflicts with identity: irsa")
    assert UserIdentity.model_validate({"identity": "IRSA", "s3": [{"bucket": "b"}]}).document("aws")


@pytest.mark.parametrize("prefix", ["", "home", "home/"])
def test_shared_folder_that_contains_the_users_folders(prefix: str) -> None:
    """Each user could reach every other's."""
    (message,) = _found(s3=[_HOME, {"bucket": "b", "prefix": prefix}])

    assert message.startswith("s3.1.prefix: ")
    assert "contains the users' own folders in home/" in message


def test_shared_folder_inside_a_users_folder() -> None:
    """It looks like a server's; one beside it is valid."""
    (message,) = _found(s3=[_HOME, {"bucket": "b", "prefix": "home/jupyter-ada/x"}])

    assert "use a folder that doesn't begin with jupyter-" in message
    for entry in ({"bucket": "b", "prefix": "home/shared"}, {"bucket": "b", "prefix": "homework"}, {"bucket": "c"}):
        assert 2 == len(UserIdentity.model_validate({"s3": [_HOME, entry]}).s3)


def test_longer_than_iam_accepts() -> None:
    """A role's inline policies have 10,240 characters together."""
    entries = [{"bucket": "b", "prefix": f"{number:0>200}"} for number in range(40)]

    assert any("at most 10240 are allowed. Create a managed policy" in message for message in _found(s3=entries))
    assert 5 == len(UserIdentity.model_validate({"s3": entries[:5]}).s3)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("managed_policy_arns", ["arn:aws:iam::aws:role/x"], "is not the ARN of a managed policy"),
        ("managed_policy_arns", ["AmazonAthenaFullAccess"], "is not the ARN of a managed policy"),
        ("managed_policy_arns", ["arn:aws:iam::aws:policy/X"] * 2, "twice"),
        ("permissions_boundary_arn", "arn:aws:s3:::b", "is not the ARN of a managed policy"),
        ("role_arn", "data", "is not a valid ARN here"),
        ("service_account", "hub", "is the name of another service account"),
        ("service_account", "default", "is the name of another service account"),
        ("service_account", "Users_", "is not a DNS-1123 name"),
        ("identity", "node_role", "use one of pod_identity, irsa"),
        ("s3", [{"bucket": "s3://b"}], "is not the name of an S3 bucket"),
        ("s3", ["b"], "is text; use {bucket: …}"),
        ("policy", {"Statement": []}, "contains no statement"),
    ],
)
def test_invalid_values(key: str, value: Any, expected: str) -> None:
    """Invalid names and ARNs, each with what is allowed."""
    assert any(message.startswith(key) and expected in message for message in _found(**{key: value}))
