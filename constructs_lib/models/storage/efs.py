"""Homes on Amazon EFS: one shared file system, new or existing."""

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

#: A security group can have 60 inbound rules, and the cluster's own group needs one. Source: Amazon VPC user guide, "Quotas".
MOST_CLIENT_GROUPS = 59


class RemovalPolicy(StrEnum):
    """What happens to a file system when the stack is destroyed."""

    #: The file system and all homes on it are deleted.
    DESTROY = "DESTROY"
    #: The file system is kept.
    RETAIN = "RETAIN"
    #: The file system is deleted after a final backup of it is complete.
    SNAPSHOT = "SNAPSHOT"


#: A removal policy in any case.
AnyCaseRemovalPolicy = Annotated[RemovalPolicy, any_case(*RemovalPolicy)]


class EfsConfig(HomeStorageConfig):
    """One shared file system on Amazon EFS, with each user's home in ``home/{username}``."""

    KEY: ClassVar[str] = "efs_config"

    pvc_name: DnsSubdomain
    """Name of the claim on the file system, and part of the name of its volume."""
    capacity: Quantity
    """Requested size of the volume, for example 100Gi. EFS has no quota: it grows with the data."""
    removal_policy: AnyCaseRemovalPolicy
    """DESTROY, RETAIN or SNAPSHOT (any case): what happens to the file system when the stack is destroyed. There is no default, so data is
    never deleted unless you choose it."""
    existing_file_system_id: FileSystemId | None = None
    """Id of an existing file system. It is never changed or deleted. Default: a new one is created."""
    create_mount_targets: StrictBool = False
    """Create mount targets and their security group for the existing file system, which has none after a restore; they are deleted with the
    stack."""
    encrypted: StrictBool = True
    """Encrypt the file system."""
    kms_key_id: KmsKeyArn | None = None
    """ARN of the KMS key for encryption. Default: the account's default key for EFS."""
    create_kms_key: StrictBool = False
    """Create a separate KMS key for encryption, rotated every year; it is kept or deleted with the file system."""
    throughput_mode: AnyCaseThroughputMode = ThroughputMode.ELASTIC
    """elastic, bursting or provisioned."""
    provisioned_throughput: StrictFloat | None = Field(default=None, ge=1, le=3_414)
    """MiB/s, 1 to 3414, with throughput_mode: provisioned."""
    performance_mode: AnySpellingPerformanceMode = PerformanceMode.GENERAL_PURPOSE
    """generalPurpose or maxIO (not with elastic throughput)."""
    transition_to_ia: Transition | None = "AFTER_30_DAYS"
    """When files that are not accessed move to the cheaper Infrequent Access storage: AFTER_1_DAY, AFTER_7_DAYS, … AFTER_365_DAYS; null:
    never."""
    backup: StrictBool = True
    """Back up the file system every day with AWS Backup, and keep each backup for 35 days in a vault that is not deleted with the stack."""
    backup_vault: Annotated[
        str, matching(r"[a-zA-Z0-9_-]{2,50}", "is not the name of a backup vault; use 2 to 50 letters, digits, '-' and '_'")
    ] = "jupyterhub-final-backups"
    """Vault for the final backup with removal_policy: SNAPSHOT; it is created if it doesn't exist, and never deleted."""
    final_backup_timeout: StrictInt = Field(default=21_600, ge=60, le=604_800)
    """Seconds that the final backup with removal_policy: SNAPSHOT may take, 60 to 604800; after that, destroy fails."""
    allow_replacement: StrictBool = False
    """Allow a change of encrypted, kms_key_id, create_kms_key or performance_mode to replace the file system, which deletes all homes.
    Default: such a change is refused at plan."""
    subnet_ids: Annotated[tuple[SubnetId, ...], AfterValidator(distinct)] = ()
    """Subnets for the mount targets; one per Availability Zone is used. Default: one of the cluster's subnets per Availability Zone."""
    client_security_groups: tuple[SecurityGroupId, ...] = ()
    """Security groups whose members may mount the file system, in addition to the cluster's own: those of nodes outside the cluster's
    group, at most 59. Default: none."""
    access_point: AccessPointConfig = AccessPointConfig.model_construct()  # not validated, so that an import builds no validators
    """The directory of the homes, and its owner, who is also the user of the servers."""
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

    @property
    def owner_key(self) -> str:
        """The access point, which sets the owner of each file."""
        return "access_point"

    def claim_on(self, directory: SharedDirectory) -> str:
        """Return the name of the claim on a shared directory."""
        return f"{self.pvc_name}-{directory.name}"

    def default_database(self) -> HubDatabaseConfig:
        """Return a volume on the same file system."""
        return HubDatabaseConfig(efs=True)

    def warnings(self) -> Iterator[str]:
        """Yield a warning if the removal policy has no effect."""
        if self.existing_file_system_id and self.removal_policy is not RemovalPolicy.RETAIN:
            yield f"removal_policy: {self.removal_policy} has no effect, because an existing file system is never deleted"


#: Keys that apply only to a new file system, not to an existing one.
OF_A_MADE_FILE_SYSTEM = (
    "encrypted", "kms_key_id", "create_kms_key", "throughput_mode", "provisioned_throughput", "performance_mode",
    "transition_to_ia", "backup", "backup_vault", "final_backup_timeout", "allow_replacement",
)  # fmt: skip


def _existing_stays_as_it_is(config: EfsConfig) -> Iterator[Problem]:
    if config.existing_file_system_id is None:
        if config.create_mount_targets:
            yield Problem(
                "applies only to an existing file system, because a new one always has them; remove it", ("create_mount_targets",)
            )
        return
    for key in OF_A_MADE_FILE_SYSTEM:
        if key in config.model_fields_set:
            yield Problem(
                "has no effect with existing_file_system_id, because an existing file system is never changed; remove one of them", (key,)
            )
    for key in ("subnet_ids", "client_security_groups"):
        if getattr(config, key) and not config.create_mount_targets:
            yield Problem("has no effect with existing_file_system_id; set create_mount_targets: true, or remove it", (key,))


def _client_groups_are_admitted_once(config: EfsConfig) -> Iterator[Problem]:
    groups = config.client_security_groups
    for position, group in enumerate(groups):
        if group in groups[:position]:
            yield Problem(f"{group!r} is already listed; remove one of them", ("client_security_groups", position))
    if len(groups) > MOST_CLIENT_GROUPS:
        yield Problem(
            f"lists {len(groups)} security groups; at most {MOST_CLIENT_GROUPS} are allowed. Use one group for the nodes",
            ("client_security_groups",),
        )


def _one_key_that_encrypts(config: EfsConfig) -> Iterator[Problem]:
    if config.kms_key_id is not None and config.create_kms_key:
        yield Problem("true creates a key, which conflicts with kms_key_id; remove one of them", ("create_kms_key",))
    for key in ("kms_key_id", "create_kms_key"):
        if getattr(config, key) and not config.encrypted:
            yield Problem("has no effect with encrypted: false; remove one of them", (key,))


def _throughput_is_complete(config: EfsConfig) -> Iterator[Problem]:
    if config.throughput_mode is ThroughputMode.PROVISIONED and config.provisioned_throughput is None:
        yield Problem("is required with throughput_mode: provisioned; set it in MiB/s, for example 64", ("provisioned_throughput",))
    if config.throughput_mode is not ThroughputMode.PROVISIONED and config.provisioned_throughput is not None:
        yield Problem(f"has no effect with throughput_mode: {config.throughput_mode}; remove it", ("provisioned_throughput",))


def _max_io_is_not_elastic(config: EfsConfig) -> Iterator[Problem]:
    """Source: Amazon EFS user guide, "Performance modes"."""
    if config.performance_mode is PerformanceMode.MAX_IO and config.throughput_mode is ThroughputMode.ELASTIC:
        yield Problem("maxIO conflicts with throughput_mode: elastic; set throughput_mode: bursting, or remove it", ("performance_mode",))


def _final_backup_is_of_snapshot(config: EfsConfig) -> Iterator[Problem]:
    for key in ("backup_vault", "final_backup_timeout"):
        if key in config.model_fields_set and config.removal_policy is not RemovalPolicy.SNAPSHOT and not config.existing_file_system_id:
            yield Problem(f"has no effect with removal_policy: {config.removal_policy}; set removal_policy: SNAPSHOT, or remove it", (key,))


def _shared_directories_differ(config: EfsConfig) -> Iterator[Problem]:
    for key in ("name", "mount_path"):
        values = [getattr(directory, key) for directory in config.shared_directories]
        for position, value in enumerate(values):
            if value and value in values[:position]:
                yield Problem(
                    f"{value!r} is already used by another shared directory; use another {key}", ("shared_directories", position, key)
                )


def _claims_have_names_of_their_own(config: EfsConfig) -> Iterator[Problem]:
    """The chart has a claim for the hub's database in the same namespace."""
    claims: dict[KeyPath, str] = {("pvc_name",): config.pvc_name}
    for position, directory in enumerate(config.shared_directories):
        claims["shared_directories", position, "name"] = config.claim_on(directory)
    for path, claim in claims.items():
        if claim == CHART_CLAIM:
            yield Problem(f"results in a claim {claim!r}, the name of the chart's own claim; use another name", path)
        elif len(claim) > LONGEST_CLAIM:
            yield Problem(
                f"results in a claim with a name of {len(claim)} characters; at most {LONGEST_CLAIM} are allowed. Shorten pvc_name", path
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
