"""The IAM actions that a change of a hub file and a state in S3 need; those of the examples are compared in test_apply.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.aws.recording import compare
from tests.conftest import ROOT, Synth, hub_file
from tests.permissions.needed import denied
from tests.permissions.page import policies
from tests.terraform import Stack

pytestmark = [pytest.mark.aws, pytest.mark.slow]

_POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "athena:ListWorkGroups", "Resource": "*"}]}
_BOUND = "arn:aws:iam::111122223333:policy/bound"


def _hub(namespace: str, **keys: Any) -> dict[str, Any]:
    return {"jupyterhub": {"namespace": namespace, "service_type": "cluster_ip", **keys}}


def _file(
    *, efs: dict[str, Any], ebs: dict[str, Any], users: dict[str, Any], driver: dict[str, Any], controller: dict[str, Any], **file: Any
) -> dict[str, Any]:
    """Return a file with everything that a stack creates in AWS and that a change of the file changes in place."""
    return hub_file(
        {"ebs_csi_driver": driver},
        {"efs_csi_driver": {}},
        {"aws_load_balancer_controller": controller},
        _hub("physics", efs_config={"pvc_name": "home", "capacity": "1Ti", "removal_policy": "DESTROY", "create_kms_key": True, **efs}),
        _hub(
            "biology",
            ebs_config={"storage_class": {"name": "homes"}, "capacity": "10Gi", **ebs},
            user_identity=users,
        ),
        certificates={"cert": {"domain_name": "hub.example.org", "hosted_zone": "example.org"}},
        **file,
    )


#: Deployed first; then a file with other keys, one that takes most of them back, and that one with another name of the stack.
_DEPLOYED = _file(
    efs={"backup": True, "throughput_mode": "bursting"},
    ebs={"backup": True},
    users={"policy": _POLICY},
    driver={"configuration": {"controller": {"replicaCount": 2}}},
    controller={},
    tags={"team": "physics", "term": "spring"},
)
_CHANGED = _file(
    efs={"backup": False, "throughput_mode": "elastic", "transition_to_ia": "AFTER_30_DAYS"},
    ebs={"backup": True},
    users={"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonAthenaFullAccess"], "permissions_boundary_arn": _BOUND},
    driver={"configuration": {"controller": {"replicaCount": 3}}},
    controller={},
    tags={"team": "biology"},
)
_CHANGED_BACK = _file(
    efs={"backup": True, "throughput_mode": "bursting"},
    ebs={"backup": False},
    users={"policy": _POLICY},
    driver={"configuration": {"controller": {"replicaCount": 2}}},
    controller={"identity": "irsa"},
    tags={"team": "physics", "term": "spring"},
)


def test_changes_of_a_file(synth: Synth, stack: Callable[[dict[str, Any]], Stack], double: Double) -> None:
    """Changed keys, another kind of identity and another name of the stack: everything stays in place that can."""
    copy = stack(synth(_DEPLOYED))
    copy.apply()
    assert [] == denied(policies(), double.calls(), cluster="test-cluster")

    calls = []
    for file in (_CHANGED, _CHANGED_BACK, {**_CHANGED_BACK, "stack": "renamed"}):
        document = synth(file)
        copy.replace_with({**aws_half(document), **({"removed": document["removed"]} if "removed" in document else {})})
        copy.apply()
        calls += double.calls()

    compare("change", "test_changes_of_a_file", calls)
    assert [] == denied(policies(), calls, cluster="test-cluster")


def test_state_in_s3(double: Double, cli: Path, tmp_path: Path) -> None:
    """A state in S3 is read, locked, written and unlocked; a plan locks it too."""
    (backend,) = json.loads((ROOT / "tests/snapshots/ebs-oidc-alb/cdk.tf.json").read_text())["terraform"]["backend"].values()
    double.seed([{"kind": "bucket", "region": backend["region"], "name": backend["bucket"]}])
    # The double has one host name.
    document = {
        "terraform": {"backend": {"s3": {**backend, "use_path_style": True}}},
        "resource": {"terraform_data": {"one": {"input": 1}}},
    }
    environment = {**double.environment(), "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(cli)}
    copy = Stack(tmp_path / "stack", document, override={}, environment=environment)

    calls = {}
    for step, run in {"init": copy.init, "apply": copy.apply, "plan": copy.plan, "destroy": copy.destroy}.items():
        run()
        calls[step] = double.calls()

    for step, seen in {"plan": [*calls["init"], *calls["plan"]], "apply": calls["apply"], "destroy": calls["destroy"]}.items():
        compare(step, "test_state_in_s3", seen)
        assert [] == denied(policies()[:1] if step == "plan" else policies(), seen, cluster="my-cluster")
