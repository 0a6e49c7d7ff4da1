"""The verb ``status``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.cli import status as verb
from tests.jupyterhub_on_eks.cli.conftest import OPEN, Cli
from tests.jupyterhub_on_eks.cli.sites import answer_with, in_turn
from tests.jupyterhub_on_eks.cloud.answers import item
from tests.jupyterhub_on_eks.doctor.test_add_ons import addon
from tests.jupyterhub_on_eks.status.test_installed import helm_secret

Write = Callable[..., None]


def _running(namespace: str, *, ready: bool = True) -> dict[str, Any]:
    conditions = {"phase": "Running", "conditions": [{"type": "Ready", "status": str(ready)}]}
    pods = [item("Pod", f"{it}-1", namespace, labels={"app": "jupyterhub", "component": it}, status=conditions) for it in ("hub", "proxy")]
    release = helm_secret(namespace=namespace, name=f"blueprints-addon-jupyterhub-{namespace}")
    return {"aws": addon(), "objects": [item("Namespace", namespace), release, *pods]}


def test_ready(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table, a verdict, status 0."""
    write(hubs__lab=OPEN.replace("NAME", "lab"))
    answer_with(monkeypatch, lambda _: _running("lab"))
    status, out, err = cli("status")

    assert (0, "") == (status, err)
    assert "lab: cluster research-cluster" == out.splitlines()[0]
    assert "lab is ready at http://localhost:8080 (through kubectl port-forward)" == out.splitlines()[-1]


def test_all_are_checked(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst decides, whatever its position; an absent hub is not a success, and a vanished hub file is reported."""
    write(hubs__a=OPEN.replace("NAME", "a"), hubs__b=OPEN.replace("NAME", "b"))
    Path("terraform.gone.tfstate").touch()
    answer_with(monkeypatch, lambda _: _running("b"))
    status, out, err = cli("status", "--json")
    document = json.loads(out)

    assert (3, False, [False, True]) == (status, document["ready"], [stack["ready"] for stack in document["stacks"]])
    assert "not ready: release: the cluster has no namespace a: the hub is not deployed" == document["stacks"][0]["verdict"]
    assert "Run: jupyterhub-on-eks deploy" == document["stacks"][0]["fix"]
    assert "The stack gone was not checked: its hub file is gone, or not among these.\n" == err
    assert (0, "") == cli("status", "--stack", "b")[::2]
    assert 2 == cli("status", "--stack", "gone")[0]


def test_watch(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """It checks again until all are ready, and prints each change of a verdict once."""
    write(hubs__lab=OPEN.replace("NAME", "lab"))
    monkeypatch.setattr(verb, "_PAUSE", 0.01)
    absent: dict[str, Any] = {"aws": addon()}
    answer_with(monkeypatch, in_turn(absent, absent, _running("lab", ready=False), _running("lab")))
    status, out, err = cli("status", "--watch")

    assert (0, True) == (status, out.endswith("lab is ready at http://localhost:8080 (through kubectl port-forward)\n"))
    assert ["the hub is not deployed", "hub-1 is Running, not ready yet"] == [line.rpartition(": ")[2] for line in err.splitlines()]


def test_watch_ends(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its timeout, with status 3."""
    write(hubs__lab=OPEN.replace("NAME", "lab"))
    answer_with(monkeypatch, lambda _: {"aws": addon()})

    assert 3 == cli("status", "--watch", "--timeout", "1")[0]
