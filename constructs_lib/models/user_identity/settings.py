"""The AWS identity of users' servers: a role, new or existing, and the Kubernetes service account that has it."""

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

#: ARN of a managed policy, of AWS or of an account.
PolicyArn = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[\w+=,.@/-]+",
        "is not the ARN of a managed policy; use an ARN such as arn:aws:iam::aws:policy/AmazonAthenaFullAccess "
        "or arn:aws:iam::111122223333:policy/name",
        longest=2048,
    ),
]

#: Service accounts of the namespace or the chart. Source: chart, ``_helpers-names.tpl`` of 1.x to 4.x.
_TAKEN = {"default", "hub", "autohttps", "user-scheduler", "hook-image-awaiter", "hook-image-puller", "continuous-image-puller"}
#: Maximum length of all inline policies of a role, without white space. Source: "IAM and AWS STS quotas".
_LONGEST_POLICY = 10_240


def _of_nobody_else(name: str) -> str:
    if name in _TAKEN:
        raise ValueError("is the name of another service account in the namespace; use another name, or remove the key")
    return name


as_schema(_of_nobody_else, **{"not": {"enum": sorted(_TAKEN)}})


class UserIdentityKind(StrEnum):
    """How servers get the role."""

    #: Through EKS Pod Identity, whose session tags distinguish the servers.
    POD_IDENTITY = "pod_identity"
    #: Through the cluster's OpenID Connect provider, which must exist in IAM.
    IRSA = "irsa"


class UserIdentity(Model):
    """AWS permissions of users' servers. Their containers get credentials that are renewed automatically, and no Kubernetes token."""

    identity: Annotated[UserIdentityKind, any_case(*UserIdentityKind)] = UserIdentityKind.POD_IDENTITY
    """pod_identity: a role through EKS Pod Identity. irsa: a role through the cluster's OpenID Connect provider, which must exist in IAM."""
    managed_policy_arns: Annotated[tuple[PolicyArn, ...], AfterValidator(distinct)] = ()
    """ARNs of managed policies, AWS's or your own, to attach to the role."""
    policy: FreeValues | None = None
    """An inline policy document, as in IAM; write policy variables such as ${aws:PrincipalTag/…} in AWS's form."""
    s3: Annotated[tuple[S3Access, ...], AfterValidator(distinct)] = ()
    """Folders of S3 buckets that the servers may use, with least-privilege permissions."""
    role_arn: RoleArn | None = None
    """ARN of an existing role in the cluster's account, instead of a new one. Its trust policy must allow the service account to assume it."""
    permissions_boundary_arn: PolicyArn | None = None
    """ARN of a managed policy that is the role's permissions boundary."""
    service_account: Annotated[DnsSubdomain, AfterValidator(_of_nobody_else)] | None = None
    """Name of the Kubernetes service account to create in the hub's namespace, without a Kubernetes token. Default: the release's name and
    -users."""

    @property
    def uses_pod_identity(self) -> bool:
        """Whether the servers fetch their credentials from the EKS Pod Identity Agent."""
        return self.identity is UserIdentityKind.POD_IDENTITY

    @property
    def s3_home(self) -> S3Access | None:
        """The folder in ``JUPYTERHUB_S3_HOME``."""
        return next((entry for entry in self.s3 if entry.per_user), None)

    def document(self, partition: str) -> dict[str, Any] | None:
        """Return the role's inline policy: the statements for S3, then the user's own; None if there are none.

        Args:
            partition: of the account, for example ``aws``.
        """
        own = [statement for _, statement in statements(self.policy or {})]
        found = [*(statement for entry in self.s3 for statement in entry.statements(partition)), *own]
        return {"Version": LANGUAGE, "Statement": found} if found else None


def _entries(identity: UserIdentity) -> list[tuple[int, S3Access]]:
    """Return the entries for S3; in the report on a wrong file, some may be missing."""
    entries: tuple[Any, ...] = identity.s3
    return [(position, entry) for position, entry in enumerate(entries) if isinstance(entry, S3Access)]


def _role_or_its_permissions(identity: UserIdentity) -> Iterator[Problem]:
    if identity.role_arn is None:
        return
    for key in ("managed_policy_arns", "policy", "s3", "permissions_boundary_arn"):
        if getattr(identity, key):
            yield Problem("has no effect with role_arn, because an existing role is never changed; remove one of them", (key,))


def _tags_come_by_pod_identity(identity: UserIdentity) -> Iterator[Problem]:
    for position, entry in _entries(identity):
        if entry.per_user and not identity.uses_pod_identity:
            yield Problem(
                "true conflicts with identity: irsa, which has no session tags to distinguish users; set identity: pod_identity",
                ("s3", position, "per_user"),
            )


def _document_is_a_policy(identity: UserIdentity) -> Iterator[Problem]:
    for problem in document_problems(identity.policy) if identity.policy is not None else ():
        yield Problem(problem.message, ("policy", *problem.path))


def _policy_fits(identity: UserIdentity) -> Iterator[Problem]:
    length = len(json.dumps(identity.document("aws-us-gov"), separators=(",", ":"))) if len(_entries(identity)) == len(identity.s3) else 0
    if length > _LONGEST_POLICY:
        yield Problem(
            f"s3 and policy have {length} characters together; at most {_LONGEST_POLICY} are allowed. Create a managed policy "
            "and add it to managed_policy_arns"
        )


def _homes_are_apart(identity: UserIdentity) -> Iterator[Problem]:
    yield from opened_homes(identity, identity)


def opened_homes(identity: UserIdentity, other: UserIdentity) -> Iterator[Problem]:
    """Find folders of all users in an identity that contain users' own folders of another one, or are inside one.

    Every user would have access to them.

    Args:
        identity: the identity to check; the paths begin at it.
        other: the identity with the users' own folders, which may be the same.
    """
    homes = [entry for _, entry in _entries(other) if entry.per_user]
    for position, shared in _entries(identity):
        near = [home for home in homes if home.bucket == shared.bucket and not shared.per_user]
        home = next((home for home in near if home.folder.startswith(shared.folder)), None)
        if home:
            where = shared.folder or "the whole bucket"
            yield Problem(
                f"{where} contains the users' own folders in {home.folder or 'the bucket'}, so every user would have access to all of them; "
                "use another folder, for example shared/",
                ("s3", position, "prefix"),
            )
        # All pod names begin like this. Source: KubeSpawner, pod_name_template of 1.1 to 7.0.
        elif any(shared.folder.startswith(f"{home.folder}jupyter-") for home in near):
            fix = "use a folder that doesn't begin with jupyter-"
            yield Problem(f"{shared.folder} is inside a user's own folder; {fix}", ("s3", position, "prefix"))


UserIdentity.RULES = (_role_or_its_permissions, _tags_come_by_pod_identity, _document_is_a_policy, _policy_fits, _homes_are_apart)
