"""Fixtures of the tier ``cluster``: the cluster, the charts, the providers."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cluster.given import Cluster
from tests.conftest import ROOT
from tests.providers import Missing, cli_configuration, provider_folder

#: Names the providers of every stack, in the versions that it pins.
PINNED = ROOT / "tests" / "snapshots" / "quickstart" / "cdk.tf.json"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    """Find the cluster, the charts and the providers, or skip."""
    missing = [name for name in ("CLUSTER_KUBECONFIG", "CHART_REPOSITORY") if not os.environ.get(name)]
    if missing:
        pytest.skip(f"no cluster was given: {' and '.join(missing)} not set")
    programs = [name for name in ("kubectl", "terraform") if shutil.which(name) is None]
    if programs:
        pytest.skip(f"not on PATH: {' and '.join(programs)}")
    wanted = json.loads(PINNED.read_text(encoding="utf-8"))["terraform"]["required_providers"]
    try:
        folders = {name: provider_folder(name, provider["version"]) for name, provider in wanted.items()}
    except Missing as missing_provider:
        pytest.skip(str(missing_provider))
    file = tmp_path_factory.mktemp("terraform") / "terraform.rc"
    file.write_text(cli_configuration(folders))
    return Cluster(str(Path(os.environ["CLUSTER_KUBECONFIG"]).resolve()), os.environ["CHART_REPOSITORY"], file)


@pytest.fixture
def terraform_without_init(tmp_path: Path) -> str:
    """Return a Terraform that uses the tests' own providers, which ``init`` would look for."""
    program = tmp_path / "terraform-without-init"
    program.write_text(f'#!/bin/sh\n[ "$1" = init ] || exec {shutil.which("terraform")} "$@"\n')
    program.chmod(0o755)
    return str(program)
