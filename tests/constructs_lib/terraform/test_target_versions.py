"""The Terraform and OpenTofu versions that a stack declares."""

from __future__ import annotations

from typing import Any

import cdktf
import pytest
from constructs import Construct

from constructs_lib.terraform import target_versions
from constructs_lib.terraform.target_versions import declare_target_versions
from fast_start.engine import CDKTF, TERRAIN, Engine


@pytest.mark.parametrize(
    ("engine", "value", "expected"),
    [
        (CDKTF, None, None),
        (TERRAIN, None, {"terraform": ">=1.11", "opentofu": ">=1.11"}),
        (TERRAIN, {"terraform": "~1.12.0"}, {"terraform": "~1.12.0"}),
    ],
    ids=["cdktf", "terrain", "terrain, the app has its own"],
)
def test_declared_for_terrain(monkeypatch: pytest.MonkeyPatch, engine: Engine, value: Any, expected: Any) -> None:
    """Only below the scope, and only if the app has set nothing; nothing is set with CDKTF."""
    monkeypatch.setattr(target_versions, "installed", lambda: engine)
    app = cdktf.Testing.app()
    if value:
        app.node.set_context("targetVersions", value)
    scope, other = Construct(app, "Secret"), Construct(app, "Other")

    declare_target_versions(scope)

    assert expected == scope.node.try_get_context("targetVersions")
    assert value == other.node.try_get_context("targetVersions")
