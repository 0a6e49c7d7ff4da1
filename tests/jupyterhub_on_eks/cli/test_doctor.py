"""The verb ``doctor``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from jupyterhub_on_eks.cli.doctor import doctor
from tests.jupyterhub_on_eks.cli.conftest import OPEN, Cli
from tests.jupyterhub_on_eks.cli.sites import answer_with
from tests.jupyterhub_on_eks.doctor.test_add_ons import addon
from tests.jupyterhub_on_eks.doctor.test_network import subnet
from tests.jupyterhub_on_eks.doctor.test_storage import storage_class

Write = Callable[..., None]
FINE: dict[str, Any] = {
    **addon(),
    "ec2.describe_subnets": {"Subnets": [subnet(name) for name in ("subnet-a", "subnet-b")]},
    "eks.list_access_entries": {"accessEntries": ["arn:aws:iam::111122223333:role/deployer"]},
    "eks.list_associated_access_policies": {"associatedAccessPolicies": []},
}


@pytest.fixture(autouse=True)
def _program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terraform is not what is tested here."""
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", "true")
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")


def test_screen(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table for each stack, a last line with counts; a warning is not a failure."""
    write(hubs__lab=OPEN.replace("NAME", "lab"))
    answer_with(monkeypatch, lambda _: {"aws": FINE, "objects": [storage_class()]})
    status, out, err = cli("doctor")

    assert (0, "") == (status, err)
    assert doctor.__doc__
    assert "lab: cluster research-cluster in us-west-2" == out.splitlines()[0]
    assert "ok           storage class    gp3, ebs.csi.aws.com, Retain" in out.splitlines()
    assert re.fullmatch(r"no failures, 1 warning, 1 not checked, in \d+\.\d s\.", out.splitlines()[-1])


def test_failure(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 3, in JSON too; all stacks are checked."""
    write(hubs__a=OPEN.replace("NAME", "a"), hubs__b=OPEN.replace("NAME", "b"))
    answer_with(monkeypatch, lambda file: {"aws": FINE, "objects": [storage_class()] if file.stack == "b" else []})
    status, out, _ = cli("doctor", "--json")
    document = json.loads(out)

    assert (3, 1, False, ["a", "b"]) == (status, document["format"], document["ok"], [it["stack"] for it in document["stacks"]])
    assert ["storage class"] == [it["check"] for stack in document["stacks"] for it in stack["results"] if it["level"] == "failure"]
    assert 0 == cli("doctor", "--stack", "b")[0]


def test_mistakes(cli: Cli, write: Write) -> None:
    """In hub files: status 1 and the report of `check`; unknown stacks and files: status 2."""
    write(hubs__a=OPEN.replace("NAME", "a"), wrong="cluster: 7\n")

    status, out, err = cli("doctor", "wrong.yaml")
    assert (1, "", True) == (status, out, "wrong.yaml:1:1: cluster: 7 is not a mapping" in err)
    assert (2, "Error: no hub file has the stack x; known stacks: a.\n") == cli("doctor", "--stack", "x")[::2]
    assert (2, "Error: no hub file has the stack aa; did you mean a?\n") == cli("doctor", "--stack", "aa")[::2]
    assert 2 == cli("doctor", "none.yaml")[0]
