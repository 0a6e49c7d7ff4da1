"""Real Terraform passes secrets to Kubernetes, and stores them nowhere: the test looks for a canary in all that it writes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.secrets_api import Secrets, running_secrets_api
from tests.conftest import ROOT, Synth, hub_file
from tests.providers import Missing, cli_configuration, provider_folder
from tests.terraform import Stack, everything_written

_REGION = "us-west-2"


@pytest.fixture
def api() -> Iterator[Secrets]:
    """Run the API of a cluster."""
    with running_secrets_api() as secrets:
        yield secrets


@pytest.fixture(scope="session")
def both_providers(cli: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Find Terraform and the AWS and Kubernetes providers; return the configuration that names them."""
    assert cli.exists()
    pinned = json.loads((ROOT / "tests/snapshots/quickstart/cdk.tf.json").read_text())["terraform"]["required_providers"]
    try:
        folders = {name: provider_folder(name, pinned[name]["version"]) for name in ("aws", "kubernetes")}
    except Missing as missing:
        pytest.skip(str(missing))
    file = tmp_path_factory.mktemp("both") / "terraform.rc"
    file.write_text(cli_configuration(folders))
    return file


def _document(synth: Synth, revision: int) -> dict[str, Any]:
    """Two hubs: one secret from Secrets Manager, one from a variable."""
    oidc = {
        "hub_url": "https://hub.example.org",
        "google": {},
        "client_id": "hub",
        "client_secret": {"secrets_manager": "hub/oidc", "key": "client_secret", "revision": revision},
        "allow_all": True,
    }
    common = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip"}
    return synth(
        hub_file(
            {"ebs_csi_driver": {}},
            {"jupyterhub": {**common, "oidc_config": oidc}},
            {
                "jupyterhub": {
                    **common,
                    "namespace": "workshop",
                    "release": "workshop",
                    "shared_password": {"variable": "password", "revision": revision},
                }
            },
        )
    )


def _secrets_alone(document: dict[str, Any], api: Secrets) -> dict[str, Any]:
    """Keep only what passes the secrets on, in namespaces that already exist."""
    made = json.loads(json.dumps(document["resource"]["kubernetes_secret_v1"]))
    for block in made.values():
        block["metadata"]["namespace"] = "hub"
        del block["depends_on"]
    return {
        "provider": {"aws": [{"region": _REGION}], "kubernetes": [{"host": api.url}]},
        "variable": document["variable"],
        "ephemeral": document["ephemeral"],
        "resource": {"kubernetes_secret_v1": made},
    }


def _values(api: Secrets) -> list[str]:
    return sorted(base64.b64decode(value).decode() for secret in api.values() for value in secret["data"].values())


@pytest.mark.aws
@pytest.mark.slow
def test_secrets_reach_kubernetes_and_are_stored_nowhere_else(
    synth: Synth, double: Double, api: Secrets, both_providers: Path, tmp_path: Path
) -> None:
    """The Secrets hold the values; JSON, plan, state and chart values don't; only a raised revision writes new ones."""

    def prepare(number: int, revision: int) -> Stack:
        text = json.dumps({"client_secret": f"canary-oidc-{number}"})
        double.seed([{"region": _REGION, "kind": "secret", "name": "hub/oidc", "text": text}])
        environment = {
            **double.environment(),
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": str(both_providers),
            "TF_VAR_password": f"canary-password-{number}",
        }
        document = _document(synth, revision)
        assert "canary" not in json.dumps(document)
        assert [] == [file for file in tmp_path.glob("cdktf.out/stacks/*/*.json") if "canary" in file.read_text(encoding="utf-8")]
        override = {"provider": {"aws": [{"skip_requesting_account_id": True, "skip_credentials_validation": True}]}}
        return Stack(tmp_path / "secrets", _secrets_alone(document, api), override=override, environment=environment)

    stack = prepare(1, 1)
    output = stack.save_plan("saved.plan")
    stack.apply()
    first = _values(api)
    again = stack.plan()
    prepare(2, 1).apply()
    unchanged = _values(api)
    stack = prepare(2, 2)
    stack.apply()
    second = _values(api)
    stack.destroy()

    assert ["canary-oidc-1", "canary-password-1"] == first == unchanged
    assert ["canary-oidc-2", "canary-password-2"] == second
    assert ("", {}) == (again, dict(api))
    written = everything_written(tmp_path).decode(errors="replace")
    assert "data_wo_revision" in written  # state and plans are among what was read
    assert "canary" not in output + written
