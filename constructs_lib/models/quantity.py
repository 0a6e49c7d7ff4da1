"""Kubernetes quantities as numbers."""

from __future__ import annotations

_FACTORS = {
    "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50,
    "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15,
}  # fmt: skip


def gibibytes(quantity: str) -> float:
    """Return a validated quantity, such as ``500Mi``, in GiB. Source: Kubernetes API, ``resource.Quantity``."""
    unit = quantity.lstrip("0123456789.")
    return float(quantity.removesuffix(unit)) * _FACTORS[unit] / 2**30
