"""Homes on Amazon EFS: one shared file system, made or existing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StrictBool, StrictFloat, StrictInt

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.kinds.aws import FileSystemId, KmsKeyArn, SecurityGroupId, SubnetId
from constructs_lib.models.kinds.kubernetes import DnsSubdomain, Quantity
from constructs_lib.models.kinds.validators import any_case, distinct, matching
from constructs_lib.models.storage.efs_access_point import AccessPointConfig, SharedDirectory
from constructs_lib.models.storage.efs_performance import (
    AnyCaseThroughputMode,
    AnySpellingPerformanceMode,
    PerformanceMode,
    ThroughputMode,
    Transition,
)
from constructs_lib.models.storage.home_storage import HomeStorageConfig, SharedMount
from constructs_lib.models.storage.hub_database import CHART_CLAIM, HubDatabaseConfig

#: Source: Kubernetes, "Object Names and IDs", DNS subdomain names.
LONGEST_CLAIM = 253

#: A security group has 60 rules for what comes in, and the cluster's own group takes one. Source: Amazon VPC user guide, "Quotas".
MOST_CLIENT_GROUPS = 59


class RemovalPolicy(StrEnum):
    """What happens to a file system when the stack is destroyed."""

    #: The file system and all homes on it are deleted.
    DESTROY = "DESTROY"
    #: The file system is kept.
    RETAIN = "RETAIN"
    #: The file system is deleted after a last backup of it is complete.
    SNAPSHOT = "SNAPSHOT"


#: A removal policy in any case.
AnyCaseRemovalPolicy = Annotated[RemovalPolicy, any_case(*RemovalPolicy)]


class EfsConfig(HomeStorageConfig):
    """One shared file system on Amazon EFS, with each user's home in ``home/{username}``."""

    KEY: ClassVar[str] = "efs_config"

    pvc_name: DnsSubdomain
    """Name of the claim on the file system, and part of its volume's name."""
    capacity: Quantity
    """Size that the volume claims, for example 100Gi. EFS has no quota: it grows with what is stored."""
    removal_policy: AnyCaseRemovalPolicy
    """DESTROY, RETAIN or SNAPSHOT (any case): what happens to the file system when the stack is destroyed. No default:
    the one who loses the data says so."""
    existing_file_system_id: FileSystemId | None = None
    """Id of a file system that is there already. Nothing about it is changed, and it is never deleted. Default: one is made."""
    create_mount_targets: StrictBool = False
    """Make mount targets and their security group for the existing file system, which has none after a restore; they go with the stack."""
    encrypted: StrictBool = True
    """Encrypt the file system."""
    kms_key_id: KmsKeyArn | None = None
    """ARN of the key to encrypt with. Default: the account's key for EFS."""
    create_kms_key: StrictBool = False
    """Make a key of your own to encrypt with, rotated each year; it is kept or deleted with the file system."""
    throughput_mode: AnyCaseThroughputMode = ThroughputMode.ELASTIC
    """elastic, bursting or provisioned."""
    provisioned_throughput: StrictFloat | None = Field(default=None, ge=1, le=3_414)
    """MiB/s, 1 to 3414, with throughput_mode: provisioned."""
    performance_mode: AnySpellingPerformanceMode = PerformanceMode.GENERAL_PURPOSE
    """generalPurpose or maxIO (not with elastic throughput)."""
    transition_to_ia: Transition | None = "AFTER_30_DAYS"
    """When files that nobody reads move to the cheaper Infrequent Access storage: AFTER_1_DAY, AFTER_7_DAYS, … AFTER_365_DAYS; null: never."""
    backup: StrictBool = True
    """Back the file system up every day by AWS Backup, each backup kept for 35 days in a vault that outlives the stack."""
    backup_vault: Annotated[
        str, matching(r"[a-zA-Z0-9_-]{2,50}", "is not the name of a backup vault; those hold 2 to 50 letters, digits, '-' and '_'")
    ] = "jupyterhub-final-backups"
    """Vault for the final backup of removal_policy: SNAPSHOT; it is made if it isn't there, and never deleted."""
    final_backup_timeout: StrictInt = Field(default=21_600, ge=60, le=604_800)
    """Seconds that the final backup of removal_policy: SNAPSHOT may take, 60 to 604800; after that the destroy stops."""
    allow_replacement: StrictBool = False
    """Let a change of encrypted, kms_key_id, create_kms_key or performance_mode replace the file system, which deletes all homes.
    Default: such a change is refused at plan."""
    subnet_ids: Annotated[tuple[SubnetId, ...], AfterValidator(distinct)] = ()
    """Subnets of the mount targets, one per Availability Zone is used. Default: of the cluster's subnets, one per zone."""
    client_security_groups: tuple[SecurityGroupId, ...] = ()
    """Security groups whose members may mount, beside the cluster's own: those of nodes that don't have the cluster's, at most 59.
    Default: none."""
    access_point: AccessPointConfig = AccessPointConfig.model_construct()  # not validated: an import builds no validators
    """The homes' directory and its owner, who is also the user of the servers."""
    shared_directories: tuple[SharedDirectory, ...] = ()
    """Directories that all users' servers mount."""

    @property
    def driver_key(self) -> str:
        """The EFS CSI driver."""
        return "efs_csi_driver"

    @property
    def shared_claim(self) -> str:
        """The claim on the file system."""
        return self.pvc_name

    @property
    def shared_mounts(self) -> Sequence[SharedMount]:
        """A claim for each shared directory."""
        return [
            SharedMount(f"shared-{directory.name}", self.claim_on(directory), directory.mount_path, directory.read_only)
            for directory in self.shared_directories
        ]

    @property
    def posix_user(self) -> tuple[int, int]:
        """The owner of the homes' directory."""
        return self.access_point.uid, self.access_point.gid

    def claim_on(self, directory: SharedDirectory) -> str:
        """Return the name of the claim on a shared directory."""
        return f"{self.pvc_name}-{directory.name}"

    def default_database(self) -> HubDatabaseConfig:
        """Return a volume on the same file system."""
        return HubDatabaseConfig(efs=True)

    def warnings(self) -> Iterator[str]:
        """Yield a removal policy that has no effect."""
        if self.existing_file_system_id and self.removal_policy is not RemovalPolicy.RETAIN:
            yield f"removal_policy: {self.removal_policy} has no effect: an existing file system is never deleted"


#: What describes a file system that is made, or what is done to it, and so has no meaning for an existing one.
OF_A_MADE_FILE_SYSTEM = (
    "encrypted", "kms_key_id", "create_kms_key", "throughput_mode", "provisioned_throughput", "performance_mode",
    "transition_to_ia", "backup", "backup_vault", "final_backup_timeout", "allow_replacement",
)  # fmt: skip


def _existing_stays_as_it_is(config: EfsConfig) -> Iterator[Problem]:
    if config.existing_file_system_id is None:
        if config.create_mount_targets:
            yield Problem("is for an existing file system; a new one has them in any case. Take it out", ("create_mount_targets",))
        return
    for key in OF_A_MADE_FILE_SYSTEM:
        if key in config.model_fields_set:
            yield Problem("has no effect with existing_file_system_id, which isn't changed in any way; take one of them out", (key,))
    for key in ("subnet_ids", "client_security_groups"):
        if getattr(config, key) and not config.create_mount_targets:
            yield Problem("has no effect with existing_file_system_id unless create_mount_targets is true", (key,))


def _client_groups_are_admitted_once(config: EfsConfig) -> Iterator[Problem]:
    groups = config.client_security_groups
    for position, group in enumerate(groups):
        if group in groups[:position]:
            yield Problem(f"{group!r} is listed already; remove one of them", ("client_security_groups", position))
    if len(groups) > MOST_CLIENT_GROUPS:
        yield Problem(
            f"lists {len(groups)} security groups; at most {MOST_CLIENT_GROUPS} are allowed. Put the nodes into one group",
            ("client_security_groups",),
        )


def _one_key_that_encrypts(config: EfsConfig) -> Iterator[Problem]:
    if config.kms_key_id is not None and config.create_kms_key:
        yield Problem("true makes a key, but kms_key_id names one; take one of them out", ("create_kms_key",))
    for key in ("kms_key_id", "create_kms_key"):
        if getattr(config, key) and not config.encrypted:
            yield Problem("has no effect with encrypted: false; take one of them out", (key,))


def _throughput_is_complete(config: EfsConfig) -> Iterator[Problem]:
    if config.throughput_mode is ThroughputMode.PROVISIONED and config.provisioned_throughput is None:
        yield Problem("is required with throughput_mode: provisioned; write MiB/s, for example 64", ("provisioned_throughput",))
    if config.throughput_mode is not ThroughputMode.PROVISIONED and config.provisioned_throughput is not None:
        yield Problem(f"has no effect with throughput_mode: {config.throughput_mode}; take it out", ("provisioned_throughput",))


def _max_io_is_not_elastic(config: EfsConfig) -> Iterator[Problem]:
    """Source: Amazon EFS user guide, "Performance modes"."""
    if config.performance_mode is PerformanceMode.MAX_IO and config.throughput_mode is ThroughputMode.ELASTIC:
        yield Problem(
            "maxIO can't be had with throughput_mode: elastic; write throughput_mode: bursting, or take it out", ("performance_mode",)
        )


def _final_backup_is_of_snapshot(config: EfsConfig) -> Iterator[Problem]:
    for key in ("backup_vault", "final_backup_timeout"):
        if key in config.model_fields_set and config.removal_policy is not RemovalPolicy.SNAPSHOT and not config.existing_file_system_id:
            yield Problem(f"has no effect with removal_policy: {config.removal_policy}; write SNAPSHOT, or take it out", (key,))


def shared_directories_of(config: EfsConfig) -> Sequence[SharedDirectory | None]:
    """Return the shared directories; None stands for an item that is not a mapping and is reported as such."""
    return config.shared_directories


def _shared_directories_differ(config: EfsConfig) -> Iterator[Problem]:
    for key in ("name", "mount_path"):
        values = [getattr(directory, key) if directory else None for directory in shared_directories_of(config)]
        for position, value in enumerate(values):
            if value and value in values[:position]:
                yield Problem(
                    f"{value!r} is taken by another shared directory; give this one another", ("shared_directories", position, key)
                )


def _claims_have_names_of_their_own(config: EfsConfig) -> Iterator[Problem]:
    """The chart names its own claim for the hub's database, in the same namespace."""
    claims: dict[KeyPath, str] = {("pvc_name",): config.pvc_name}
    for position, directory in enumerate(shared_directories_of(config)):
        if directory:
            claims["shared_directories", position, "name"] = config.claim_on(directory)
    for path, claim in claims.items():
        if claim == CHART_CLAIM:
            yield Problem(f"makes a claim {claim!r}, which is what the chart calls its own; write another name", path)
        elif len(claim) > LONGEST_CLAIM:
            yield Problem(
                f"makes a claim with a name of {len(claim)} characters; at most {LONGEST_CLAIM} are allowed. Shorten pvc_name", path
            )


EfsConfig.RULES = (
    _claims_have_names_of_their_own,
    _existing_stays_as_it_is,
    _client_groups_are_admitted_once,
    _one_key_that_encrypts,
    _throughput_is_complete,
    _max_io_is_not_elastic,
    _final_backup_is_of_snapshot,
    _shared_directories_differ,
)
