"""Fixtures of the tier ``aws``: one double runs for all tests, and each test starts with a clean one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.aws.client import Double, running_double
from tests.aws.half import aws_half
from tests.aws.provider_settings import offline
from tests.aws.seeds import seeds
from tests.conftest import ROOT
from tests.providers import Missing, cli_configuration, mirror_configuration, provider_folder
from tests.terraform import Stack


@pytest.fixture(scope="session")
def double() -> Iterator[Double]:
    """Run the double while the tests of the tier run."""
    with running_double() as double:
        yield double


@pytest.fixture(scope="session")
def provider() -> Path:
    """Find Terraform and the provider; return the folder of the provider's binary."""
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not on PATH")
    pinned = json.loads((ROOT / "tests/snapshots/quickstart/cdk.tf.json").read_text())["terraform"]["required_providers"]["aws"]["version"]
    try:
        return provider_folder("aws", pinned)
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def cli(provider: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Terraform CLI configuration that names the provider's binary."""
    file = tmp_path_factory.mktemp("terraform") / "terraform.rc"
    file.write_text(cli_configuration({"aws": provider}))
    return file


@pytest.fixture(scope="session")
def mirror(provider: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables with which ``terraform init`` installs the provider from a local folder."""
    file = tmp_path_factory.mktemp("mirror") / "terraform.rc"
    file.write_text(mirror_configuration(provider))
    return {"TF_CLI_CONFIG_FILE": str(file), "CHECKPOINT_DISABLE": "1"}


@pytest.fixture
def stack(double: Double, cli: Path, tmp_path: Path) -> Callable[[dict[str, Any]], Stack]:
    """Return the AWS half of a stack, ready to be applied to a double that holds only what the stack expects there."""

    def prepare(document: dict[str, Any], program: str = "terraform") -> Stack:
        half = aws_half(document, keep_forgetting=program != "terraform")
        double.seed(seeds(half))
        environment = {
            **double.environment(),
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": str(cli),
            **{f"TF_VAR_{name}": "none" for name in half.get("variable", {})},
        }
        return Stack(tmp_path / "stack", half, override=offline(half), environment=environment, program=program)

    return prepare


@pytest.fixture
def terraform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Stack], str]:
    """Return a program that runs Terraform as the tests do: on the double, and with the tests' own provider, which ``init`` would look up."""

    def prepare(copy: Stack) -> str:
        for name, value in copy.environment.items():
            monkeypatch.setenv(name, value)
        program = tmp_path / "terraform-without-init"
        program.write_text(f'#!/bin/sh\n[ "$1" = init ] || exec {shutil.which("terraform")} "$@"\n')
        program.chmod(0o755)
        return str(program)

    return prepare


@pytest.fixture(scope="session")
def forgetting_program() -> str:
    """Find a Terraform CLI that supports ``lifecycle { destroy = false }``; skip the test if none is on PATH."""
    for name, since in (("tofu", (1, 12)), ("terraform", (1, 16))):
        if program := shutil.which(name):
            output = subprocess.run([program, "version"], capture_output=True, text=True, check=True, timeout=60).stdout
            found = re.search(r"^\w+ v(\d+)\.(\d+)", output, re.MULTILINE)
            if found and (int(found[1]), int(found[2])) >= since:
                return program
    pytest.skip("neither OpenTofu 1.12 nor Terraform 1.16 or later is on PATH")
