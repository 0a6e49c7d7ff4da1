"""The hub file: one YAML or TOML file that names a cluster and its add-ons."""

from __future__ import annotations

from constructs_lib.hub_files.model import HubFile
from constructs_lib.hub_files.read import read_hub_file, read_hub_files

__all__ = ["HubFile", "read_hub_file", "read_hub_files"]
