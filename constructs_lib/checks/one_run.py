"""Conflicts between the stacks of one run: things that a cluster, file system, zone or bucket has only once belong to one stack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from constructs_lib.checks.add_ons import add_on_path, has_cluster_roles
from constructs_lib.errors import KeyPath
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.cluster import BackendConfig, ClusterConfig
from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.models.releases import LONGEST_RELEASE

Name = TypeVar("Name")


class ClaimingStack(NamedTuple):
    """The parts of a stack that claim something."""

    cluster: ClusterConfig
    backend: BackendConfig | None
    """Where the state is stored. None: in the stack's own local file."""
    add_ons: Sequence[AddOnProps]
    """In their order, with the names of their releases."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that only one stack can have.

    Args:
        thing: what it is, equal for two stacks that can't both have it.
        path: the key that claims it.
        taken: what is wrong, followed by the name of the other stack.
        fix: what to do.
    """

    thing: tuple[object, ...]
    path: KeyPath
    taken: str
    fix: str

    def message(self, other: str) -> str:
        """Return the message that another stack has it: ``other`` names that stack, or the place in its file."""
        return f"{self.taken} {other} too; {self.fix}"


class Clash(NamedTuple, Generic[Name]):
    """A claim on something that an earlier stack of the run has."""

    claim: Claim
    other: Name
    """The earlier stack."""
    other_path: KeyPath
    """The key in the earlier stack that claims it."""


class OneRun(Generic[Name]):
    """The stacks of one run."""

    def __init__(self) -> None:
        self._taken: dict[tuple[object, ...], tuple[Name, KeyPath]] = {}

    def add(self, name: Name, stack: ClaimingStack) -> list[Clash[Name]]:
        """Add a stack and return its claims that earlier stacks already have. Repeated claims within one stack are reported elsewhere.

        Args:
            name: identifies the stack.
            stack: its settings.
        """
        found = []
        for claim in _claims(stack):
            other, path = self._taken.setdefault(claim.thing, (name, claim.path))
            if other != name and not any(map(is_token, claim.thing)):
                found.append(Clash(claim, other, path))
        return found


def _claims(stack: ClaimingStack) -> Iterator[Claim]:
    cluster = _cluster(stack.cluster)
    if stack.backend is not None:
        state = stack.backend.s3
        yield Claim(
            ("state", state.bucket, state.key),
            ("backend", "s3", "key"),
            f"{state.key!r} in the bucket {state.bucket} is the state of",
            "stacks that share a state destroy each other's resources: give this one another key",
        )
    yield from _agent(stack, cluster)
    for position, add_on in enumerate(stack.add_ons):
        path = add_on_path(position, stack.add_ons)
        if isinstance(add_on, JupyterHubAddOnProps):
            yield from _claims_of_a_hub(add_on, cluster, path)
        elif getattr(add_on, "existing", None) is False:
            yield Claim(
                (*cluster, add_on.KEY),
                path,
                f"{add_on.KEY} is managed by",
                "a cluster can have only one: let one stack manage it, and set existing: true in the others",
            )


def _claims_of_a_hub(hub: JupyterHubAddOnProps, cluster: tuple[object, ...], path: KeyPath) -> Iterator[Claim]:
    yield Claim(
        (*cluster, "namespace", hub.namespace),
        (*path, "namespace"),
        f"namespace {hub.namespace!r} is used by a hub of",
        "each hub on a cluster needs its own namespace: give one of them another",
    )
    if has_cluster_roles(hub):
        yield Claim(
            (*cluster, "release", hub.release),
            (*path, "release"),
            f"{hub.release!r} is the release of a hub of",
            "the chart names its cluster-wide resources after it: give one of them another, for example "
            f"release: {hub.namespace[:LONGEST_RELEASE]}",
        )
    made = hub.ebs_config.managed_class if hub.ebs_config else None
    if made:
        yield Claim(
            (*cluster, "storage class", made.name),
            (*path, "ebs_config", "storage_class", "name"),
            f"storage class {made.name!r} is created by",
            f"a cluster has each class only once: use it here (storage_class: {made.name}), or give it another name",
        )
    file_system = hub.efs_config.existing_file_system_id if hub.efs_config else None
    if file_system and hub.database.efs:
        yield Claim(
            ("database", file_system, hub.database.path),
            (*path, "hub_database"),
            f"{hub.database.path} of {file_system} holds the database of a hub of",
            "two hubs that write to one database corrupt it: give one of them its own path, hub_database: {efs: true, path: …}",
        )
    if hub.dns:
        yield Claim(
            ("dns", cluster[-1], hub.dns.name, hub.dns.private_zone),
            (*path, "dns"),
            f"{hub.dns.name} points to a hub of",
            "give one of them another record",
        )


def _agent(stack: ClaimingStack, cluster: tuple[object, ...]) -> Iterator[Claim]:
    """The stack manages the EKS Pod Identity Agent if one of its own add-ons needs it."""
    needed = any(
        getattr(add_on, "identity", None) is Identity.POD_IDENTITY and not getattr(add_on, "existing", False) for add_on in stack.add_ons
    )
    if needed and stack.cluster.pod_identity_agent is PodIdentityAgentMode.MANAGED:
        yield Claim(
            (*cluster, "pod_identity_agent"),
            ("cluster", "pod_identity_agent"),
            "the add-on eks-pod-identity-agent is managed by",
            "a cluster can have only one: set pod_identity_agent: existing in one of them",
        )


def _cluster(cluster: ClusterConfig) -> tuple[object, ...]:
    """Return what identifies a cluster: name, Region, and the account of the assumed role, if any."""
    account = cluster.assume_role_arn.split(":")[4] if cluster.assume_role_arn and not is_token(cluster.assume_role_arn) else None
    return cluster.name, cluster.region, account
