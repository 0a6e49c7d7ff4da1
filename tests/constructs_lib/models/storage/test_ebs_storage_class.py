"""Sizes and speeds of volumes at the edges of what AWS allows. What is beyond them, in whole hub files, is in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.ebs_storage_class import ReclaimPolicy, StorageClassConfig, size_problem


def _class(**settings: Any) -> StorageClassConfig:
    return StorageClassConfig.model_validate({"name": "fast", **settings})


def _mistake(**settings: Any) -> str:
    with pytest.raises(ValidationError) as error:
        _class(**settings)
    (line,) = error.value.errors()
    return str(line["msg"])


@pytest.mark.parametrize(("kind", "lowest", "highest"), [("gp3", 3_000, 80_000), ("io2", 100, 256_000), ("io1", 100, 64_000)])
def test_range_of_iops(kind: str, lowest: int, highest: int) -> None:
    """Both ends of the range are allowed; one less and one more are not, in these words."""
    assert [lowest, highest] == [_class(type=kind, iops=iops).iops for iops in (lowest, highest)]
    assert [f"{iops} is out of range for {kind}; write {lowest} to {highest}" for iops in (lowest - 1, highest + 1)] == [
        _mistake(type=kind, iops=iops) for iops in (lowest - 1, highest + 1)
    ]


def test_range_of_throughput() -> None:
    """As for the IOPS; the highest needs the IOPS that go with it."""
    assert [125, 2_000] == [_class(throughput=throughput, iops=8_000).throughput for throughput in (125, 2_000)]
    assert [f"{throughput} is out of range; write 125 to 2000 MiB/s" for throughput in (124, 2_001)] == [
        _mistake(throughput=throughput, iops=16_000) for throughput in (124, 2_001)
    ]


def test_throughput_is_a_quarter_of_the_iops() -> None:
    """A quarter exactly is allowed, of the given IOPS or of those that every volume has."""
    assert [750, 1_000] == [_class(throughput=750).throughput, _class(throughput=1_000, iops=4_000).throughput]
    assert "751 MiB/s needs 3004 IOPS or more; write iops: 3004, or less throughput" == _mistake(throughput=751)


def test_key_goes_with_encryption() -> None:
    """A class without a key may be unencrypted; a key needs encryption."""
    assert _class(encrypted=False).kms_key_id is None
    assert "has no effect with encrypted: false; take one of them out" == _mistake(
        encrypted=False, kms_key_id="arn:aws:kms:us-west-2:111122223333:key/1234abcd"
    )


@pytest.mark.parametrize("word", ["Retain", "retain", "RETAIN"])
def test_reclaim_policy_in_any_case(word: str) -> None:
    """Kubernetes' spelling isn't asked for; what is no word at all is a mistake."""
    assert _class(reclaim_policy=word).reclaim_policy is ReclaimPolicy.RETAIN
    assert "7 is not allowed; write one of Retain, Delete" == _mistake(reclaim_policy=7)


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
    assert [f"{capacity!r} is no size of an {storage.type} volume; write {smallest}Gi to {largest}Gi" for capacity in wrong] == [
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
    """The size that is needed is allowed, a whole one less is not."""
    storage = _class(**settings)

    assert size_problem(storage, right) is None
    assert f"{wrong!r} is too small for {storage.iops} IOPS ({per_gib} per GiB); write {right} or more, or fewer iops" == size_problem(
        storage, wrong
    )


def test_iops_of_every_gp3_volume_need_no_size() -> None:
    """3000 IOPS come with the smallest volume, said or not; a single one more has to fit the size."""
    assert [None, None] == [size_problem(_class(iops=3_000), "1Gi"), size_problem(_class(), "1Gi")]
    assert size_problem(_class(iops=3_001), "1Gi") is not None
    assert [None, None] == [size_problem(_class(type="gp2"), size) for size in ("1Gi", "512Mi")]


def test_size_that_cannot_be_judged() -> None:
    """Nothing is said of a size that only Terraform knows, nor beside a mistake in the IOPS."""
    token = "${TfToken[TOKEN.1]}Gi"

    assert size_problem(_class(type="st1"), token) is None
    assert [None, None] == [size_problem(_class().model_copy(update={"iops": iops}), "1Ti") for iops in (2_999, 80_001)]
    assert size_problem(_class(iops=80_000), "1Gi") is not None
