"""The verb ``adopt``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli import adopt as verb
from jupyterhub_on_eks.cloud.errors import CloudError
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EFS, CANARY, database_claim
from tests.jupyterhub_on_eks.cli.conftest import Cli

CLUSTER = ("--cluster", "research", "--region", "us-west-2")


@pytest.fixture
def files(folder: Path) -> tuple[str, ...]:
    """Write what Helm and kubectl printed; return the options that name the files."""
    Path("values.yaml").write_text(BLUEPRINTS_EFS, encoding="utf-8")
    Path("claims.json").write_text(json.dumps({"items": [database_claim("jupyterhub")]}), encoding="utf-8")
    assert folder.is_dir()
    return ("--values", "values.yaml", "--claims", "claims.json", "--chart-version", "2.0.0")


def test_from_files(cli: Cli, files: tuple[str, ...]) -> None:
    """A hub file and its imports in hubs/, which check accepts; namespace and release default to those of EKS Blueprints."""
    status, out, err = cli("adopt", *CLUSTER, *files)

    assert (0, "") == (status, err)
    assert "Hub       release blueprints-addon-jupyterhub in jupyterhub, chart 2.0.0\nWritten   hubs/jupyterhub.yaml\n" in out
    assert ["hubs/jupyterhub.imports.json", "hubs/jupyterhub.yaml"] == sorted(str(path) for path in Path("hubs").iterdir())
    assert 0 == cli("check")[0]
    assert CANARY not in out + Path("hubs/jupyterhub.yaml").read_text(encoding="utf-8")


def test_again(cli: Cli, files: tuple[str, ...]) -> None:
    """Existing files stay; status 2."""
    assert 0 == cli("adopt", *CLUSTER, *files)[0]
    assert (2, "", "Error: hubs/jupyterhub.yaml already exists. Set another file with --output, or replace it with --overwrite.\n") == cli(
        "adopt", *CLUSTER, *files
    )
    assert 0 == cli("adopt", *CLUSTER, *files, "--overwrite", "--namespace", "jupyterhub", "--own-namespace")[0]
    assert "create_namespace: true" in Path("hubs/jupyterhub.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--region", "us-west-2"), "Missing option '--cluster'"),
        ((*CLUSTER, "--claims", "x"), "--chart-version and --claims need --values"),
        ((*CLUSTER, "--output", "lab.toml"), "--output: lab.toml is not the name of a YAML file"),
        ((*CLUSTER, "--values", "absent.yaml", "--chart-version", "4.4.0"), "absent.yaml can't be read"),
    ],
)
def test_wrong_options(cli: Cli, folder: Path, arguments: tuple[str, ...], message: str) -> None:
    """Status 2, and nothing is written."""
    status, out, err = cli("adopt", *arguments)

    assert (2, "") == (status, out)
    assert message in err
    assert [] == list(folder.iterdir())


def test_unreachable_cluster(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 3, with a message."""

    def refuse(*_: object, **__: object) -> None:
        raise CloudError("AWS credentials were not found", fix="Log in")

    monkeypatch.setattr("jupyterhub_on_eks.cloud.aws.Aws.__init__", refuse)
    assert (3, "", "Error: AWS credentials were not found. Log in.\n") == cli("adopt", *CLUSTER)
    assert folder.is_dir()
    assert verb.__doc__
