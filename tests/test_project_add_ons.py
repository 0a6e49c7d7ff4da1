"""A third party's add-on works in every command that reads hub files, when ``cdktf.json`` names its module."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli.app import run
from tests.conftest import ROOT
from tests.constructs_lib.hub_files.test_project_add_ons import MODULE, context_is, project
from tests.jupyterhub_on_eks.cli.screens import environment

__all__ = ["project"]

_HUB = """\
cluster: {name: research-cluster, region: us-west-2}
backend: {s3: {bucket: research-states, key: hub.tfstate, region: us-west-2}}
add_ons:
  - ebs_csi_driver: {existing: true}
  - team_quota: {pods: 3}
  - jupyterhub:
      service_type: cluster_ip
      ebs_config: {storage_class: gp3, capacity: 10Gi}
"""

#: A verb with arguments, its exit status, and what it prints when the hub file is right.
_VERBS = {
    "check": (["check"], 0, "1 hub file checked: no mistakes"),
    "preview": (["preview", "--hub", "nope"], 2, "the hubs are hub/jupyterhub"),
    "doctor": (["doctor", "--stack", "nope"], 2, "no hub file has the stack nope; known stacks: hub"),
    "status": (["status", "--stack", "nope"], 2, "no hub file has the stack nope; known stacks: hub"),
    "upgrade-check": (["upgrade-check"], 0, "there is nothing to do"),
    "ci": (["ci", "github", "--role", "arn:aws:iam::111122223333:role/deploy", "--output", "-"], 0, "jupyterhub-on-eks deploy"),
    "schema": (["schema"], 0, '"description": "Number of pods.'),
    "synth": (["synth"], 0, "hub: cdktf.out/stacks/hub/cdk.tf.json"),
    "picture": (["picture", "--format", "dot", "--output", "-"], 0, "digraph"),
    "stacks": (["stacks"], 0, "hub  state in s3://research-states/hub.tfstate"),
}

Output = Callable[[], str]


@pytest.fixture
def output(project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Output:
    """A project with an add-on; returns what was printed."""
    for name in ("CDKTF_OUTDIR", "HUBS", "CI", "COLUMNS", "GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (project / "our_add_ons.py").write_text(MODULE, encoding="utf-8")
    (project / "hubs").mkdir()
    (project / "hubs/hub.yaml").write_text(_HUB, encoding="utf-8")
    context_is(["our_add_ons"])
    return lambda: "".join(capfd.readouterr())


@pytest.mark.parametrize("verb", _VERBS)
def test_verb(verb: str, output: Output) -> None:
    """It knows the add-on; without it, each reports the same unknown key."""
    arguments, status, expected = _VERBS[verb]

    assert status == run(arguments), output()

    text = " ".join(output().split())
    assert " ".join(expected.split()) in text
    assert "unknown key" not in text


@pytest.mark.parametrize("verb", _VERBS)
def test_verb_with_a_mistake_in_the_module(verb: str, output: Output) -> None:
    """It is reported like a mistake in a hub file, and no traceback is shown."""
    Path("our_add_ons.py").write_text("x = nope", encoding="utf-8")

    assert 1 == run(_VERBS[verb][0])

    text = output()
    assert "our_add_ons can't be imported: our_add_ons.py:1: NameError: name 'nope' is not defined" in text
    assert "Traceback" not in text


def test_app_of_your_own(output: Output) -> None:
    """It knows the add-ons too, whether or not it registers them itself."""
    program = "from pathlib import Path\nfrom jupyterhub_on_eks import App, BlueprintStack, read_hub_file{more}\nfile = read_hub_file(Path('hubs/hub.yaml'))\n"
    program += "app = App()\nBlueprintStack(app, file.stack, file.blueprint())\napp.synth()\n"
    settings = json.loads(Path("cdktf.json").read_text(encoding="utf-8"))
    for more in ("", ", register\nfrom our_add_ons import QuotaAddOn\nregister(QuotaAddOn)"):
        Path("course.py").write_text(program.format(more=more), encoding="utf-8")
        Path("cdktf.json").write_text(json.dumps({"app": f"PYTHONPATH={ROOT} python course.py", **settings}), encoding="utf-8")

        assert 0 == run(["synth"]), output()

        document = json.loads(Path("cdktf.out/stacks/hub/cdk.tf.json").read_text(encoding="utf-8"))
        assert "3" == document["output"]["team_pods"]["value"]


def test_installed_command(project: Path, output: Output) -> None:
    """As a user runs it: the folder is not on Python's path, and a module of it with the name of one of ours is not imported."""
    (project / "constructs_lib.py").write_text("raise SystemExit(77)", encoding="utf-8")
    command = "import sys; sys.path.insert(0, sys.argv.pop(1)); from jupyterhub_on_eks.__main__ import main; main()"

    ran = subprocess.run(
        [sys.executable, "-P", "-c", command, str(ROOT), "check"], env=environment(), capture_output=True, text=True, check=False
    )

    assert (0, "") == (ran.returncode, ran.stderr), output()
    assert ran.stdout.endswith("1 hub file checked: no mistakes, 2 warnings.\n")
