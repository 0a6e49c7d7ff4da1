"""A directory of a file system, accessed as one identity."""

from __future__ import annotations

import pytest

from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
from tests.conftest import only
from tests.constructs_lib.stacks import new_stack, rendered


@pytest.mark.parametrize(("uid", "gid"), [(1000, 100), (0, 0)], ids=["notebook", "root"])
def test_directory_belongs_to_its_user(uid: int, gid: int) -> None:
    """It is created on the first mount and closed to others, so the first server can write without root."""
    stack = new_stack()
    EfsAccessPoint(stack, "Homes", file_system_id="fs-0123456789abcdef0", path="/homes", uid=uid, gid=gid)
    point = only(rendered(stack), "aws_efs_access_point")

    assert ("fs-0123456789abcdef0", {"uid": uid, "gid": gid}) == (point["file_system_id"], point["posix_user"])
    assert {
        "path": "/homes",
        "creation_info": {"owner_uid": uid, "owner_gid": gid, "permissions": "0770"},
    } == point["root_directory"]


def test_what_it_publishes() -> None:
    """The handle of the EFS CSI driver, the address that identifies another directory, and itself to wait for."""
    stack = new_stack()
    point = EfsAccessPoint(stack, "Homes", file_system_id="fs-0123456789abcdef0", path="/homes", uid=1000, gid=100)
    document = rendered(stack, ready=point.ready, published=point.volume_handle)
    (name,) = document["resource"]["aws_efs_access_point"]

    assert f"fs-0123456789abcdef0::${{aws_efs_access_point.{name}.id}}" == document["output"]["published"]["value"]
    assert f"aws_efs_access_point.{name}.id" == point.replace_trigger
    assert [f"aws_efs_access_point.{name}"] == only(document, "test_later")["depends_on"]


def test_id_can_be_used_once() -> None:
    """Two directories under one id would be one resource."""
    stack = new_stack()
    EfsAccessPoint(stack, "Homes", file_system_id="fs-0123456789abcdef0", path="/a", uid=1000, gid=100)

    with pytest.raises(RuntimeError, match="There is already a Construct with name 'Homes'"):
        EfsAccessPoint(stack, "Homes", file_system_id="fs-0123456789abcdef0", path="/b", uid=1000, gid=100)
