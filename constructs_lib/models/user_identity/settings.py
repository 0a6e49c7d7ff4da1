"""The AWS identity of users' servers: a role, made or existing, and the Kubernetes service account that has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import RoleArn
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.kinds.validators import any_case, as_schema, distinct, matching
from constructs_lib.models.user_identity.document import LANGUAGE, document_problems, statements
from constructs_lib.models.user_identity.s3 import S3Access

#: ARN of a managed policy, AWS's own or one of an account.
PolicyArn = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[\w+=,.@/-]+",
        "is not the ARN of a managed policy; it looks like arn:aws:iam::aws:policy/AmazonAthenaFullAccess "
        "or arn:aws:iam::111122223333:policy/name",
        longest=2048,
    ),
]

#: Service accounts that the namespace or the chart has. Source: chart, ``_helpers-names.tpl`` of 1.x to 4.x.
_TAKEN = {"default", "hub", "autohttps", "user-scheduler", "hook-image-awaiter", "hook-image-puller", "continuous-image-puller"}
#: Characters of all policies written on a role, white space not counted. Source: "IAM and AWS STS quotas".
_LONGEST_POLICY = 10_240


def _of_nobody_else(name: str) -> str:
    if name in _TAKEN:
        raise ValueError("is the service account of something else in the namespace; write another name, or remove the key")
    return name


as_schema(_of_nobody_else, **{"not": {"enum": sorted(_TAKEN)}})


class UserIdentityKind(StrEnum):
    """How servers get the role."""

    #: By EKS Pod Identity, whose session tags tell the servers apart.
    POD_IDENTITY = "pod_identity"
    #: By the cluster's OpenID Connect provider, which has to exist in IAM.
    IRSA = "irsa"


class UserIdentity(Model):
    """The permissions in AWS of users' servers. Their containers get credentials that are renewed by themselves, and no Kubernetes token."""

    identity: Annotated[UserIdentityKind, any_case(*UserIdentityKind)] = UserIdentityKind.POD_IDENTITY
    """pod_identity: a role by EKS Pod Identity. irsa: a role by the cluster's OpenID Connect provider, which has to exist in IAM."""
    managed_policy_arns: Annotated[tuple[PolicyArn, ...], AfterValidator(distinct)] = ()
    """ARNs of managed policies, AWS's or your own, that are attached to the role."""
    policy: FreeValues | None = None
    """A policy document of the role's own, as in IAM; policy variables such as ${aws:PrincipalTag/…} as AWS writes them."""
    s3: Annotated[tuple[S3Access, ...], AfterValidator(distinct)] = ()
    """Folders of S3 buckets that the servers may use, with the least rights for that."""
    role_arn: RoleArn | None = None
    """ARN of an existing role of the cluster's account, instead of one that is made. Its trust policy has to let the service
    account take it on."""
    permissions_boundary_arn: PolicyArn | None = None
    """ARN of a managed policy that bounds what the role may do."""
    service_account: Annotated[DnsSubdomain, AfterValidator(_of_nobody_else)] | None = None
    """Name of the Kubernetes service account that is made in the hub's namespace, without a Kubernetes token. Default: the release's
    name and -users."""

    @property
    def uses_pod_identity(self) -> bool:
        """Whether the servers fetch their credentials from the EKS Pod Identity Agent."""
        return self.identity is UserIdentityKind.POD_IDENTITY

    @property
    def s3_home(self) -> S3Access | None:
        """The folder whose address is in ``JUPYTERHUB_S3_HOME``."""
        return next((entry for entry in self.s3 if entry.per_user), None)

    def document(self, partition: str) -> dict[str, Any] | None:
        """Return the policy that is written on the role: the statements for S3, then the user's own; None where there are none.

        Args:
            partition: of the account, for example ``aws``.
        """
        own = [statement for _, statement in statements(self.policy or {})]
        found = [*(statement for entry in self.s3 for statement in entry.statements(partition)), *own]
        return {"Version": LANGUAGE, "Statement": found} if found else None


def _entries(identity: UserIdentity) -> list[tuple[int, S3Access]]:
    """Return the entries for S3; in the report on a wrong file some may be none."""
    entries: tuple[Any, ...] = identity.s3
    return [(position, entry) for position, entry in enumerate(entries) if isinstance(entry, S3Access)]


def _role_or_its_permissions(identity: UserIdentity) -> Iterator[Problem]:
    if identity.role_arn is None:
        return
    for key in ("managed_policy_arns", "policy", "s3", "permissions_boundary_arn"):
        if getattr(identity, key):
            yield Problem("has no effect with role_arn, whose role is only used, not changed; remove one of the two", (key,))


def _tags_come_by_pod_identity(identity: UserIdentity) -> Iterator[Problem]:
    for position, entry in _entries(identity):
        if entry.per_user and not identity.uses_pod_identity:
            yield Problem(
                "true is not possible with identity: irsa, which has no session tags to tell users apart; write identity: pod_identity",
                ("s3", position, "per_user"),
            )


def _document_is_a_policy(identity: UserIdentity) -> Iterator[Problem]:
    for problem in document_problems(identity.policy) if identity.policy is not None else ():
        yield Problem(problem.message, ("policy", *problem.path))


def _policy_fits(identity: UserIdentity) -> Iterator[Problem]:
    length = len(json.dumps(identity.document("aws-us-gov"), separators=(",", ":"))) if len(_entries(identity)) == len(identity.s3) else 0
    if length > _LONGEST_POLICY:
        yield Problem(
            f"s3 and policy have {length} characters together; IAM takes {_LONGEST_POLICY}. Make a managed policy of your own "
            "and name it in managed_policy_arns"
        )


def _homes_are_apart(identity: UserIdentity) -> Iterator[Problem]:
    yield from opened_homes(identity, identity)


def opened_homes(identity: UserIdentity, other: UserIdentity) -> Iterator[Problem]:
    """Find folders of all users in an identity that hold users' own folders of another one, or lie in one: each user could reach them.

    Args:
        identity: whose entries are judged; the paths begin at it.
        other: the one with the users' own folders, which may be the same.
    """
    homes = [entry for _, entry in _entries(other) if entry.per_user]
    for position, shared in _entries(identity):
        near = [home for home in homes if home.bucket == shared.bucket and not shared.per_user]
        home = next((home for home in near if home.folder.startswith(shared.folder)), None)
        if home:
            where = shared.folder or "the whole bucket"
            yield Problem(
                f"{where} holds the users' own folders in {home.folder or 'the bucket'}, so every user could reach all of them; "
                "write a folder beside them, for example shared/",
                ("s3", position, "prefix"),
            )
        # All names of pods begin like this. Source: KubeSpawner, pod_name_template of 1.1 to 7.0.
        elif any(shared.folder.startswith(f"{home.folder}jupyter-") for home in near):
            fix = "write one that doesn't begin with jupyter-"
            yield Problem(f"{shared.folder} is in the folder of a user's own; {fix}", ("s3", position, "prefix"))


UserIdentity.RULES = (_role_or_its_permissions, _tags_come_by_pod_identity, _document_is_a_policy, _policy_fits, _homes_are_apart)
