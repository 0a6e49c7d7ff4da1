"""A storage class to create: sizes and performance of volumes at the limits of AWS. Whole hub files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.ebs_storage_class import EbsVolumeType, ReclaimPolicy, StorageClassConfig, size_problem, smallest_size


def _class(**settings: Any) -> StorageClassConfig:
    return StorageClassConfig.model_validate({"name": "fast", **settings})


def _mistake(**settings: Any) -> str:
    with pytest.raises(ValidationError) as error:
        _class(**settings)
    (line,) = error.value.errors()
    return str(line["msg"])


@pytest.mark.parametrize(("kind", "lowest", "highest"), [("gp3", 3_000, 80_000), ("io2", 100, 256_000), ("io1", 100, 64_000)])
def test_range_of_iops(kind: str, lowest: int, highest: int) -> None:
    """Both ends of the range are allowed; one less and one more are not, with this message."""
    assert [lowest, highest] == [_class(type=kind, iops=iops).iops for iops in (lowest, highest)]
    assert [f"{iops} is out of range for {kind}; use {lowest} to {highest}" for iops in (lowest - 1, highest + 1)] == [
        _mistake(type=kind, iops=iops) for iops in (lowest - 1, highest + 1)
    ]


def test_range_of_throughput() -> None:
    """As for the IOPS; the maximum needs the IOPS that go with it."""
    assert [125, 2_000] == [_class(throughput=throughput, iops=8_000).throughput for throughput in (125, 2_000)]
    assert [f"{throughput} is out of range; use 125 to 2000 MiB/s" for throughput in (124, 2_001)] == [
        _mistake(throughput=throughput, iops=16_000) for throughput in (124, 2_001)
    ]


def test_throughput_is_a_quarter_of_the_iops() -> None:
    """Exactly a quarter is allowed, of the given IOPS or of those that every volume has."""
    assert [750, 1_000] == [_class(throughput=750).throughput, _class(throughput=1_000, iops=4_000).throughput]
    assert "751 MiB/s requires at least 3004 IOPS; set iops: 3004, or use less throughput" == _mistake(throughput=751)


def test_key_requires_encryption() -> None:
    """A class without a key may be unencrypted; a key needs encryption."""
    assert _class(encrypted=False).kms_key_id is None
    assert "has no effect with encrypted: false; remove one of them" == _mistake(
        encrypted=False, kms_key_id="arn:aws:kms:us-west-2:111122223333:key/1234abcd"
    )


@pytest.mark.parametrize("value", ["Retain", "retain", "RETAIN"])
def test_reclaim_policy_in_any_case(value: str) -> None:
    """Kubernetes' spelling isn't required; a value that isn't text is a mistake."""
    assert _class(reclaim_policy=value).reclaim_policy is ReclaimPolicy.RETAIN
    assert "7 is not allowed; use one of Retain, Delete" == _mistake(reclaim_policy=7)


@pytest.mark.parametrize(
    ("settings", "right", "wrong"),
    [
        ({}, ["1Gi", "1Mi", "65536Gi", "64Ti"], ["65537Gi", "65Ti"]),
        ({"type": "gp2"}, ["1Gi", "16Ti"], ["16385Gi"]),
        ({"type": "io2", "iops": 100}, ["4Gi", "3073Mi", "64Ti"], ["3Gi", "2Gi", "65Ti"]),
        ({"type": "io1", "iops": 100}, ["4Gi", "16Ti"], ["3Gi", "17Ti"]),
        ({"type": "st1"}, ["125Gi", "124.5Gi", "16Ti"], ["124Gi", "16385Gi"]),
    ],
)
def test_sizes_of_each_type(settings: dict[str, Any], right: list[str], wrong: list[str]) -> None:
    """Both ends are allowed, and what the driver rounds up to the smallest; the message names the range."""
    storage = _class(**settings)
    smallest, largest = {"gp3": (1, 65_536), "gp2": (1, 16_384), "io2": (4, 65_536), "io1": (4, 16_384), "st1": (125, 16_384)}[storage.type]

    assert [None] * len(right) == [size_problem(storage, capacity) for capacity in right]
    assert [f"{capacity!r} is out of range for {storage.type}; use {smallest}Gi to {largest}Gi" for capacity in wrong] == [
        size_problem(storage, capacity) for capacity in wrong
    ]


@pytest.mark.parametrize(
    ("settings", "right", "wrong", "per_gib"),
    [
        ({"type": "io1", "iops": 501}, "11Gi", "10Gi", 50),
        ({"type": "io2", "iops": 10_001}, "11Gi", "10Gi", 1_000),
        ({"iops": 5_001}, "11Gi", "10Gi", 500),
    ],
)
def test_iops_need_size(settings: dict[str, Any], right: str, wrong: str, per_gib: int) -> None:
    """The required size is allowed, one Gi less is not."""
    storage = _class(**settings)

    assert size_problem(storage, right) is None
    assert f"{wrong!r} is too small for {storage.iops} IOPS ({per_gib} per GiB); use {right} or more, or fewer iops" == size_problem(
        storage, wrong
    )


def test_iops_of_every_gp3_volume_need_no_size() -> None:
    """3000 IOPS are included in the smallest volume, set or not; a single one more has to fit the size."""
    assert [None, None] == [size_problem(_class(iops=3_000), "1Gi"), size_problem(_class(), "1Gi")]
    assert size_problem(_class(iops=3_001), "1Gi") is not None
    assert [None, None] == [size_problem(_class(type="gp2"), size) for size in ("1Gi", "512Mi")]


def test_size_that_cannot_be_checked() -> None:
    """Nothing is reported for a size that only Terraform knows, nor beside a mistake in the IOPS."""
    token = "${TfToken[TOKEN.1]}Gi"

    assert size_problem(_class(type="st1"), token) is None
    assert [None, None] == [size_problem(_class().model_copy(update={"iops": iops}), "1Ti") for iops in (2_999, 80_001)]
    assert size_problem(_class(iops=80_000), "1Gi") is not None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "1Gi"),
        ({"iops": 3_000}, "1Gi"),
        ({"iops": 3_001}, "7Gi"),
        ({"type": "gp2"}, "1Gi"),
        ({"type": "io2", "iops": 100}, "4Gi"),
        ({"type": "io1", "iops": 1_000}, "20Gi"),
        ({"type": "sc1"}, "125Gi"),
    ],
    ids=str,
)
def test_smallest_size(settings: dict[str, Any], expected: str) -> None:
    """Of the type, or what the IOPS require; a volume of that size can be created, and one Gi less can't."""
    storage = _class(**settings)

    assert expected == smallest_size(storage)
    assert size_problem(storage, expected) is None
    assert size_problem(storage, f"{int(expected.removesuffix('Gi')) - 1}Gi") is not None


def test_defaults() -> None:
    """The cheapest type for homes, encrypted with the account's key, and kept when a claim is deleted."""
    storage = _class()

    assert (EbsVolumeType.GP3, True, None, None, None, ReclaimPolicy.RETAIN, False) == (
        storage.type, storage.encrypted, storage.kms_key_id, storage.iops, storage.throughput, storage.reclaim_policy, storage.auto_mode
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["io1", "io2"])
def test_iops_that_are_required(kind: str) -> None:
    """AWS creates no volume of these types without."""
    assert f"is required for {kind}; use 100 to {64_000 if kind == 'io1' else 256_000}, or type gp3" == _mistake(type=kind)


@pytest.mark.parametrize("kind", ["gp2", "st1", "sc1"])
def test_iops_that_cannot_be_chosen(kind: str) -> None:
    """AWS would refuse the volume when a user logs in."""
    assert f"3000 has no effect, because the IOPS of {kind} can't be set; remove it, or use gp3" == _mistake(type=kind, iops=3_000)


@pytest.mark.parametrize("settings", [{"type": "gp2"}, {"type": "io2", "iops": 100}])
def test_throughput_is_for_gp3(settings: dict[str, Any]) -> None:
    """For the other types it follows from size or IOPS."""
    assert "125 has no effect, because only gp3 has a configurable throughput; remove it, or use gp3" == _mistake(
        throughput=125, **settings
    )
