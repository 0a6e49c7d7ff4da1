"""Amounts of CPU, memory and devices: what is accepted, its value as a number, and the messages."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.kinds.amounts import ByteQuantity, CpuQuantity, DeviceCount, ExtendedResource, GpuCount, cores, whole_bytes


@pytest.mark.parametrize(
    ("quantity", "number"), [("500m", 0.5), ("0.5", 0.5), (0.25, 0.25), (2, 2), ("2", 2), ("1500m", 1.5), ("2000m", 2), ("0.001", 0.001)]
)
def test_cores(quantity: Any, number: float) -> None:
    """Thousandths and cores are the same number; whole ones have no fraction."""
    assert number == cores(TypeAdapter(CpuQuantity).validate_python(quantity))
    assert isinstance(cores(quantity), type(number))


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("2 cores", "use 2, 0.5 or 500m"),
        ("0.5 CPU", "use 0.5 or 500m"),
        ("1vcpu", "use 1, 0.5 or 500m"),
        ("250 m", "use 0.25 or 250m"),
        (0, "use 0.001 cores or more, for example 2, 0.5 or 500m"),
        ("0m", "use 0.001 cores or more"),
        (0.0001, "use 0.001 cores or more"),
        (-1, "use 0.001 cores or more"),
        ("", "use 0.001 cores or more"),
        ("a lot", "use 0.001 cores or more"),
        ("1e3", "use 0.001 cores or more"),
        (True, "use 0.001 cores or more"),
        ([1], "use 0.001 cores or more"),
    ],
)
def test_wrong_cpu(given: Any, advice: str) -> None:
    """The given number is kept in the suggestion."""
    with pytest.raises(ValidationError, match=f"is not a Kubernetes quantity of CPU; {advice}"):
        TypeAdapter(CpuQuantity).validate_python(given)


@pytest.mark.parametrize(
    ("quantity", "number"),
    [("4Gi", 4 * 2**30), ("4G", 4 * 10**9), ("1.5Gi", 3 * 2**29), ("512Mi", 2**29), ("0.3Ki", 308), ("7Pi", 7 * 2**50), ("1k", 1000)],
)
def test_bytes(quantity: str, number: int) -> None:
    """Binary and decimal units differ, and a fraction is rounded up."""
    assert number == whole_bytes(TypeAdapter(ByteQuantity).validate_python(quantity))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("4GB", "is not a Kubernetes quantity; use 4Gi (4·2³⁰ bytes) or 4G (4·10⁹)"),
        ("512 MB", "is not a Kubernetes quantity; use 512Mi (512·2²⁰ bytes) or 512M (512·10⁶)"),
        ("64kib", "is not a Kubernetes quantity; use 64Ki (64·2¹⁰ bytes) or 64k (64·10³)"),
        (4, "is not a Kubernetes quantity; use 4Gi (4·2³⁰ bytes) or 4G (4·10⁹)"),
        (2_147_483_648, "needs a unit; 2147483648 bytes are 2Gi"),
        ("2147483648", "needs a unit; 2147483648 bytes are 2Gi"),
        (2_147_483_648.0, "needs a unit; 2147483648 bytes are 2Gi"),
        (1_610_612_736, "needs a unit; 1610612736 bytes are 1536Mi"),
        (10**11, "needs a unit; 100000000000 bytes are 100G"),
        (2_000_000_001, "needs a unit; 2000000001 bytes are about 1907Mi"),
        (8192, "is not a Kubernetes quantity; use 8192Mi (8192·2²⁰ bytes) or 8192M (8192·10⁶)"),
        ("4", "is not a Kubernetes quantity; use 4Gi (4·2³⁰ bytes) or 4G (4·10⁹)"),
        ("0Gi", "is not a Kubernetes quantity; use a positive number and a unit (Mi, Gi or Ti), for example 4Gi"),
        ("much", "is not a Kubernetes quantity; use a positive number and a unit (Mi, Gi or Ti), for example 4Gi"),
        ("9000Pi", "exceeds Kubernetes' maximum of 8Ei (8·2⁶⁰ bytes); use a smaller quantity"),
    ],
)
def test_wrong_bytes(given: Any, message: str) -> None:
    """For KubeSpawner's units, and numbers without a unit, the message has both readings."""
    with pytest.raises(ValidationError) as error:
        TypeAdapter(ByteQuantity).validate_python(given)

    assert message in str(error.value)


def test_unchecked_quantity_is_an_error() -> None:
    """A value that no model has checked is a mistake in the code."""
    with pytest.raises(ValueError, match="4GB"):
        whole_bytes("4GB")


@pytest.mark.parametrize("given", [0.5, "0.5", "1", -1, 1001])
def test_wrong_numbers_of_gpus(given: Any) -> None:
    """Only whole ones; a share is set in another way."""
    with pytest.raises(ValidationError, match=r"whole number of GPUs|out of range|greater than or equal|less than or equal"):
        TypeAdapter(GpuCount).validate_python(given)


def test_devices_are_whole() -> None:
    """0 is a number too, with which a profile requests none."""
    assert TypeAdapter(DeviceCount).validate_python(0) == 0
    with pytest.raises(ValidationError, match="is not a whole number of devices"):
        TypeAdapter(DeviceCount).validate_python(1.5)


@pytest.mark.parametrize("name", ["nvidia.com/gpu", "nvidia.com/mig-1g.5gb", "aws.amazon.com/neuron", "vpc.amazonaws.com/efa"])
def test_extended_resources(name: str) -> None:
    """Devices of plug-ins on Amazon EKS."""
    assert name == TypeAdapter(ExtendedResource).validate_python(name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gpu", "is not the name of an extended resource; include its domain, for example nvidia.com/gpu"),
        ("cpu", "include its domain"),
        ("kubernetes.io/batch", "is a built-in Kubernetes resource"),
        ("nvidia.com/", "use a domain, / and a name"),
        ("Nvidia.com/gpu", "use a domain, / and a name"),
        ("nvidia.com/a b", "use a domain, / and a name"),
    ],
)
def test_wrong_extended_resources(name: str, message: str) -> None:
    """Without a domain, or with one of Kubernetes' own."""
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(ExtendedResource).validate_python(name)
