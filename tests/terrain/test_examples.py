"""All examples on both engines: CDK Terrain renders CDKTF's golden file, except for a list of differences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engines import DIFFERENCES, EXAMPLES, ROOT, SNAPSHOTS, Difference, on_terrain, run_on_terrain

pytestmark = [pytest.mark.terrain, pytest.mark.xdist_group("terrain")]

NAMES = pytest.mark.parametrize("name", [example.stem for example in EXAMPLES])


def _golden(name: str) -> dict[str, Any]:
    return dict(json.loads((SNAPSHOTS / name / "cdk.tf.json").read_text(encoding="utf-8")))


@NAMES
def test_same_json_except_for_the_list(name: str, rendered_on_terrain: Path) -> None:
    """Addresses, arguments, outputs and backend are equal."""
    (stack,) = rendered_on_terrain.glob(f"{name}/cdktf.out/stacks/*")

    assert on_terrain(_golden(name)) == json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))


@NAMES
def test_same_facts(name: str, rendered_on_terrain: Path) -> None:
    """The facts for other tools are the same, byte for byte."""
    (stack,) = rendered_on_terrain.glob(f"{name}/cdktf.out/stacks/*")

    assert (SNAPSHOTS / name / "facts.json").read_bytes() == (stack / "facts.json").read_bytes()


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.name)
def test_each_difference_exists(difference: Difference, rendered_on_terrain: Path) -> None:
    """None is on the list without need: without it, some example is not what CDK Terrain renders. docs/cdk-terrain.md has it for users."""
    others = [each for each in DIFFERENCES if each is not difference]
    (stack,) = rendered_on_terrain.glob("quickstart/cdktf.out/stacks/*")

    assert on_terrain(_golden("quickstart"), others) != json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
    assert f"| {difference.name} |" in (ROOT / "docs" / "cdk-terrain.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("first", ["App", "BlueprintStack", "JupyterHub"])
def test_names_of_cdktf_after_ours(first: str) -> None:
    """A stack class or a construct makes them importable, as the page states; they are CDK Terrain's own objects."""
    program = (
        "import cdktf, cdktn; from cdktf_cdktf_provider_aws.provider import AwsProvider; print(cdktf is cdktn, AwsProvider.__module__)"
    )

    assert "True cdktn_provider_aws.provider\n" == run_on_terrain("-c", f"from jupyterhub_on_eks import {first}; {program}").stdout


@pytest.mark.parametrize("first", ["", "import jupyterhub_on_eks; ", "from jupyterhub_on_eks import read_hub_file; "])
def test_names_of_cdktf_before_ours(first: str) -> None:
    """They are unknown: hub files and settings load no framework."""
    assert "ModuleNotFoundError: No module named 'cdktf'" in run_on_terrain("-c", f"{first}from cdktf import App").stderr


def test_only_terrain_is_in_its_environment() -> None:
    """Never both engines in one; this also proves that the tests above ran on CDK Terrain."""
    program = "from importlib.util import find_spec; from fast_start.engine import installed; print(installed().name, find_spec('cdktf'))"

    assert "terrain None\n" == run_on_terrain("-c", program).stdout
