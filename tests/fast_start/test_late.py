"""A running Node process is changed by one more package, or left as it is with a reason."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from fast_start import late


@pytest.mark.parametrize(("loaded", "expected"), [({}, False), ({"cdktf": "cdktf"}, True)])
def test_node_runs_as_soon_as_jsii_has_loaded_a_package(loaded: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, expected: bool) -> None:
    """An import of jsii alone starts no Node."""
    types = ModuleType("jsii._reference_map")
    vars(types).update(_assembly_to_module=loaded)
    monkeypatch.setitem(sys.modules, "jsii._reference_map", types)

    assert expected == late.node_runs()


def test_without_jsii_no_node_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that has not imported jsii has started nothing."""
    monkeypatch.delitem(sys.modules, "jsii._reference_map")

    assert not late.node_runs()


def test_package_contains_the_preload() -> None:
    """The tarball is an npm package of jsii whose main file is the preload; the same preload gives the same bytes."""
    packed = late._package(b"preload")

    assert packed == late._package(b"preload")
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        texts = {Path(entry.name).name: file.read() for entry in tar if (file := tar.extractfile(entry))}
    assert b"preload" == texts["preload.cjs"]
    assert "preload.cjs" == json.loads(texts["package.json"])["main"]
    assert {} == json.loads(texts[".jsii"])["types"]


def test_package_is_loaded_and_node_is_tracked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jsii loads the package, then Python does for this Node what it does for its own."""
    done: list[str] = []
    runtime = ModuleType("jsii._runtime")
    process = SimpleNamespace(attend=lambda: done.append("attend"))
    kernel = SimpleNamespace(load=lambda name, *_: done.append(name), provider=SimpleNamespace(_process=process))
    vars(runtime).update(kernel=kernel)
    monkeypatch.setitem(sys.modules, "jsii._runtime", runtime)

    assert late.change_node() is None
    assert ["jupyterhub-on-eks-preload", "attend"] == done


def test_refusal_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Node that can't load the package continues as it was; the reason and what to do are given."""

    def refuse(*_: str) -> None:
        raise RuntimeError("no space left")

    runtime = ModuleType("jsii._runtime")
    vars(runtime).update(kernel=SimpleNamespace(load=refuse))
    monkeypatch.setitem(sys.modules, "jsii._runtime", runtime)

    problem = late.change_node()

    assert problem is not None
    assert "could not be changed (no space left). Import stacks or constructs_lib.constructs before cdktf" in problem
