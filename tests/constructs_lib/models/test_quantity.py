"""Quantities as numbers."""

from __future__ import annotations

import pytest

from constructs_lib.models.quantity import gibibytes


@pytest.mark.parametrize(
    ("quantity", "expected"), [("10Gi", 10.0), ("1.5Ti", 1536.0), ("512Mi", 0.5), ("1G", 10**9 / 2**30), ("0.5Gi", 0.5), ("1Pi", 2**20)]
)
def test_quantity_in_gibibytes(quantity: str, expected: float) -> None:
    """Binary and decimal units differ."""
    assert expected == gibibytes(quantity)
