"""Exit statuses."""

from __future__ import annotations

from jupyterhub_on_eks.exit_status import ExitStatus


def test_numbers_are_a_contract() -> None:
    """Scripts and CI systems compare them."""
    assert {"FINE": 0, "MISTAKES": 1, "USAGE": 2, "OUTSIDE": 3, "CHANGES": 4} == {status.name: status.value for status in ExitStatus}
