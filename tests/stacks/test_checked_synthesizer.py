"""What a stack has written is looked at once more."""

from __future__ import annotations

from pathlib import Path

import cdktf
import pytest

from constructs_lib.models.eks.cluster import ClusterConfig
from stacks import BlueprintStack


def _app(outdir: Path) -> tuple[cdktf.App, BlueprintStack]:
    app = cdktf.App(outdir=str(outdir))
    return app, BlueprintStack(app, "research", cluster=ClusterConfig(name="research", region="eu-central-1"), add_ons=[])


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ([], "test_thing.Late has an empty depends_on"),
        (["aws_s3_bucket.none"], "test_thing.Late depends on 'aws_s3_bucket.none', which this stack doesn't define"),
    ],
)
def test_lost_order_fails_the_synth(tmp_path: Path, waits: list[str], expected: str) -> None:
    """A wait for nothing, which CDKTF would render in silence, is found, and the stack's file doesn't stay."""
    app, stack = _app(tmp_path)
    cdktf.TerraformResource(stack, "Late", terraform_resource_type="test_thing").add_override("depends_on", waits)

    with pytest.raises(RuntimeError) as error:
        app.synth()

    assert f"[research] {expected}" in str(error.value)
    assert [] == list(tmp_path.rglob("cdk.tf.json"))


def test_a_whole_stack_is_written(tmp_path: Path) -> None:
    """A wait for what is there is in order."""
    app, stack = _app(tmp_path)
    cdktf.TerraformResource(stack, "Early", terraform_resource_type="test_thing")
    cdktf.TerraformResource(stack, "Late", terraform_resource_type="test_thing").add_override("depends_on", ["test_thing.Early"])

    app.synth()

    assert ["research"] == [file.parent.name for file in tmp_path.rglob("cdk.tf.json")]
