"""Sections about deployments, with the real Terraform if the message is its own or a condition of a plan."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from jupyterhub_on_eks.cloud.aws_errors import in_words
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi, eks_config
from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import parse
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cloud.answers import REGION
from tests.jupyterhub_on_eks.cloud.test_cluster_api import api_server
from tests.jupyterhub_on_eks.deployment.conftest import NO_FACTS
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject, need_terraform
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, memory, state
from tests.operating.desk import Desk

_BUILT_IN = 'provider["terraform.io/builtin/terraform"]'


def locked(desk: Desk) -> str:
    """Another process holds the lock, as Terraform does while it runs."""
    project, path = _project(desk, {"a": {"input": "two"}}, [memory("a", value="one")])
    with path.open("r+", encoding="utf-8") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        return project.run("deploy", "--yes").stderr


def no_permission(desk: Desk) -> str:
    """A refusal by AWS, in Terraform's message."""
    refused = "User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: eks:CreateAddon"
    condition = {"condition": "${1 == 2}", "error_message": refused}
    return _project(desk, {"a": {"lifecycle": {"precondition": [condition]}}}, [])[0].run("deploy", "--yes").stderr


def homes_would_be_lost(desk: Desk) -> str:
    """The hub was deployed, and is no longer in its file."""
    stack = Stack("research", Path("cdktf.out/stacks/research/cdk.tf.json"), {}, (), NO_FACTS)
    check = DataCheck(stack=stack, state=parse(state(*efs_hub("RETAIN"))), verb="deploy")
    return desk.refused(check.check_json)


def other_storage(desk: Desk) -> str:
    """The hub was on EFS."""
    return _planned(desk, "Storage", was="efs_config")


def other_line(desk: Desk) -> str:
    """The hub was on the previous major version."""
    return _planned(desk, "ChartLine", was="chart 3.x")


def _planned(desk: Desk, guard: str, *, was: str) -> str:
    """Compare the guard of an example's hub with a state that remembers another value."""
    blocks = json.loads((ROOT / "tests/snapshots/quickstart/cdk.tf.json").read_text(encoding="utf-8"))["resource"]["terraform_data"]
    ((name, block),) = ((name, block) for name, block in blocks.items() if f"_Remembered_{guard}_" in name)
    return _project(desk, {name: block}, [memory(name, value=was)])[0].run("diff").stderr


def _project(desk: Desk, blocks: dict[str, Any], remembered: list[dict[str, Any]]) -> tuple[SmallProject, Path]:
    """Create a stack with these blocks, and the state of an earlier deployment; return its project and the path of the state."""
    need_terraform()
    project = SmallProject(desk.folder / "project")
    project.write("research", blocks)
    path = project.folder / "terraform.research.tfstate"
    path.write_text(state(*({**entry, "provider": _BUILT_IN} for entry in remembered)), encoding="utf-8")
    return project, path


def unknown_identity(desk: Desk) -> str:
    """The API server's answer to a token of somebody who has no access entry."""
    refused = {"kind": "Status", "apiVersion": "v1", "code": 401, "message": "Unauthorized"}
    with api_server({"/api/v1/namespaces/kube-system": (401, refused)}) as (endpoint, _):
        config = eks_config({"name": "my-cluster", "endpoint": endpoint}, token="none")
        return desk.doctor(api=ClusterApi(config, name="my-cluster"))


def expired(desk: Desk) -> str:
    """AWS's answer to expired credentials."""
    answer = {"Error": {"Code": "ExpiredToken", "Message": "The security token included in the request is expired"}}
    error = in_words(ClientError(answer, "GetCallerIdentity"), service="sts", region=REGION)
    return desk.doctor(aws={"sts.get_caller_identity": error})


CASES = {
    "The Terraform state is locked": (locked,),
    "A deployment is refused": (homes_would_be_lost, other_storage, unknown_identity, no_permission, expired),
}
