"""How a resource is kept when its stack is destroyed, with what the Terraform version supports."""

from __future__ import annotations

import cdktf
import pytest

from constructs_lib.terraform.lifecycle import keep_on_destroy
from tests.conftest import only
from tests.constructs_lib.stacks import new_stack, rendered, thing


@pytest.mark.parametrize(("supports_forget", "expected"), [(True, {"destroy": False}), (False, {"prevent_destroy": True})])
def test_kept(supports_forget: bool, expected: dict[str, bool]) -> None:  # noqa: FBT001  # a parameter of the test
    """Forgotten if that is possible; otherwise destroy is refused. Terraform 1.11 stops at an unknown argument, so never both."""
    stack = new_stack()
    keep_on_destroy(thing(stack, "data"), supports_forget=supports_forget)

    assert expected == only(rendered(stack), "test_thing")["lifecycle"]


def test_other_lifecycle_settings_stay() -> None:
    """Other lifecycle settings of the resource are not overwritten."""
    stack = new_stack()
    lifecycle = cdktf.TerraformResourceLifecycle(ignore_changes=["size"])
    resource = cdktf.TerraformResource(stack, "Data", terraform_resource_type="test_thing", lifecycle=lifecycle)

    keep_on_destroy(resource, supports_forget=True)

    assert {"ignore_changes": ["size"], "destroy": False} == only(rendered(stack), "test_thing")["lifecycle"]


def test_others_are_not_kept() -> None:
    """Only the requested ones."""
    stack = new_stack()
    keep_on_destroy(thing(stack, "data"), supports_forget=False)
    thing(stack, "other")

    assert "lifecycle" not in rendered(stack)["resource"]["test_thing"]["other"]
