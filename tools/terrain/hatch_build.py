"""Builds the package of this folder from the checkout, with the same files and settings, and another engine."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


def _product(root: str) -> tuple[Path, dict[str, Any]]:
    """Return the checkout and its pyproject.toml."""
    checkout = Path(root).resolve().parents[1]
    return checkout, tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


class SameSettings(MetadataHookInterface):
    """Uses the metadata of the checkout, with the engine's packages instead of CDKTF's."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in what pyproject.toml leaves dynamic."""
        _, settings = _product(self.root)
        project = settings["project"]
        for key in ("license", "optional-dependencies", "requires-python", "scripts"):
            metadata[key] = project[key]
        metadata["dependencies"] = [*self.config["engine"], *(need for need in project["dependencies"] if not need.startswith("cdktf"))]


class SameFiles(BuildHookInterface):
    """Uses the files of the checkout's own wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the interface's
        """Add each file with its path in the wheel."""
        checkout, settings = _product(self.root)
        wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
        places = {**{name: name for name in wheel["packages"]}, **wheel["force-include"]}
        for source, place in places.items():
            for file in (checkout / source).rglob("*"):
                if file.is_file() and "__pycache__" not in file.parts and str(file.relative_to(checkout)) not in wheel["exclude"]:
                    build_data["force_include"][str(file)] = f"{place}/{file.relative_to(checkout / source)}"
