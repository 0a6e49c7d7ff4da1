"""Existing add-ons accept no settings."""

from __future__ import annotations

import pytest

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.existing import existing_is_not_managed
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps


class _Props(AddOnProps):
    existing: bool = False
    version: str = "default"
    preserve: bool = False
    self_managed: bool = False


def test_settings_without_effect() -> None:
    """Each is reported at its key, even if it equals the default."""
    found = list(existing_is_not_managed(_Props(existing=True, version="default", preserve=True)))

    assert [("preserve",), ("version",)] == [problem.path for problem in found]
    assert {"has no effect with existing: true, because the add-on is not managed; remove one of them"} == {
        problem.message for problem in found
    }


def test_self_managed_accepts_no_settings_either() -> None:
    """Not even existing, which would look up an EKS add-on."""
    found = list(existing_is_not_managed(_Props(existing=True, self_managed=True, preserve=True)))

    assert [("existing",), ("preserve",)] == [problem.path for problem in found]
    assert {"has no effect with self_managed: true, because the add-on is not managed; remove one of them"} == {
        problem.message for problem in found
    }


@pytest.mark.parametrize(
    "props", [_Props(), _Props(existing=True), _Props(self_managed=True), _Props(existing=False, self_managed=False, preserve=True)]
)
def test_nothing_to_report(props: _Props) -> None:
    """A managed add-on accepts all settings, and an unmanaged one none."""
    assert [] == list(existing_is_not_managed(props))


@pytest.mark.parametrize("props", [EbsCsiDriverAddOnProps, AwsLoadBalancerControllerAddOnProps])
def test_add_ons_with_the_rule(props: type[AddOnProps]) -> None:
    """Every add-on that may exist on the cluster already."""
    assert existing_is_not_managed in props.RULES
