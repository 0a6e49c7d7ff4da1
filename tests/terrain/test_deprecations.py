"""Nothing is rendered on CDK Terrain that its providers deprecate, and docs/cdk-terrain.md covers each kind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.engines import EXAMPLES, ROOT, SNAPSHOTS
from tests.terrain.deprecations import ARGUMENTS, ATTRIBUTES, HELM_OBJECTS, deprecated

NAMES = [example.stem for example in EXAMPLES]
_PAGE = ROOT / "docs" / "cdk-terrain.md"


def _read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.terrain
@pytest.mark.xdist_group("terrain")
@pytest.mark.parametrize("name", NAMES)
def test_nothing_deprecated_on_terrain(name: str, rendered_on_terrain: Path) -> None:
    """A plan would warn about it, and a later provider no longer accept it."""
    (stack,) = rendered_on_terrain.glob(f"{name}/cdktf.out/stacks/*/cdk.tf.json")

    assert [] == deprecated(_read(stack))


def test_nothing_deprecated_in_the_golden_files() -> None:
    """Those are CDKTF's, so a machine without CDK Terrain detects it too."""
    assert {} == {name: found for name in NAMES if (found := deprecated(_read(SNAPSHOTS / name / "cdk.tf.json")))}


def _with(section: str, kind: str, **block: Any) -> dict[str, Any]:
    return {"provider": {kind: [block]}} if section == "provider" else {section: {kind: {"a": block}}}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in ARGUMENTS.items() for name in names])
def test_each_argument_is_found(kind: str, name: str) -> None:
    """Alone among others."""
    (found,) = deprecated(_with(*kind.split("."), region="us-west-2", **{name: "x"}))

    assert found.startswith(f"{kind}.{name}: ")


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in ATTRIBUTES.items() for name in names])
@pytest.mark.parametrize("index", ["", "[0]", '["a"]'])
def test_each_attribute_is_found(kind: str, name: str, index: str) -> None:
    """Inside a text, of one resource or one of several."""
    (found,) = deprecated({"output": {"x": {"value": f"arn:${{{kind}.a_1{index}.{name}}}:x"}}})

    assert found.startswith(f"{kind}.{name}: ")


def test_each_kind_and_block_is_found() -> None:
    """A namespace without a version, and Helm 2's blocks."""
    assert ["resource.kubernetes_namespace: Kubernetes 3.0.0"] == deprecated(_with("resource", "kubernetes_namespace"))
    assert ["data.kubernetes_service: Kubernetes 3.0.0"] == deprecated(_with("data", "kubernetes_service"))
    for name in HELM_OBJECTS:
        assert [f"provider.helm.{name}, a block: Helm 3.0.0"] == deprecated(_with("provider", "helm", **{name: [{}]}))


@pytest.mark.parametrize(
    "text", ["data.aws_partition.a.partition", "data.aws_region.a.region", "data.aws_partition.a.identity", "x.data.aws_partition.a.id"]
)
def test_what_is_right_is_not_found(text: str) -> None:
    """Other attributes, and texts with the suffix of an address; kinds with a version, and those that never had one."""
    assert [] == deprecated({"output": {"x": {"value": f"${{{text}}}"}}})
    kinds = (
        "kubernetes_namespace_v1",
        "kubernetes_horizontal_pod_autoscaler_v2",
        "kubernetes_manifest",
        "kubernetes_secret_v1_data",
        "aws_eks_addon",
    )
    assert [] == [found for kind in kinds for found in deprecated(_with("resource", kind, name="x"))]


def test_each_kind_was_checked() -> None:
    """A kind that is new in an example has to be looked up in the providers' change logs, and is then in the page's table."""
    documents = [_read(SNAPSHOTS / name / "cdk.tf.json") for name in NAMES]
    resources = {kind for document in documents for kind in document.get("resource", {})} - {"terraform_data"}
    others = {f"{section}.{kind}" for document in documents for section in ("data", "ephemeral") for kind in document.get(section, {})}
    table = _PAGE.read_text(encoding="utf-8").partition("## Newer providers")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    assert resources | others == {kind for row in rows for kind in re.findall(r"`([\w.]+)`", row)} - {
        "provider.aws",
        "provider.helm",
        "provider.kubernetes",
    }
