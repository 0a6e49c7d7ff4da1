"""Where the screens of pages are produced, and how they are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from tests.conftest import Synth
from tests.docs.shell import shell_commands
from tests.jupyterhub_on_eks.cli.conftest import Cli
from tests.jupyterhub_on_eks.cli.sites import answer_with
from tests.jupyterhub_on_eks.cloud.answers import DESCRIBED, NETWORK, PreparedApi

#: Stands for lines that a page leaves out.
_LEFT_OUT = "…"
#: What differs from run to run.
_TIME = re.compile(r"\bin \d+(\.\d)? s\b")
#: Columns of a table are as wide as its longest cell, which a page may leave out.
_GAP = re.compile(r"(?<=\S)  +")
_ACCOUNT = "123456789012"
_VERSIONS = {"aws-ebs-csi-driver": "v1.48.0-eksbuild.2", "eks-pod-identity-agent": "v1.3.8-eksbuild.2"}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An empty folder with the command line.

    Args:
        folder: the folder.
        patch: undone after the screen.
        cli: runs the command line in the folder.
        synth: renders hub files.
        output: what was printed.
        script: the commands that the page shows above the screen.
    """

    folder: Path
    patch: pytest.MonkeyPatch
    cli: Cli
    synth: Synth
    output: pytest.CaptureFixture[str]
    script: str

    def typed(self) -> str:
        """Run the page's commands, which are all of the product; return their output, unless it is written to a file."""
        lines = [(line, words) for line in self.script.splitlines() for words in shell_commands(line)]
        printed = [(line, self.print_of(*words[1:])) for line, words in lines]
        return "".join(output for line, output in printed if " > " not in line)

    def print_of(self, *arguments: str) -> str:
        """Run the command line; return all its output."""
        _, out, err = self.cli(*arguments)
        return out + err

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (file := self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def program(self, name: str, script: str = "") -> None:
        """Put a program on PATH."""
        self.write(f"bin/{name}", f"#!/bin/sh\n{script}\n")
        (self.folder / "bin" / name).chmod(0o755)
        self.patch.setenv("PATH", str(self.folder / "bin"))
        self.patch.delenv("TERRAFORM_BINARY_NAME", raising=False)

    def cluster(self, *objects: Mapping[str, Any], subnets: Sequence[int] = ()) -> None:
        """Let verbs see the cluster my-cluster of the account that pages show.

        Args:
            objects: on the cluster.
            subnets: of each subnet the number of free addresses.
        """
        ids = [f"subnet-{number}" for number in range(len(subnets))]
        network = {**NETWORK, "subnetIds": ids}
        policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
        aws = {
            "sts.get_caller_identity": {"Account": _ACCOUNT, "Arn": f"arn:aws:sts::{_ACCOUNT}:assumed-role/deployer/ada"},
            "eks.describe_cluster": {"cluster": {**DESCRIBED, "name": "my-cluster", "resourcesVpcConfig": network}},
            "eks.describe_addon": lambda asked: {
                "addon": {"addonName": asked["addonName"], "status": "ACTIVE", "addonVersion": _VERSIONS[asked["addonName"]]}
            },
            "eks.list_access_entries": {"accessEntries": [f"arn:aws:iam::{_ACCOUNT}:role/deployer"]},
            "eks.list_associated_access_policies": {
                "associatedAccessPolicies": [{"policyArn": policy, "accessScope": {"type": "cluster"}}],
            },
            "ec2.describe_subnets": {
                "Subnets": [
                    {"SubnetId": id_, "AvailabilityZone": "us-west-2a", "AvailableIpAddressCount": free}
                    for id_, free in zip(ids, subnets, strict=True)
                ]
            },
        }
        api = PreparedApi(objects)
        api.name = "my-cluster"
        answer_with(self.patch, lambda _: {"aws": aws}, cast("ClusterApi", api))


def differs(shown: str, printed: str) -> str | None:
    """Return the first line of a page that was not printed there, or None.

    Args:
        shown: the page's screen, with … in a line of its own for lines that it leaves out.
        printed: the real one.
    """
    left, loose = [_plain(line) for line in printed.splitlines()], False
    for line in shown.splitlines():
        if line.strip() == _LEFT_OUT:
            loose = True
            continue
        place = left.index(_plain(line)) if _plain(line) in left else None
        if place is None or (place and not loose):
            return line
        left, loose = left[place + 1 :], False
    return None if loose or not left else f"the page lacks: {left[0]}"


def _plain(line: str) -> str:
    return _GAP.sub("  ", _TIME.sub("in … s", line)).rstrip()
