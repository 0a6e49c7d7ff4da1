"""The module in place of the package `stacks`, which the wheel contains under this name."""

from __future__ import annotations

import jupyterhub_on_eks.stacks
import stacks


def test_same_classes_under_both_names() -> None:
    """In a checkout both names give the same objects, so an app may mix them."""
    assert set(stacks.__all__) == set(jupyterhub_on_eks.stacks.__all__)
    assert [] == [name for name in stacks.__all__ if getattr(jupyterhub_on_eks.stacks, name) is not getattr(stacks, name)]
