"""Policy documents in Terraform's JSON: policy variables reach AWS, references stay references."""

from __future__ import annotations

import json

import cdktf
import pytest

from constructs_lib.terraform.escape import literal
from constructs_lib.terraform.policy_json import policy_json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${aws:PrincipalTag/kubernetes-pod-name}", "$${aws:PrincipalTag/kubernetes-pod-name}"),
        ("home/${aws:username}/${s3:prefix}", "home/$${aws:username}/$${s3:prefix}"),
        ("${aws:PrincipalTag/team, 'none'}", "$${aws:PrincipalTag/team, 'none'}"),
        ("${*}${?}${$}", "$${*}$${?}$${$}"),
        ("$${aws:username}", "$${aws:username}"),
        ("arn:${data.aws_partition.x.partition}:s3:::b", "arn:${data.aws_partition.x.partition}:s3:::b"),
        ("${aws_iam_role.x.arn}", "${aws_iam_role.x.arn}"),
        ("${provider::aws::arn_build(1)}", "${provider::aws::arn_build(1)}"),
        ("${TfToken[TOKEN.1]}", "${TfToken[TOKEN.1]}"),
    ],
)
def test_only_policy_variables_are_escaped(text: str, expected: str) -> None:
    """What Terraform has to compute stays as it is, and what is escaped already isn't escaped again."""
    assert {"Resource": [expected]} == json.loads(policy_json({"Resource": [text]}))


def test_settings_of_a_hub_file_are_escaped_once() -> None:
    """They come escaped as a whole; a policy from Python comes as it is written. The result is the same."""
    document = {"Resource": ["arn:aws:s3:::b/${aws:username}"]}

    assert policy_json(document) == policy_json(literal(document))


def test_references_survive() -> None:
    """A token in a policy renders as a reference beside an escaped variable."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "s")
    arn = cdktf.Token.as_string(cdktf.Fn.join("-", ["a", "b"]))
    cdktf.TerraformOutput(stack, "o", value=policy_json({"Resource": f"{arn}/${{aws:username}}"}))

    assert '{"Resource": "${join("-", ["a", "b"])}/$${aws:username}"}' == json.loads(cdktf.Testing.synth(stack))["output"]["o"]["value"]
