"""A storage class of the Amazon EBS CSI driver that the stack creates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, StrictBool, StrictInt

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import KmsKeyArn
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.kinds.validators import as_schema, is_token
from constructs_lib.models.quantity import gibibytes


class EbsVolumeType(StrEnum):
    """Volume types. Source: Amazon EBS user guide, "Amazon EBS volume types"."""

    #: General purpose SSD, the cheapest for homes; performance doesn't depend on size.
    GP3 = "gp3"
    #: Previous-generation general purpose SSD; performance grows with size.
    GP2 = "gp2"
    #: SSD with provisioned IOPS and higher durability.
    IO2 = "io2"
    #: Previous-generation SSD with provisioned IOPS.
    IO1 = "io1"
    #: Throughput-optimized hard disk.
    ST1 = "st1"
    #: Hard disk for rarely accessed data.
    SC1 = "sc1"


class ReclaimPolicy(StrEnum):
    """What happens to a volume when its claim is deleted. Source: Kubernetes, "Persistent Volumes", "Reclaiming"."""

    #: The volume and its data are kept.
    RETAIN = "Retain"
    #: The volume is deleted.
    DELETE = "Delete"


@dataclass(frozen=True, slots=True)
class VolumeLimits:
    """AWS's limits for one volume type: sizes in GiB, IOPS (None: they can't be set), and IOPS per GiB."""

    sizes: tuple[int, int]
    iops: tuple[int, int] | None = None
    iops_per_gib: int = 0


#: Source: Amazon EC2 API, ``CreateVolume`` (Size, Iops), and Amazon EBS user guide, "Amazon EBS volume types" (IOPS per GiB).
VOLUME_LIMITS = {
    EbsVolumeType.GP3: VolumeLimits((1, 65_536), (3_000, 80_000), 500),
    EbsVolumeType.GP2: VolumeLimits((1, 16_384)),
    EbsVolumeType.IO2: VolumeLimits((4, 65_536), (100, 256_000), 1_000),
    EbsVolumeType.IO1: VolumeLimits((4, 16_384), (100, 64_000), 50),
    EbsVolumeType.ST1: VolumeLimits((125, 16_384)),
    EbsVolumeType.SC1: VolumeLimits((125, 16_384)),
}
#: MiB/s, only for gp3. Source: Amazon EC2 API, ``CreateVolume`` (Throughput).
THROUGHPUT = (125, 2_000)
#: Maximum MiB/s per IOPS of gp3. Source: Amazon EBS user guide, "General Purpose SSD volumes".
_THROUGHPUT_PER_IOPS = 0.25
#: Baseline IOPS of every gp3 volume, of any size. Source: the same.
_GP3_IOPS = 3_000


def _capitalized(value: object) -> object:
    return value.capitalize() if isinstance(value, str) else value


as_schema(_capitalized, any_case=tuple(ReclaimPolicy))


class StorageClassConfig(Model):
    """A storage class of the Amazon EBS CSI driver that this stack creates.

    Volumes are created in the Availability Zone of the pod that first mounts them, and can be expanded.
    """

    name: DnsSubdomain
    """Name of the class on the cluster, used exactly as written."""
    type: EbsVolumeType = EbsVolumeType.GP3
    """Volume type: gp3, gp2, io2, io1, st1 or sc1."""
    encrypted: StrictBool = True
    """Encrypt the volumes."""
    kms_key_id: KmsKeyArn | None = None
    """ARN of the KMS key for encryption, which the driver's role is allowed to use. Default: the account's default key for EBS."""
    iops: StrictInt | None = None
    """IOPS of each volume: gp3 3000 to 80000, io2 100 to 256000, io1 100 to 64000. Required for io2 and io1. Default for gp3: 3000."""
    throughput: StrictInt | None = None
    """MiB/s of each volume, 125 to 2000; only for gp3, and at most a quarter of the IOPS. Default: 125."""
    reclaim_policy: Annotated[ReclaimPolicy, BeforeValidator(_capitalized)] = ReclaimPolicy.RETAIN
    """Retain keeps the volume and its data when the claim, or its namespace, is deleted; Delete deletes them."""
    auto_mode: StrictBool = False
    """true: EKS Auto Mode's built-in driver creates the volumes, so ebs_csi_driver isn't needed."""


def _iops_fit_the_type(storage: StorageClassConfig) -> Iterator[Problem]:
    bounds = VOLUME_LIMITS[storage.type].iops
    if bounds is None:
        if storage.iops is not None:
            yield Problem(
                f"{storage.iops} has no effect, because the IOPS of {storage.type} can't be set; remove it, or use gp3", ("iops",)
            )
        return
    if storage.iops is None:
        if storage.type is not EbsVolumeType.GP3:
            yield Problem(f"is required for {storage.type}; use {bounds[0]} to {bounds[1]}, or type gp3", ("iops",))
    elif not bounds[0] <= storage.iops <= bounds[1]:
        yield Problem(f"{storage.iops} is out of range for {storage.type}; use {bounds[0]} to {bounds[1]}", ("iops",))


def _throughput_fits_the_type(storage: StorageClassConfig) -> Iterator[Problem]:
    if storage.throughput is None:
        return
    lowest, highest = THROUGHPUT
    if storage.type is not EbsVolumeType.GP3:
        yield Problem(
            f"{storage.throughput} has no effect, because only gp3 has a configurable throughput; remove it, or use gp3", ("throughput",)
        )
    elif not lowest <= storage.throughput <= highest:
        yield Problem(f"{storage.throughput} is out of range; use {lowest} to {highest} MiB/s", ("throughput",))
    elif storage.throughput > (storage.iops or _GP3_IOPS) * _THROUGHPUT_PER_IOPS:
        needed = round(storage.throughput / _THROUGHPUT_PER_IOPS)
        yield Problem(
            f"{storage.throughput} MiB/s requires at least {needed} IOPS; set iops: {needed}, or use less throughput", ("throughput",)
        )


def _key_encrypts(storage: StorageClassConfig) -> Iterator[Problem]:
    if storage.kms_key_id is not None and not storage.encrypted:
        yield Problem("has no effect with encrypted: false; remove one of them", ("kms_key_id",))


StorageClassConfig.RULES = (_iops_fit_the_type, _throughput_fits_the_type, _key_encrypts)


#: Largest size of an EBS volume of any type, in GiB.
_LARGEST = max(limits.sizes[1] for limits in VOLUME_LIMITS.values())


def too_large_for_ebs(capacity: str) -> str | None:
    """Return the message that the size exceeds that of any EBS volume, if it does."""
    if is_token(capacity) or gibibytes(capacity) <= _LARGEST:
        return None
    return f"{capacity!r} exceeds the size of any EBS volume; use {_LARGEST}Gi or less"


def size_problem(storage: StorageClassConfig, capacity: str) -> str | None:
    """Return why a volume of the class can't have this size, or None."""
    limits = VOLUME_LIMITS[storage.type]
    out_of_range = storage.iops is not None and limits.iops is not None and not limits.iops[0] <= storage.iops <= limits.iops[1]
    if is_token(capacity) or out_of_range:  # unknown, or already reported
        return None
    size = gibibytes(capacity)
    smallest, largest = limits.sizes
    if size > largest or size <= smallest - 1:  # the driver rounds up to whole GiB
        return f"{capacity!r} is out of range for {storage.type}; use {smallest}Gi to {largest}Gi"
    needed = _size_for_iops(storage)
    if size < needed:
        return f"{capacity!r} is too small for {storage.iops} IOPS ({limits.iops_per_gib} per GiB); use {needed}Gi or more, or fewer iops"
    return None


def smallest_size(storage: StorageClassConfig) -> str:
    """Return the smallest size of a volume of the class."""
    return f"{max(VOLUME_LIMITS[storage.type].sizes[0], _size_for_iops(storage))}Gi"


def _size_for_iops(storage: StorageClassConfig) -> int:
    """Return the GiB that the IOPS require; 0 if any size is enough, as for the baseline IOPS of gp3."""
    per_gib = VOLUME_LIMITS[storage.type].iops_per_gib
    if not per_gib or storage.iops is None or (storage.type is EbsVolumeType.GP3 and storage.iops <= _GP3_IOPS):
        return 0
    return -(-storage.iops // per_gib)
