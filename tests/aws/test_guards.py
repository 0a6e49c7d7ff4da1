"""Real Terraform refuses at plan what would separate users from their data, and accepts what was allowed or does no harm."""

from __future__ import annotations

import copy as copies
from collections.abc import Callable
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.conftest import Synth, hub_file
from tests.terraform import Stack

MakeStack = Callable[[dict[str, Any]], Stack]

_EFS: dict[str, Any] = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "DESTROY"}
_EBS: dict[str, Any] = {"storage_class": "gp3", "capacity": "10Gi"}
_CLAIM = {"pvc_name": "homes"}
_ELSEWHERE = {"storage_class": "gp3", "capacity": "1Gi"}

_OWNER = "efs_config.access_point, run_as_root"

#: For each storage the existing hub, and changes of it: by key, the old and the new value.
_CHANGES: dict[str, tuple[dict[str, Any], list[tuple[dict[str, Any], dict[str, tuple[str, str]]]]]] = {
    "efs": (
        {"efs_config": _EFS},
        [
            (
                {
                    "efs_config": {**_EFS, "access_point": {"uid": 2000, "gid": 2000, "path": "/other"}},
                    "hub_database": {"efs": True, "path": "/elsewhere"},
                },
                {
                    _OWNER: ("uid 1000, gid 100", "uid 2000, gid 2000"),
                    "efs_config.access_point.path": ("/homes", "/other"),
                    "hub_database": ("efs, path: /hub-database", "efs, path: /elsewhere"),
                },
            ),
            (
                {"run_as_root": True, "hub_database": "in_memory"},
                {_OWNER: ("uid 1000, gid 100", "uid 0, gid 0"), "hub_database": ("a volume", "in memory")},
            ),
            ({"efs_config": None, "ebs_config": _EBS, "hub_database": "in_memory"}, {"ebs_config": ("efs_config", "ebs_config")}),
        ],
    ),
    "efs-root": (
        {"efs_config": _EFS, "run_as_root": True},
        [({"run_as_root": False}, {_OWNER: ("uid 0, gid 0", "uid 1000, gid 100")})],
    ),
    "ebs": (
        {"ebs_config": _EBS},
        [
            (
                {"run_as_root": True, "version": "3.3.8", "hub_database": {"storage_class": "gp2"}},
                {
                    "run_as_root, values.singleuser.uid, values.singleuser.fsGid": ("uid 1000, gid 100", "uid 0, gid 0"),
                    "version, atomic": ("chart 4.x", "chart 3.x"),
                    "hub_database": ("storage_class: gp3", "storage_class: gp2"),
                },
            ),
            ({"ebs_config": None, "efs_config": _EFS, "hub_database": _ELSEWHERE}, {"efs_config": ("ebs_config", "efs_config")}),
        ],
    ),
    "claim": (
        {"existing_claim_config": _CLAIM, "hub_database": _ELSEWHERE},
        [({"existing_claim_config": {"pvc_name": "other"}}, {"existing_claim_config.pvc_name": ("homes", "other")})],
    ),
}

#: What no setting allows: other volumes for the database, and a migration of it that Helm would roll back.
_FIRM = ("hub_database: this hub was deployed with 'efs", "hub_database: this hub was deployed with 'storage_class", "version, atomic:")


def _hub(**hub: Any) -> dict[str, Any]:
    return hub_file({"ebs_csi_driver": {}}, {"efs_csi_driver": {}}, {"jupyterhub": {"service_type": "cluster_ip", **hub}})


def _former(document: dict[str, Any]) -> dict[str, Any]:
    """Remove what releases before these guards did not create."""
    former = copies.deepcopy(document)
    data = former["resource"]["terraform_data"]
    former["resource"]["terraform_data"] = {name: block for name, block in data.items() if "_Remembered_" not in name}
    return former


@pytest.mark.aws
@pytest.mark.slow
@pytest.mark.parametrize("storage", _CHANGES)
def test_change_that_strands_users_is_refused(storage: str, synth: Synth, stack: MakeStack, double: Double) -> None:
    """A hub of an earlier release only gets the memories; from then on each change is refused with its message, and can be allowed."""
    hub, changes = _CHANGES[storage]
    document = synth(_hub(**hub))
    copy = stack(_former(document))
    copy.apply()
    made = double.state()

    copy.replace_with(aws_half(document))
    plan = copy.plan()
    assert "0 to change, 0 to destroy" in plan
    assert {"terraform_data"} == {line.split()[1].partition(".")[0] for line in plan.splitlines() if line.endswith("will be created")}
    copy.apply()
    assert ("", made) == (copy.plan(), double.state())

    for change, expected in changes:
        copy.replace_with(aws_half(synth(_hub(**hub | change))))
        message = copy.fail_to_plan()
        for key, (was, now) in expected.items():
            assert f"{key}: this hub was deployed with '{was}', and this plan has '{now}'." in message
        copy.replace_with(aws_half(synth(_hub(**hub | change, allow_storage_changes=True))))
        if any(text in message for text in _FIRM):
            assert len(expected) > copy.fail_to_plan().count("this hub was deployed with")
        else:
            assert copy.plan()
    assert made == double.state()


@pytest.mark.aws
@pytest.mark.slow
def test_allowed_change_is_remembered(synth: Synth, stack: MakeStack) -> None:
    """After the one deployment that allows it, the new value is the one that can't be changed."""
    moved = {"efs_config": {**_EFS, "access_point": {"path": "/moved"}}}
    copy = stack(synth(_hub(efs_config=_EFS)))
    copy.apply()

    copy.replace_with(aws_half(synth(_hub(**moved, allow_storage_changes=True))))
    copy.apply()
    copy.replace_with(aws_half(synth(_hub(**moved))))

    assert "" == copy.plan()
    copy.replace_with(aws_half(synth(_hub(efs_config=_EFS))))
    assert "deployed with '/moved', and this plan has '/homes'" in copy.fail_to_plan()
    copy.destroy()


@pytest.mark.aws
@pytest.mark.slow
def test_chart_upgrade_that_helm_does_not_roll_back(synth: Synth, stack: MakeStack) -> None:
    """With atomic: false another chart version is accepted, and is remembered afterwards."""
    copy = stack(synth(_hub(ebs_config=_EBS, version="3.3.8")))
    copy.apply()

    copy.replace_with(aws_half(synth(_hub(ebs_config=_EBS, version="4.4.0", atomic=False))))
    copy.apply()
    copy.replace_with(aws_half(synth(_hub(ebs_config=_EBS, version="4.4.0"))))
    copy.apply()

    assert "" == copy.plan()


@pytest.mark.aws
@pytest.mark.slow
def test_another_file_system_is_refused(synth: Synth, stack: MakeStack) -> None:
    """An existing file system can't become another one or a new one unless that is allowed."""
    existing = {**_EFS, "removal_policy": "RETAIN", "existing_file_system_id": "fs-0123456789abcdef0"}
    other = {**existing, "existing_file_system_id": "fs-0123456789abcdef1"}

    def both(efs: dict[str, Any]) -> dict[str, Any]:
        """Name the other file system in a second hub, so that it exists."""
        second = {"jupyterhub": {"service_type": "cluster_ip", "namespace": "b", "efs_config": other, "hub_database": "in_memory"}}
        return {**(first := _hub(efs_config=efs)), "add_ons": [*first["add_ons"], second]}

    copy = stack(synth(both(existing)))
    copy.apply()

    for config, now in ((other, "fs-0123456789abcdef1"), (_EFS, "made by this stack")):
        copy.replace_with(aws_half(synth(both(config))))
        assert f"deployed with 'fs-0123456789abcdef0', and this plan has '{now}'" in copy.fail_to_plan()


@pytest.mark.aws
@pytest.mark.slow
@pytest.mark.parametrize("first", ["makes", "names"])
def test_database_in_the_directory_of_another_hub_is_refused(first: str, synth: Synth, stack: MakeStack, double: Double) -> None:
    """A hub can't use the file system that another hub has created without a separate directory for its database."""

    def both(file_system: str, **second: Any) -> dict[str, Any]:
        names = {**_EFS, "removal_policy": "RETAIN", "existing_file_system_id": file_system}
        hubs = [{"efs_config": _EFS}, {"efs_config": names, **second}]
        add_ons = [{"jupyterhub": {"service_type": "cluster_ip", "namespace": f"hub-{n}", **hub}} for n, hub in enumerate(hubs)]
        return {**(empty := hub_file({"efs_csi_driver": {}})), "add_ons": [*empty["add_ons"], *add_ons[:: 1 if first == "makes" else -1]]}

    alone = hub_file({"efs_csi_driver": {}}, {"jupyterhub": {"service_type": "cluster_ip", "namespace": "hub-0", "efs_config": _EFS}})
    copy = stack(synth(alone))
    copy.apply()
    (file_system,) = double.state()["mount_target_zones"]

    copy.replace_with(aws_half(synth(both(file_system))))
    assert f"both store their database in /hub-database of {file_system}, which would corrupt it." in copy.fail_to_plan()
    copy.replace_with(aws_half(synth(both(file_system, hub_database={"efs": True, "path": "/second"}))))
    assert copy.plan()
