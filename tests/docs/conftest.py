"""The command line in an empty folder."""

from __future__ import annotations

from tests.jupyterhub_on_eks.cli.conftest import cli, folder  # fixtures: pytest finds them here

__all__ = ["cli", "folder"]
