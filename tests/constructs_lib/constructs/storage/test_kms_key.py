"""A key for one file system."""

from __future__ import annotations

import json

from constructs_lib.constructs.storage.kms_key import KmsKey
from tests.conftest import only
from tests.constructs_lib.stacks import new_stack, rendered


def test_key_is_rotated_and_can_be_saved() -> None:
    """It is rotated each year, and its deletion can be canceled for as long as AWS KMS allows."""
    stack = new_stack()
    KmsKey(stack, "Key", description="EFS file system homes")
    key = only(rendered(stack), "aws_kms_key")

    assert ("EFS file system homes", True, 30) == tuple(
        key[name] for name in ("description", "enable_key_rotation", "deletion_window_in_days")
    )


def test_policies_of_the_account_apply() -> None:
    """Without that statement nobody could use the key, its administrators included; account and partition are looked up."""
    stack = new_stack()
    KmsKey(stack, "Key", description="homes")
    document = rendered(stack)
    (statement,) = json.loads(only(document, "aws_kms_key")["policy"])["Statement"]
    (account,), (partition,) = document["data"]["aws_caller_identity"], document["data"]["aws_partition"]

    assert ("Allow", "kms:*", "*") == tuple(statement[name] for name in ("Effect", "Action", "Resource"))
    assert {
        "AWS": f"arn:${{data.aws_partition.{partition}.partition}}:iam::${{data.aws_caller_identity.{account}.account_id}}:root"
    } == statement["Principal"]


def test_what_it_publishes() -> None:
    """The ARN is used for encryption; RETAIN keeps the resource itself."""
    stack = new_stack()
    key = KmsKey(stack, "Key", description="homes")
    key.resource.add_override("lifecycle.prevent_destroy", value=True)
    document = rendered(stack, published=key.arn)
    (name,) = document["resource"]["aws_kms_key"]

    assert f"${{aws_kms_key.{name}.arn}}" == document["output"]["published"]["value"]
    assert {"prevent_destroy": True} == only(document, "aws_kms_key")["lifecycle"]


def test_two_keys_are_two() -> None:
    """Each file system has its own."""
    stack = new_stack()
    for name in ("One", "Two"):
        KmsKey(stack, name, description=name)

    assert {"One", "Two"} == {key["description"] for key in rendered(stack)["resource"]["aws_kms_key"].values()}
