"""The list of checks, and the permissions that they need."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.checks import CHECKS
from jupyterhub_on_eks.findings.run import findings
from tests.aws.client import Double, running_double
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cloud.answers import EBS, _operation, hub, site

PREFIXES = {"efs": "elasticfilesystem"}
#: Requests that everyone may send.
FREE = {"sts:GetCallerIdentity"}


def _asked() -> Iterator[str]:
    """Yield the IAM action of each request in the code."""
    for package in ("cloud", "doctor", "status"):
        for path in sorted((ROOT / "jupyterhub_on_eks" / package).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"ask", "find", "items"}:
                    given = [it.value for it in node.args[:2] if isinstance(it, ast.Constant)]
                    if len(given) == 2 and str(given[1]).islower() and "/" not in str(given[0]):
                        service, operation = map(str, given)
                        yield f"{PREFIXES.get(service, service)}:{_operation(service, operation).name}"


def test_permissions() -> None:
    """The policy in the docs allows only the actions that the code uses; none of them changes anything."""
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```json\n(\{\n  \"Version\": \"2012-10-17\".*?)```", page, re.DOTALL)
    actions = {action for statement in json.loads(text)["Statement"] for action in statement["Action"]}

    assert set(_asked()) - FREE == actions
    assert all(action.split(":")[1].startswith(("Describe", "Get", "List")) or action == "sts:AssumeRole" for action in actions)


def test_no_credentials() -> None:
    """One failure; the rest refer to it, and what needs no AWS is still checked."""
    error = CloudError("AWS credentials were not found", fix="Log in", cause=Cause.CREDENTIALS)
    found = findings(CHECKS, site(EBS, hub(), aws={"sts.get_caller_identity": error, "eks.describe_cluster": error}))

    assert ["AWS credentials"] == [finding.check for finding in found if "were not found" in finding.message]
    assert {"depends on what failed above: AWS credentials"} == {finding.message for finding in found if finding.level == "not-checked"}
    assert {"Terraform", "programs"} <= {finding.check for finding in found}


def test_names() -> None:
    """Each check has its own."""
    assert len(CHECKS) == len({check.name for check in CHECKS})


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    """The double of AWS."""
    with running_double() as double:
        yield double


@pytest.mark.aws
def test_real_answers(double: Double, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """AWS's half, queried with boto3 itself: everything that the double can answer has a result."""
    monkeypatch.chdir(tmp_path)
    for name, value in double.environment().items():
        monkeypatch.setenv(name, value)
    double.seed([
        {"kind": "cluster", "region": "us-west-2", "name": "research-cluster", "add_ons": ["aws-ebs-csi-driver"]},
        {"kind": "zone", "region": "us-west-2", "name": "example.org", "private": False},
        {"kind": "certificate", "region": "us-west-2", "domain_name": "hub.example.org"},
    ])  # fmt: skip
    exposed = hub(
        service_type="alb",
        load_balancer_scheme="internal",
        certificate_resource_name="c",
        dns={"hosted_zone": "example.org", "record": "hub"},
    )
    written = site(
        EBS, {"aws_load_balancer_controller": {"existing": True}}, exposed, certificates={"c": {"domain_name": "hub.example.org"}}
    )

    def no_api(_aws: Aws, _name: str) -> ClusterApi:
        raise CloudError("no API server here", cause=Cause.UNREACHABLE)

    with StackSite(written.file, api=no_api) as stack:
        found = {finding.check: finding for finding in findings(CHECKS, stack)}

    levels = {
        name: found[name].level.value
        for name in ("AWS credentials", "cluster", "drivers", "subnets", "free addresses", "certificate", "hosted zone")
    }
    assert {**dict.fromkeys(levels, "ok"), "subnets": "warning"} == levels
    assert ("failure", "not-checked") == (found["API server"].level, found["namespace"].level)
