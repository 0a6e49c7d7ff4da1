"""Daily backups of one namespace's volumes, with a role limited to them, into a vault that is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_lib.constructs.storage.ebs_backup import NAMESPACE_TAG, EbsBackup
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import new_stack, rendered
from tests.constructs_lib.storage_files import ebs_hub


def _backup(*, supports_forget: bool = False, name: str = "research.hub") -> tuple[EbsBackup, dict[str, Any]]:
    stack = new_stack()
    made = EbsBackup(stack, "Backup", name=name, namespace="hub", region="us-west-2", supports_forget=supports_forget)
    return made, rendered(stack)


def test_defaults() -> None:
    """Every day at 5:00 UTC, kept for 35 days, of only the volumes with the tag of the namespace."""
    _, document = _backup()
    (rule,) = only(document, "aws_backup_plan")["rule"]
    selection = only(document, "aws_backup_selection")
    (vault,) = document["resource"]["aws_backup_vault"]

    assert ("cron(0 5 * * ? *)", {"delete_after": 35}) == (rule["schedule"], rule["lifecycle"])
    assert f"${{aws_backup_vault.{vault}.name}}" == rule["target_vault_name"]
    tag = {"key": f"aws:ResourceTag/{NAMESPACE_TAG}", "value": "hub"}
    assert [{"string_equals": [tag]}] == selection["condition"]
    assert "selection_tag" not in selection
    (resources,) = selection["resources"]
    assert resources.endswith(":ec2:*:*:volume/*")


def test_role() -> None:
    """AWS Backup assumes it for this account; it creates snapshots of these volumes, and deletes only those of AWS Backup."""
    _, document = _backup()
    (trust,) = only(document, "aws_iam_policy_document", "data")["statement"]
    statements = {one["Sid"]: one for one in json.loads(only(document, "aws_iam_role_policy")["policy"])["Statement"]}

    assert [{"type": "Service", "identifiers": ["backup.amazonaws.com"]}] == trust["principals"]
    assert [("StringEqualsIfExists", "aws:SourceAccount")] == [(one["test"], one["variable"]) for one in trust["condition"]]
    assert {"StringEquals": {f"aws:ResourceTag/{NAMESPACE_TAG}": "hub"}} == statements["SnapshotVolumes"]["Condition"]
    assert {"Null": {"aws:ResourceTag/aws:backup:source-resource": "false"}} == statements["DeleteBackups"]["Condition"]
    assert {"Find"} == {sid for sid, one in statements.items() if one["Resource"] == "*"}
    assert all(action.split(":")[1].startswith(("Describe", "Get")) for action in statements["Find"]["Action"])
    services = {action.partition(":")[0] for one in statements.values() for action in one["Action"]}
    assert {"ec2", "tag", "backup", "kms"} == services


@pytest.mark.parametrize(("supports_forget", "lifecycle"), [(True, {"destroy": False}), (False, {"prevent_destroy": True})])
def test_vault_outlives_the_stack(supports_forget: bool, lifecycle: dict[str, bool]) -> None:  # noqa: FBT001  # a parameter of the test
    """The role that deletes expired backups is kept with it; the plan is destroyed."""
    made, document = _backup(supports_forget=supports_forget)
    kept = {
        f"{kind}.{name}": block["lifecycle"]
        for kind, blocks in document["resource"].items()
        for name, block in blocks.items()
        if "lifecycle" in block
    }

    assert dict.fromkeys(made.retained, lifecycle) == kept
    assert ["aws_backup_vault", "aws_iam_role", "aws_iam_role_policy"] == [address.partition(".")[0] for address in made.retained]
    assert made.retained == EbsBackup.addresses(new_stack(), "Backup")


@pytest.mark.parametrize("name", ["a.b", f"{'stack-' * 12}.{'space-' * 9}x", "a-b.c", "a.b-c"])
def test_names(name: str) -> None:
    """AWS accepts them at any length: 50 characters, including the vault's suffix, which Terraform adds."""
    _, document = _backup(name=name)
    short = only(document, "aws_backup_plan")["name"]
    vault = only(document, "aws_backup_vault")["name"]

    assert len(short) <= 41
    assert vault.startswith(f"{short}-${{substr(terraform_data.")
    assert not set(short) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_names_differ() -> None:
    """Dots separate stack and namespace, and no vault's name may contain one."""
    names = [only(_backup(name=name)[1], "aws_backup_plan")["name"] for name in ("a-b.c", "a.b-c", "a.b.c")]

    assert 3 == len(set(names))


def test_hub(synth: Synth) -> None:
    """backup: true creates it, and the vault's name is an output; a hub without the key has none of it."""
    config = {"storage_class": "gp3", "capacity": "10Gi", "backup": True}
    document = synth(ebs_hub(ebs_config=config))

    assert "jupyterhub" == only(document, "aws_backup_selection")["condition"][0]["string_equals"][0]["value"]
    assert only(document, "aws_backup_vault")["lifecycle"] == {"prevent_destroy": True}
    assert "jupyterhub_backup_vault" in document["output"]
    assert "removed" not in synth(ebs_hub())


def test_hub_that_stops(synth: Synth) -> None:
    """backup: false forgets what AWS would not delete, and is not the same as no key."""
    config = {"storage_class": "gp3", "capacity": "10Gi"}
    kept = synth(ebs_hub(ebs_config=config | {"backup": True}))["resource"]
    later = synth(ebs_hub(ebs_config=config | {"backup": False}))

    assert "aws_backup_plan" not in later["resource"]
    gone = {block["from"] for block in later["removed"]}
    assert {
        f"{kind}.{name}" for kind in ("aws_backup_vault", "aws_iam_role", "aws_iam_role_policy") for name in kept[kind] if "Backup" in name
    } == gone
