"""What a stack has written is checked, and its facts are written beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest

from constructs_lib import Blueprint, ClusterConfig, EbsConfig, EbsCsiDriverAddOn, JupyterHubAddOn, JupyterHubServiceType, SecretReference
from constructs_lib.facts import stack_facts
from constructs_lib.terraform.synthesizer import BlueprintSynthesizer
from stacks import BlueprintStack

_CLUSTER = ClusterConfig(name="research", region="eu-central-1")


def _app(outdir: Path) -> tuple[cdktf.App, BlueprintStack]:
    app = cdktf.App(outdir=str(outdir))
    return app, BlueprintStack(app, "research", cluster=_CLUSTER, add_ons=[])


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("stacks/research/*"))


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ([], "test_thing.Late has an empty depends_on"),
        (["aws_s3_bucket.none"], "test_thing.Late depends on 'aws_s3_bucket.none', which this stack doesn't define"),
    ],
)
def test_lost_order_fails_the_synth(tmp_path: Path, waits: list[str], expected: str) -> None:
    """An empty dependency, which CDKTF would render silently, is reported; neither JSON nor facts stay, not even those of an earlier run."""
    app, stack = _app(tmp_path)
    cdktf.TerraformResource(stack, "Late", terraform_resource_type="test_thing").add_override("depends_on", waits)
    (tmp_path / "stacks/research").mkdir(parents=True)
    (tmp_path / "stacks/research/facts.json").write_text("{}", encoding="utf-8")

    with pytest.raises(RuntimeError) as error:
        app.synth()

    assert f"[research] {expected}" in str(error.value)
    assert [] == _files(tmp_path)


def test_a_whole_stack_is_written(tmp_path: Path) -> None:
    """A dependency that exists is valid; only JSON and facts are left."""
    app, stack = _app(tmp_path)
    cdktf.TerraformResource(stack, "Early", terraform_resource_type="test_thing")
    cdktf.TerraformResource(stack, "Late", terraform_resource_type="test_thing").add_override("depends_on", ["test_thing.Early"])

    app.synth()

    assert ["cdk.tf.json", "facts.json"] == _files(tmp_path)


def test_facts_replace_those_of_an_earlier_run(tmp_path: Path) -> None:
    """The file is complete, in UTF-8, and ends with a newline."""
    folder = tmp_path / "stacks/research"
    folder.mkdir(parents=True)
    (folder / "facts.json").write_text("of an earlier run" * 1000, encoding="utf-8")
    app = cdktf.App(outdir=str(tmp_path))
    stack = cdktf.TerraformStack(app, "research")
    stack.synthesizer = BlueprintSynthesizer(stack, facts={"warnings": ["für alle"]})

    app.synth()

    assert '{\n  "warnings": [\n    "für alle"\n  ]\n}\n' == (folder / "facts.json").read_text(encoding="utf-8")


class _Mine(cdktf.TerraformStack):
    """Your own stack, as described in `Blueprint.deploy`."""

    def __init__(self, scope: cdktf.App, id: str, blueprint: Blueprint) -> None:
        super().__init__(scope, id)
        deployments = blueprint.deploy(self)
        self.synthesizer = BlueprintSynthesizer(self, facts=stack_facts(blueprint, deployments, stack=self.node.id))


def _hub(**settings: Any) -> JupyterHubAddOn:
    ebs = EbsConfig(storage_class="gp3", capacity="10Gi")
    return JupyterHubAddOn(ebs_config=ebs, service_type=JupyterHubServiceType.CLUSTERIP, **settings)


def test_stack_of_your_own(tmp_path: Path) -> None:
    """It has the same facts as a `BlueprintStack`."""
    blueprint = Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), _hub()])
    for name, kind in (("ours", BlueprintStack), ("mine", _Mine)):
        app = cdktf.App(outdir=str(tmp_path / name))
        kind(app, "research", blueprint)
        app.synth()

    ours, mine = ((tmp_path / name / "stacks/research/facts.json").read_bytes() for name in ("ours", "mine"))
    assert ours == mine
    assert ["ebs_csi_driver", "jupyterhub"] == [add_on["key"] for add_on in json.loads(mine)["add_ons"]]


def test_no_secret_is_in_the_facts(tmp_path: Path) -> None:
    """Not even one that is written in Python, which the JSON has; what the chart's values refer to is only a name."""
    canary = "canary-in-plain-text"
    values = {"hub": {"extraEnv": {"TOKEN": {"value": canary}, "KEY": {"valueFrom": {"secretKeyRef": {"name": "hub-key", "key": "k"}}}}}}
    hub = _hub(shared_password=SecretReference.unsafe_plain_text(canary), values=values)
    app = cdktf.App(outdir=str(tmp_path))
    BlueprintStack(app, "research", cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), hub])

    app.synth()

    facts = (tmp_path / "stacks/research/facts.json").read_text(encoding="utf-8")
    assert canary in (tmp_path / "stacks/research/cdk.tf.json").read_text(encoding="utf-8")
    assert canary not in facts
    assert ["hub-key", "gp3"] == [need["name"] for need in json.loads(facts)["prerequisites"]]
