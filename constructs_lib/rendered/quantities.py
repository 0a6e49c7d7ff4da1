"""Kubernetes quantities as numbers, and as people read them."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from typing import Any

_FACTORS = {
    "": Decimal(1), "m": Decimal("0.001"), "k": Decimal(10**3), "M": Decimal(10**6), "G": Decimal(10**9), "T": Decimal(10**12),
    "P": Decimal(10**15), "Ki": Decimal(2**10), "Mi": Decimal(2**20), "Gi": Decimal(2**30), "Ti": Decimal(2**40), "Pi": Decimal(2**50),
}  # fmt: skip
_QUANTITY = re.compile(r"([0-9]{1,18}(?:\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?")


def quantity(value: Any) -> Decimal | None:
    """Return a quantity as a number; None if it isn't one. Source: Kubernetes API, ``resource.Quantity``."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    found = _QUANTITY.fullmatch(str(value))
    return Decimal(found[1]) * _FACTORS[found[2] or ""] if found else None


def shown(number: Decimal, key: str) -> str:
    """Return an amount in readable form: bytes in Mi, or in whole Gi; cores in thousandths, or in whole cores.

    Args:
        number: the amount.
        key: cpu, or anything measured in bytes.
    """
    if key == "cpu":
        return f"{number:.0f}" if number == number.to_integral_value() else f"{(number * 1000).to_integral_value(ROUND_CEILING):f}m"
    mebibytes = (number / 2**20).to_integral_value(ROUND_CEILING)
    return f"{mebibytes // 1024:.0f}Gi" if mebibytes and mebibytes % 1024 == 0 else f"{mebibytes:.0f}Mi"
