"""Secrets of an adoption, and the commands that create them."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess

import pytest

from jupyterhub_on_eks.adoption.secrets import Secrets, jq
from tests.jupyterhub_on_eks.adoption.hubs import CANARY


def test_reference_and_variable() -> None:
    """Both name the one Secret, and read its key."""
    secrets = Secrets("hub", "hubs", {})
    reference = secrets.reference("url", ".a")
    secrets.variable(("hub", "extraEnv", "X"), "x", ".b")

    assert {"kubernetes_secret": "hub-adopted", "key": "url"} == reference
    assert {"hub": {"extraEnv": {"X": {"valueFrom": {"secretKeyRef": {"name": "hub-adopted", "key": "x"}}}}}} == secrets.values
    assert {"url": ".a", "x": ".b"} == secrets.entries


def test_no_secret_no_command() -> None:
    """There is nothing to create then."""
    assert "" == Secrets("hub", "hubs", {}).command()


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on PATH")
def test_command_creates_the_secret() -> None:
    """The release's values go through jq into the Secret; the command itself doesn't contain it."""
    path = ("hub", "extraEnv", "it's", 0)
    secrets = Secrets("hub", "hubs", {})
    secrets.reference("key", jq(path))
    _, jq_command, apply = secrets.command().split(" | ")
    values = json.dumps({"hub": {"extraEnv": {"it's": [CANARY]}}})
    made = json.loads(subprocess.run(shlex.split(jq_command), input=values, capture_output=True, text=True, check=True).stdout)

    assert ("Secret", {"name": "hub-adopted", "namespace": "hubs"}, {"key": CANARY}) == (made["kind"], made["metadata"], made["stringData"])
    assert "kubectl apply -f -" == apply
    assert CANARY not in secrets.command()
