"""The verb ``ci``."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli.ci import ci
from tests.jupyterhub_on_eks.cli.conftest import RIGHT, Cli

BACKEND = "\nbackend: {s3: {bucket: states, key: hubs/one.tfstate, region: us-west-2}}\n"
ROLE = "--role=arn:aws:iam::111122223333:role/deploy"


@pytest.fixture(autouse=True)
def hubs(write: Callable[..., None]) -> None:
    """A hub file whose state is in S3."""
    write(hubs__one=RIGHT + BACKEND)


@pytest.mark.parametrize(("system", "file"), [("github", ".github/workflows/jupyterhub.yml"), ("gitlab", ".gitlab-ci.yml")])
def test_written_where_the_system_looks(system: str, file: str, cli: Cli) -> None:
    """With the command that writes it, and a rule for Renovate; a second run changes nothing."""
    for _ in range(2):
        status, out, err = cli("ci", system, ROLE)
        assert (0, "", f"Wrote {file}") == (status, err, out.splitlines()[0])

    text = Path(file).read_text(encoding="utf-8")
    assert f"Written by: jupyterhub-on-eks ci {system} {ROLE}\n" in text
    assert f"jupyterhub-on-eks ci {system} {ROLE} --check\n" in text
    assert "hubs/**" in json.loads(Path("renovate.json").read_text(encoding="utf-8"))["customManagers"][0]["managerFilePatterns"]


def test_check_finds_a_new_hub_file(cli: Cli, write: Callable[..., None]) -> None:
    """The pipeline itself runs this, so that no stack is forgotten."""
    cli("ci", "github", ROLE)
    assert (0, "", "") == cli("ci", "github", ROLE, "--check")

    write(hubs__two=RIGHT + BACKEND.replace("one", "two"))
    status, out, err = cli("ci", "github", ROLE, "--check")

    expected = f".github/workflows/jupyterhub.yml is not what the hub files make of it. Run: jupyterhub-on-eks ci github {ROLE} --force\n"
    assert (1, "", expected) == (status, out, err)


def test_other_content_stays(cli: Cli) -> None:
    """Unless the user asks to replace it."""
    Path(".gitlab-ci.yml").write_text("test: {script: [make]}\n", encoding="utf-8")
    status, _, err = cli("ci", "gitlab", ROLE)

    assert (2, True) == (status, ".gitlab-ci.yml has other content; --force replaces it" in err)
    assert 0 == cli("ci", "gitlab", ROLE, "--force")[0]


def test_renovates_own_file_stays(cli: Cli) -> None:
    """The rule is printed instead."""
    Path("renovate.json").write_text("{}", encoding="utf-8")

    assert '"customType": "regex"' in cli("ci", "github", ROLE)[1]
    assert "{}" == Path("renovate.json").read_text(encoding="utf-8")


def test_printed(cli: Cli) -> None:
    """Nothing is written."""
    status, out, _ = cli("ci", "gitlab", ROLE, "--output", "-")

    assert (0, True, ["hubs"]) == (status, out.startswith("# Checks"), [path.name for path in Path().iterdir()])


def test_options_are_in_the_command(cli: Cli) -> None:
    """Those that differ from the defaults, so that the pipeline checks itself with the same."""
    more = ("--plan-role=arn:aws:iam::111122223333:role/plan", "--branch=live", "--environment=hubs", "--output=a.yml")
    cli("ci", "github", "hubs/one.yaml", ROLE, *more)

    assert f"Written by: jupyterhub-on-eks ci github hubs/one.yaml {ROLE} {' '.join(more)}\n" in Path("a.yml").read_text(encoding="utf-8")


def test_no_role(cli: Cli) -> None:
    """Wrong usage, with a message."""
    status, _, err = cli("ci", "github", "--role", "deploy")

    assert (2, True) == (status, "'deploy' is no ARN of an IAM role" in err)
    assert "Exit status: 0 written" in (inspect.getdoc(ci) or "")


def test_mistakes(cli: Cli, write: Callable[..., None]) -> None:
    """Those of hub files, and a state that a runner would lose."""
    write(hubs__one=RIGHT)
    status, _, err = cli("ci", "github", ROLE)
    assert (1, True) == (status, "Terraform state of: one" in err)

    write(hubs__one=f"tags: {{team: 7}}{RIGHT}")
    status, out, err = cli("ci", "github", ROLE)
    assert (1, True) == (status, "hubs/one.yaml:1:8: tags.team: 7 is not text" in out + err)
