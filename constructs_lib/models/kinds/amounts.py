"""Amounts of CPU, memory, storage and devices for a container, in Kubernetes' notation."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt

from constructs_lib.models.kinds.validators import as_schema, matching, whole

_FACTORS = {
    "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50,
    "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15,
}  # fmt: skip
_POWERS = {"K": ("2¹⁰", "10³"), "M": ("2²⁰", "10⁶"), "G": ("2³⁰", "10⁹"), "T": ("2⁴⁰", "10¹²"), "P": ("2⁵⁰", "10¹⁵")}
#: A number without a unit from here on is meant as bytes, or in a unit of about a million bytes; a smaller one, such as 4, in a larger unit.
_SURELY_BYTES, _SURELY_MEGABYTES = 1_000_000, 1_000
_MILLI = Decimal(1_000)
_BYTES = re.compile(r"(?=.*[1-9])([0-9]{1,15}(?:\.[0-9]{1,3})?)(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)")
_CORES = re.compile(r"(?=.*[1-9])(?:[0-9]{1,6}(?:\.[0-9]{1,3})?|[0-9]{1,9}m)")
#: Common misspellings: a unit of another system, a space, no unit.
_NEARLY = re.compile(r"\s*([0-9]{1,15}(?:\.[0-9]{1,3})?)\s*([kKmMgGtTpP]?)([iI]?)[bB]?(?:ytes)?\s*")
_NEARLY_CORES = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]+)?)\s*(m|milli\w*)?\s*(?:v?cpus?|cores?)?\s*", re.IGNORECASE)


def whole_bytes(quantity: str) -> int:
    """Return a validated quantity such as ``4Gi`` in bytes, rounded up as Kubernetes does.

    Source: Kubernetes API, ``resource.Quantity``: a fraction of a unit is rounded up.
    """
    found = _BYTES.fullmatch(quantity)
    if found is None:
        raise ValueError(quantity)
    return int((Decimal(found[1]) * _FACTORS[found[2]]).to_integral_value(ROUND_CEILING))


def cores(quantity: str | float) -> float:
    """Return a validated amount of CPU, such as ``500m``, ``0.5`` or 2, in cores; whole cores as an integer."""
    text = str(quantity)
    number = Decimal(text.removesuffix("m")) / (_MILLI if text.endswith("m") else 1)
    return int(number) if number == number.to_integral_value() else float(number)


def _cpu(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not _CORES.fullmatch(str(value)):
        raise ValueError(f"is not a Kubernetes quantity of CPU; use {_examples(str(value))}")
    return value


def _examples(text: str) -> str:
    """Return examples of valid amounts of CPU, based on the given number if there is one."""
    found = _NEARLY_CORES.fullmatch(text)
    number = Decimal(found[1]) / (_MILLI if found[2] else 1) if found else Decimal(0)
    if number and number == number.to_integral_value():
        return f"{number:f}, 0.5 or 500m"
    return (
        f"{number.normalize():f} or {number * _MILLI:.0f}m" if number * _MILLI >= 1 else "0.001 cores or more, for example 2, 0.5 or 500m"
    )


def _bytes(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    text = str(value)
    if isinstance(value, str) and _BYTES.fullmatch(text):
        if whole_bytes(text) >= 2**63:
            raise ValueError("exceeds Kubernetes' maximum of 8Ei (8·2⁶⁰ bytes); use a smaller quantity")
        return value
    found = _NEARLY.fullmatch(text)
    if found is None or not found[1].strip("0."):
        raise ValueError("is not a Kubernetes quantity; use a positive number and a unit (Mi, Gi or Ti), for example 4Gi")
    if not found[2] and Decimal(found[1]) >= _SURELY_BYTES:
        raise ValueError(f"needs a unit; {found[1].removesuffix('.0')} bytes are {_with_unit(Decimal(found[1]))}")
    unit = (found[2] or ("G" if Decimal(found[1]) < _SURELY_MEGABYTES else "M")).upper()
    binary, decimal = (f"{found[1]}{unit}i ({found[1]}·{_POWERS[unit][0]} bytes)", f"{found[1]}{'k' if unit == 'K' else unit}")
    raise ValueError(f"is not a Kubernetes quantity; use {binary} or {decimal} ({found[1]}·{_POWERS[unit][1]})")


def _with_unit(number: Decimal) -> str:
    """Return a number of bytes with the largest unit in which it is whole, preferably a power of two; otherwise, about."""
    for units in (("Pi", "Ti", "Gi", "Mi"), ("P", "T", "G", "M")):
        if unit := next((unit for unit in units if number % _FACTORS[unit] == 0), None):
            return f"{number / _FACTORS[unit]:.0f}{unit}"
    return f"about {number / _FACTORS['Mi']:.0f}Mi"


def _whole(hint: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, float) or (isinstance(value, str) and re.fullmatch(r"\s*[0-9.]+\s*", value)):
            raise ValueError(hint)
        return value

    return check


def _with_domain(name: str) -> str:
    """Source: Kubernetes, "Resource Management for Pods and Containers", extended resources: not in the domain kubernetes.io."""
    if "/" not in name:
        raise ValueError("is not the name of an extended resource; include its domain, for example nvidia.com/gpu")
    if name.partition("/")[0].endswith("kubernetes.io") or name.startswith("requests."):
        raise ValueError(
            "is a built-in Kubernetes resource; use cpu, memory or ephemeral_storage, or the name of a device, for example nvidia.com/gpu"
        )
    return name


_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"

as_schema(_cpu, instead={"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": whole(_CORES.pattern)}]})
as_schema(_bytes, pattern=whole(_BYTES.pattern))
#: CPU: cores as a number, or thousandths of a core (500m). Source: Kubernetes API, ``resource.Quantity``: at least 1m.
CpuQuantity = Annotated[str | int | float, BeforeValidator(_cpu)]
#: Memory or storage with its unit. Source: Kubernetes API, ``resource.Quantity``.
ByteQuantity = Annotated[str, BeforeValidator(_bytes)]
#: Number of GPUs.
GpuCount = Annotated[
    StrictInt,
    BeforeValidator(
        _whole(
            "is not a whole number of GPUs; to share a GPU, use time-slicing in the device plug-in, or MIG: "
            "extended: {nvidia.com/mig-1g.5gb: 1}"
        )
    ),
    Field(ge=0, le=1_000),
]
#: Number of devices of one kind.
DeviceCount = Annotated[
    StrictInt,
    BeforeValidator(_whole("is not a whole number of devices; use a whole number, for example 1")),
    Field(ge=0, le=1_000_000),
]
#: Name of an extended resource. Source: Kubernetes, "Labels and Selectors", syntax of qualified names.
ExtendedResource = Annotated[
    str,
    AfterValidator(_with_domain),
    matching(
        rf"(?![^/]{{254}}){_LABEL}(\.{_LABEL})*/[A-Za-z0-9]([-A-Za-z0-9_.]{{0,61}}[A-Za-z0-9])?",
        "is not the name of an extended resource; use a domain, / and a name of up to 63 letters, digits, '-', '_' and '.', for example nvidia.com/gpu",
    ),
]
