"""A graph drawn by Graphviz in WebAssembly, on the environment's Node."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jupyterhub_on_eks.picture import svg as module
from jupyterhub_on_eks.picture.dot import dot
from jupyterhub_on_eks.picture.graph import Graph
from jupyterhub_on_eks.picture.svg import DrawingError, svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which Graphviz is installed."""
    folder = tmp_path_factory.mktemp("cache") / "new"
    try:
        svg("digraph {}", cache=folder)
    except DrawingError as error:
        pytest.skip(f"Graphviz could not be installed from npm: {error}")
    return folder


def test_nodes_and_arrows(graph: Graph, cache: Path) -> None:
    """Each node is in the drawing with its text, and each edge."""
    root = ET.fromstring(svg(dot(graph), cache=cache))  # noqa: S314  # our own file
    drawn = [group.get("class") for group in root.iter(f"{SVG}g")]
    texts = {text.text for text in root.iter(f"{SVG}text")}

    assert (len(graph.nodes), len(graph.edges), 3) == tuple(map(drawn.count, ("node", "edge", "cluster")))
    assert {"EFS mount target", "lab.home", "Namespace lab", "EKS cluster research"} <= texts


def test_installed_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second picture downloads nothing, and an interrupted installation doesn't count."""
    monkeypatch.setattr(module, "npm", None)

    assert "<svg" in svg("digraph {a}", cache=cache)
    assert ["picture-"] == [path.name[:8] for path in cache.iterdir()]


def test_wrong_graph(cache: Path) -> None:
    """With a message, and another way."""
    with pytest.raises(DrawingError, match=r"(?s)^The picture can't be drawn: .*syntax error.*--format mermaid$"):
        svg("digraph {", cache=cache)


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message of npm, and the formats that need nothing; nothing is left in the cache."""
    failed = subprocess.CompletedProcess([], 1, stderr=b"npm error network request failed\nnpm error A complete log of this run\n")
    monkeypatch.setattr(module, "npm", lambda *_, **__: failed)

    with pytest.raises(DrawingError, match=r"(?s)from npm: npm error network request failed\n.*--format mermaid"):
        svg("digraph {}", cache=tmp_path / "cache")
    assert [] == list((tmp_path / "cache").iterdir())


def test_cache_that_cannot_be_written(tmp_path: Path) -> None:
    """With the variable that sets another folder."""
    (tmp_path / "file").touch()

    with pytest.raises(DrawingError, match=r"can't be written: .*XDG_CACHE_HOME"):
        svg("digraph {}", cache=tmp_path / "file")
