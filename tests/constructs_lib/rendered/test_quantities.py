"""Quantities as numbers, and as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from constructs_lib.rendered.quantities import quantity, shown


@pytest.mark.parametrize(
    ("text", "number"),
    [("250m", "0.25"), (2, "2"), ("0.5", "0.5"), ("1Gi", "1073741824"), ("1G", "1000000000"), ("64Mi", "67108864"), (0.05, "0.05")],
)
def test_quantity(text: object, number: str) -> None:
    """As Kubernetes reads it."""
    assert Decimal(number) == quantity(text)


@pytest.mark.parametrize("value", [None, True, "", "1GB", "-1", [1], "1 Gi"])
def test_invalid_quantity(value: object) -> None:
    """Kubernetes refuses it."""
    assert quantity(value) is None


@pytest.mark.parametrize(
    ("number", "key", "text"),
    [("2", "cpu", "2"), ("2.26", "cpu", "2260m"), ("1073741824", "memory", "1Gi"), ("1", "memory", "1Mi"), ("0", "storage", "0Mi")],
)
def test_shown(number: str, key: str, text: str) -> None:
    """Rounded up, so that the amount is enough."""
    assert text == shown(Decimal(number), key)
