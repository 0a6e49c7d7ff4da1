"""The pictures of stacks in the docs match the examples."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jupyterhub_on_eks.picture.dot import dot
from jupyterhub_on_eks.picture.svg import DrawingError, svg
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.picture.conftest import example

#: tests/test_examples.py keeps these examples' golden files up to date.
PICTURES = ("efs-nlb", "quickstart")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which Graphviz is installed."""
    folder = tmp_path_factory.mktemp("cache")
    try:
        svg("digraph {}", cache=folder)
    except DrawingError as error:
        pytest.skip(f"Graphviz could not be installed from npm: {error}")
    return folder


@pytest.mark.parametrize("name", [*PICTURES, "storage"])
def test_golden_pictures(name: str, cache: Path) -> None:
    """Each committed SVG is what ``jupyterhub-on-eks picture`` draws, or Graphviz for the one that was written by hand."""
    path = ROOT / f"docs/images/{name}.svg"
    by_hand = path.with_suffix(".dot")
    drawn = svg(by_hand.read_text(encoding="utf-8") if by_hand.exists() else dot(example(name)), cache=cache)
    if os.environ.get("GOLDEN") == "write":
        path.write_text(drawn, encoding="utf-8")

    assert drawn == path.read_text(encoding="utf-8"), f"{path.name} is out of date; run `make golden` and look at the picture"


def test_no_diagrams_as_text() -> None:
    """The documentation site would show their source, since it loads no scripts from other hosts."""
    assert [] == [page.name for page in ROOT.glob("docs/**/*.md") if "```mermaid" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_show_the_example(name: str) -> None:
    """Without Graphviz: each resource of the example is in the committed picture, and no other."""
    nodes = example(name).nodes
    picture = ET.parse(ROOT / f"docs/images/{name}.svg")  # noqa: S314  # our own file
    first_lines = [group.findtext("{*}text") for group in picture.iterfind(".//{*}g[@class='node']")]

    assert sorted(node.kind for node in nodes) == sorted(map(str, first_lines))
