"""Fixtures for the tests of deployments: stacks made of a few blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.stack_output import Stack

MakeStack = Callable[..., Stack]

#: Facts of a stack that does nothing; tests/jupyterhub_on_eks/deployment/test_stack_output.py compares its keys with those of a real one.
NO_FACTS: Mapping[str, Any] = {
    "format": 1,
    "stack": "research",
    "cluster": {
        "name": "research-cluster",
        "region": "us-west-2",
        "authentication": "token",
        "kubeconfig_command": "aws eks update-kubeconfig --name research-cluster --region us-west-2",
        "login_programs": [],
    },
    "add_ons": [],
    "prerequisites": [],
    "retained": {"on_destroy": "refuse", "addresses": []},
    "volumes": [],
    "removed": [],
    "warnings": [],
}


#: Variables of whoever runs the tests that would affect them.
_VARIABLES = (
    *("HUBS", "HUB", "STACK", "ARGS", "CDKTF_OUTDIR", "TERRAFORM_BINARY_NAME", "JUPYTERHUB_ON_EKS_CALLER"),
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CI"),
)


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of whoever runs the tests."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def empty_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with nothing in it."""
    (folder := tmp_path / "project").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def make_stack() -> MakeStack:
    """A stack of that name, its template given by keyword; ``facts`` override those of an empty stack."""

    def make(
        name: str = "research", *, warnings: tuple[str, ...] = (), facts: Mapping[str, Any] | None = NO_FACTS, **template: Any
    ) -> Stack:
        known = None if facts is None else {**NO_FACTS, **facts}
        return Stack(name, Path("cdktf.out", "stacks", name, "cdk.tf.json"), template, warnings, known)

    return make
