"""What a blueprint knows of every add-on before it deploys any."""

from __future__ import annotations

from constructs_lib.models.add_on import AddOnProps


class _Plain(AddOnProps):
    """An add-on with a key alone."""

    KEY = "plain"


def test_defaults() -> None:
    """It requires nothing, warns of nothing, and can be written without settings."""
    assert ({}, [], True) == (_Plain().requires(), _Plain().warnings(), _Plain.HAS_DEFAULTS)
