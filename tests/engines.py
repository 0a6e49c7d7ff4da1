"""The two engines side by side: what CDK Terrain renders differently, each difference with its reason, and how tests run it."""

from __future__ import annotations

import copy
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fast_start.engine import CDKTF, TERRAIN, installed

ROOT = Path(__file__).parent.parent
SNAPSHOTS = ROOT / "tests" / "snapshots"
EXAMPLES = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("examples/*.py")])

#: The Python of CDK Terrain's environment.
TERRAIN_PYTHON = ROOT / ".tools" / "terrain" / "bin" / "python"


@dataclass(frozen=True)
class Difference:
    """What CDK Terrain renders differently.

    Args:
        name: id in the tests.
        why: its cause, and its effect on a stack that was deployed with CDKTF.
        change: turns CDKTF's JSON into CDK Terrain's, in place.
    """

    name: str
    why: str
    change: Callable[[dict[str, Any]], None]


def _provider(name: str, **pin: str) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["terraform"]["required_providers"][name].update(pin)


def _list_namespaces(document: dict[str, Any]) -> None:
    for block in document["resource"].get("kubernetes_namespace_v1", {}).values():
        block["metadata"] = [block["metadata"]]


#: All of them. docs/cdk-terrain.md has the same list for users.
DIFFERENCES = (
    Difference("framework", "a comment for CDKTF's own tools", lambda document: document["//"]["metadata"].update(version="0.24.0")),
    Difference("aws source", "another spelling of the same address", _provider("aws", source="hashicorp/aws")),
    Difference("kubernetes source", "another spelling of the same address", _provider("kubernetes", source="hashicorp/kubernetes")),
    Difference("aws version", "the provider that the bindings were made from", _provider("aws", version="6.69.1")),
    Difference("helm version", "the provider that the bindings were made from", _provider("helm", version="3.3.0")),
    Difference("kubernetes version", "the provider that the bindings were made from", _provider("kubernetes", version="3.4.0")),
    Difference("namespace metadata", "the same block; Terraform's JSON takes it alone or in a list", _list_namespaces),
)


def on_terrain(document: dict[str, Any], differences: Iterable[Difference] = DIFFERENCES) -> dict[str, Any]:
    """Return what CDK Terrain renders in place of this document of CDKTF."""
    rendered = copy.deepcopy(document)
    for difference in differences:
        difference.change(rendered)
    return rendered


def expected(golden: dict[str, Any]) -> dict[str, Any]:
    """Return what the engine that runs the tests renders for a golden file, which has CDKTF's output."""
    return on_terrain(golden) if installed() is TERRAIN else golden


def for_engine(program: str) -> str:
    """Return a program that imports CDKTF as a user of the engine that runs the tests writes it."""
    if installed() is CDKTF:
        return program
    named = program.replace(CDKTF.bindings, TERRAIN.bindings).replace("@cdktf/", "@cdktn/")
    return re.sub(r"\b(from|import) cdktf\b", r"\1 cdktn", named)


def only_block(block: dict[str, Any] | list[dict[str, Any]]) -> dict[str, Any]:
    """Return a block that exists once, as either engine renders it."""
    if isinstance(block, list):
        (block,) = block
    return block


def run_on_terrain(*arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run CDK Terrain's Python; skip the test if it is not installed."""
    if not TERRAIN_PYTHON.exists():
        pytest.skip("CDK Terrain is not installed in .tools/terrain; run `python3 -m scripts.tools terrain`")
    return subprocess.run([TERRAIN_PYTHON, *arguments], cwd=folder, capture_output=True, text=True, check=False)
