"""The cluster's token as the real AWS provider makes it: it reaches a provider's configuration and is stored nowhere."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.aws.client import Double
from tests.conftest import Synth, hub_file
from tests.terraform import Stack, everything_written

_REGION = "us-west-2"
_SECRET = "token-as-terraform-sees-it"


def _token_alone(document: dict[str, Any]) -> dict[str, Any]:
    """Keep only the token, for a second configuration of the AWS provider; write it to where a test can read it."""
    reference = document["provider"]["kubernetes"][0]["token"]
    own = {"region": _REGION, "access_key": "test", "secret_key": "test", "token": reference}
    kept = {"name": _SECRET, "provider": "aws.reached"}
    return {
        "provider": {"aws": [{"region": _REGION}, {"alias": "reached", **own}]},
        "ephemeral": document["ephemeral"],
        "resource": {
            "aws_secretsmanager_secret": {"kept": kept},
            "aws_secretsmanager_secret_version": {
                "kept": {
                    "secret_id": "${aws_secretsmanager_secret.kept.id}",
                    "secret_string_wo": reference,
                    "secret_string_wo_version": 1,
                }
            },
        },
    }


def _stored(double: Double) -> str:
    """Read the secret's text from Secrets Manager's API."""
    scope = f"Credential=test/20260101/{_REGION}/secretsmanager/aws4_request"
    headers = {
        "X-Amz-Target": "secretsmanager.GetSecretValue",
        "Authorization": f"AWS4-HMAC-SHA256 {scope}",
        "Content-Type": "application/x-amz-json-1.1",
    }
    request = urllib.request.Request(double.url, json.dumps({"SecretId": _SECRET}).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(json.load(answer)["SecretString"])


@pytest.mark.aws
@pytest.mark.slow
def test_token_is_stored_nowhere(synth: Synth, double: Double, cli: Path, tmp_path: Path) -> None:
    """With ``authentication: token`` a saved plan applies with a new token; neither plan nor state contains one."""
    cluster = {"name": "test-cluster", "region": _REGION, "authentication": "token"}
    document = synth(hub_file({"ebs_csi_driver": {}}, cluster=cluster))
    half = _token_alone(document)
    double.seed([])
    override = {"skip_requesting_account_id": True, "skip_credentials_validation": True}
    stack = Stack(
        tmp_path / "token",
        half,
        override={"provider": {"aws": [override, {"alias": "reached", **override}]}},
        environment={**double.environment(), "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(cli)},
    )

    output = stack.save_plan("saved.plan")
    stack.apply_plan("saved.plan")
    token = _stored(double)
    output += stack.plan()

    assert token.startswith("k8s-aws-v1.")
    written = everything_written(tmp_path)
    assert b"secret_string_wo_version" in written  # state and plan are among what was read
    assert b"k8s-aws-v1" not in written
    assert "k8s-aws-v1" not in output
