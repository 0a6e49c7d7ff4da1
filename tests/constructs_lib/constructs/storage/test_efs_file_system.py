"""File systems: how they are created, what never replaces them, and what happens to them at the end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.constructs.storage.efs_file_system import EfsFileSystem
from constructs_lib.models.storage.efs import EfsConfig
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import named, new_stack, rendered
from tests.constructs_lib.storage_files import KEY, efs_hub

OLD, NEW = [{}, {"terraform_version": "1.15"}, {"opentofu_version": "1.11"}], [{"terraform_version": "1.16"}, {"opentofu_version": "1.12"}]


def _file_system(document: dict[str, Any]) -> dict[str, Any]:
    return only(document, "aws_efs_file_system")


def _built(*, supports_forget: bool = False, **settings: Any) -> tuple[EfsFileSystem, dict[str, Any]]:
    """Return the construct, and the JSON with what waits for it."""
    stack = new_stack()
    config = EfsConfig.model_validate({"pvc_name": "home", "capacity": "100Gi", "removal_policy": "DESTROY", **settings})
    made = EfsFileSystem(stack, "FileSystem", name="research.team-a", config=config, supports_forget=supports_forget)
    return made, rendered(stack, ready=made.ready, published=f"{made.file_system_id} {made.arn}")


def test_defaults() -> None:
    """Encrypted with its own key, elastic, backed up every day; nothing outlives the stack."""
    made, document = _built()
    file_system = only(document, "aws_efs_file_system")

    assert (True, "elastic", "generalPurpose", {"Name": "research.team-a"}) == tuple(
        file_system[key] for key in ("encrypted", "throughput_mode", "performance_mode", "tags")
    )
    assert ("ENABLED", []) == (only(document, "aws_efs_backup_policy")["backup_policy"]["status"], made.retained)
    assert not {"aws_kms_key"} & set(document["resource"])


def test_what_it_publishes() -> None:
    """Id, ARN, and the daily backup to wait for."""
    _, document = _built()
    (name,), (policy,) = document["resource"]["aws_efs_file_system"], document["resource"]["aws_efs_backup_policy"]

    assert f"${{aws_efs_file_system.{name}.id}} ${{aws_efs_file_system.{name}.arn}}" == document["output"]["published"]["value"]
    assert [f"aws_efs_backup_policy.{policy}"] == only(document, "test_later")["depends_on"]


@pytest.mark.parametrize(("supports_forget", "expected"), [(True, {"destroy": False}), (False, {"prevent_destroy": True})])
def test_retain_names_what_it_keeps(supports_forget: bool, expected: dict[str, bool]) -> None:  # noqa: FBT001  # a parameter of the test
    """File system, backup policy and key are kept; their addresses are those in the JSON."""
    made, document = _built(removal_policy="RETAIN", create_kms_key=True, supports_forget=supports_forget)
    kept = {
        f"{kind}.{name}": block for kind in ("aws_efs_file_system", "aws_efs_backup_policy", "aws_kms_key")
        for name, block in document["resource"][kind].items()
    }  # fmt: skip

    assert list(kept) == made.retained
    assert all(expected.items() <= block["lifecycle"].items() for block in kept.values())


@pytest.mark.parametrize(
    ("settings", "key"),
    [({}, "the account's own key"), ({"kms_key_id": KEY}, KEY), ({"create_kms_key": True}, "made by create_kms_key")],
    ids=["account's", "given", "made"],
)
def test_key_that_is_remembered(settings: dict[str, Any], key: str) -> None:
    """As a text for which key it is, since the id of a created one isn't known yet."""
    _, document = _built(**settings)

    (made_with,) = (block for name, block in document["resource"]["terraform_data"].items() if "_MadeWith_" in name)
    assert key == made_with["input"]["kms_key_id"]


@pytest.mark.parametrize("policy", ["DESTROY", "RETAIN", "SNAPSHOT"])
def test_removal_policy_is_remembered(policy: str) -> None:
    """With the file system's id, and as last deployed: it changes in place."""
    _, document = _built(removal_policy=policy)

    (name,) = document["resource"]["aws_efs_file_system"]
    (memory,) = (block for name, block in document["resource"]["terraform_data"].items() if "_RemovalPolicy_" in name)
    assert {"file_system": f"${{aws_efs_file_system.{name}.id}}", "policy": policy} == memory["input"]
    assert "lifecycle" not in memory


def test_contradicting_settings() -> None:
    """They never reach the construct."""
    with pytest.raises(ValidationError, match="has no effect with encrypted: false"):
        _built(encrypted=False, create_kms_key=True)


def test_defaults_are_encrypted_elastic_and_backed_up(synth: Synth) -> None:
    """The defaults are safe, and capacity grows with the load."""
    document = synth(efs_hub())
    made = _file_system(document)

    assert {"Name": "test.jupyterhub"} == made["tags"]
    assert (True, "elastic", "generalPurpose") == (made["encrypted"], made["throughput_mode"], made["performance_mode"])
    assert [{"transition_to_ia": "AFTER_30_DAYS"}] == made["lifecycle_policy"]
    assert "kms_key_id" not in made
    assert "ENABLED" == only(document, "aws_efs_backup_policy")["backup_policy"]["status"]


def test_custom_settings_are_used(synth: Synth) -> None:
    """Each as AWS's argument."""
    document = synth(
        efs_hub(
            kms_key_id=KEY,
            throughput_mode="PROVISIONED",
            provisioned_throughput=64,
            performance_mode="max_io",
            transition_to_ia=None,
            backup=False,
        )
    )
    made = _file_system(document)

    assert (KEY, "provisioned", 64, "maxIO") == tuple(
        made[key] for key in ("kms_key_id", "throughput_mode", "provisioned_throughput_in_mibps", "performance_mode")
    )
    assert "lifecycle_policy" not in made
    assert "DISABLED" == only(document, "aws_efs_backup_policy")["backup_policy"]["status"]


def test_created_key_is_rotated_and_the_accounts_own(synth: Synth) -> None:
    """Only the account's IAM policies give access to it."""
    document = synth(efs_hub(create_kms_key=True))

    key = only(document, "aws_kms_key")
    (statement,) = json.loads(key["policy"])["Statement"]
    assert (True, 30) == (key["enable_key_rotation"], key["deletion_window_in_days"])
    assert statement["Principal"]["AWS"].endswith(":root")
    assert "${aws_kms_key." in _file_system(document)["kms_key_id"]


def test_destroy_protects_nothing(synth: Synth) -> None:
    """Whoever sets DESTROY gets it."""
    document = synth(efs_hub(create_kms_key=True))

    for kind in ("aws_efs_file_system", "aws_efs_backup_policy", "aws_kms_key"):
        assert not {"prevent_destroy", "destroy"} & set(only(document, kind).get("lifecycle", {}))


@pytest.mark.parametrize("cli", OLD, ids=str)
def test_retain_refuses_destroy_on_older_terraform(cli: dict[str, str], synth: Synth) -> None:
    """File system, backup and key can't be destroyed; Terraform 1.11 doesn't support `destroy`."""
    document = synth(efs_hub(removal_policy="RETAIN", create_kms_key=True, file=cli))

    for kind in ("aws_efs_file_system", "aws_efs_backup_policy", "aws_kms_key"):
        lifecycle = only(document, kind)["lifecycle"]
        assert (True, False) == (lifecycle["prevent_destroy"], "destroy" in lifecycle)


@pytest.mark.parametrize("cli", NEW, ids=str)
def test_retain_leaves_behind_on_newer_terraform(cli: dict[str, str], synth: Synth) -> None:
    """Destroy forgets file system, backup and key, and destroys the rest."""
    document = synth(efs_hub(removal_policy="retain", create_kms_key=True, file=cli))

    for kind in ("aws_efs_file_system", "aws_efs_backup_policy", "aws_kms_key"):
        lifecycle = only(document, kind)["lifecycle"]
        assert (False, False) == (lifecycle["destroy"], "prevent_destroy" in lifecycle)
    assert "lifecycle" not in only(document, "aws_security_group")


def test_change_that_would_replace_is_refused_at_plan(synth: Synth) -> None:
    """The arguments that the file system was created with are remembered; a precondition compares each setting with them."""
    document = synth(efs_hub())

    memory = named(document, "terraform_data", "MadeWith")
    conditions = [condition["condition"] for condition in _file_system(document)["lifecycle"]["precondition"]]
    assert {"encrypted": "true", "kms_key_id": "the account's own key", "performance_mode": "generalPurpose"} == memory["input"]
    assert {"ignore_changes": ["input"]} == memory["lifecycle"]
    assert ["encrypted", "kms_key_id", "performance_mode"] == [c.partition(".output.")[2].partition(" ")[0] for c in conditions]


def test_replacement_has_to_be_allowed(synth: Synth) -> None:
    """allow_replacement: true removes the guard."""
    document = synth(efs_hub(allow_replacement=True))

    assert [] == [name for name in document["resource"]["terraform_data"] if "MadeWith" in name]
    assert "lifecycle" not in _file_system(document)


def test_existing_file_system_is_looked_up_and_left_alone(synth: Synth) -> None:
    """A missing one fails at plan; nothing about it is managed."""
    document = synth(efs_hub(removal_policy="RETAIN", existing_file_system_id="fs-0123456789abcdef0"))

    assert "fs-0123456789abcdef0" == only(document, "aws_efs_file_system", "data")["file_system_id"]
    managed = set(document["resource"])
    assert [] == [name for name in document["resource"]["terraform_data"] if "MadeWith" in name]
    assert not {"aws_efs_file_system", "aws_efs_backup_policy", "aws_efs_mount_target", "aws_security_group"} & managed


def test_created_file_system_is_forgotten_when_it_becomes_an_existing_one(synth: Synth) -> None:
    """If it were only dropped, it would be deleted, and its key with it; the addresses are those that it was created under."""
    made = synth(efs_hub(removal_policy="RETAIN", create_kms_key=True))
    existing = synth(efs_hub(removal_policy="RETAIN", existing_file_system_id="fs-0123456789abcdef0"))

    kinds = ("aws_efs_file_system", "aws_efs_backup_policy", "aws_kms_key", "aws_efs_file_system_policy")
    addresses = [f"{kind}.{name}" for kind in kinds for name in made["resource"][kind]]
    assert [{"from": address, "lifecycle": {"destroy": False}} for address in addresses] == existing["removed"]
    assert "removed" not in made


def test_file_systems_of_all_hubs_are_forgotten(synth: Synth) -> None:
    """Each hub has its own."""
    first, second = (
        efs_hub(removal_policy="RETAIN", hub={"namespace": name}, existing_file_system_id=f"fs-0123456789abcdef{number}")
        for number, name in enumerate(("first", "second"))
    )
    document = synth({**first, "add_ons": [*first["add_ons"], second["add_ons"][1]]})

    assert ["first", "second"] == [block["from"].partition(".")[2].partition("_")[0] for block in document["removed"][::4]]
