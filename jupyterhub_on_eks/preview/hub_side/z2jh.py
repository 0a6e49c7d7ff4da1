"""The stand-in for the chart's module of this name, which parts of ``hub.extraConfig`` import in the hub.

``HUB_VALUES`` names a JSON file with chart values.
"""

from __future__ import annotations

import json
import os
from functools import reduce
from pathlib import Path
from typing import Any

_VALUES = json.loads(Path(os.environ["HUB_VALUES"]).read_text(encoding="utf-8"))


def get_config(key: str, default: Any = None) -> Any:
    """Return a chart value by its path, such as ``hub.config``."""
    return reduce(lambda found, name: found.get(name, default) if isinstance(found, dict) else default, key.split("."), _VALUES)


def full_name() -> str:
    """Return the prefix of the names of the chart's objects: empty by default, and the release's name if fullnameOverride is null.

    Source: chart, ``templates/_helpers-names.tpl``.
    """
    prefix = get_config("fullnameOverride", "")
    if prefix is not None:
        return str(prefix)
    release, chart = get_config("Release.Name", ""), get_config("nameOverride") or "jupyterhub"
    return release if chart in release else f"{release}-{chart}"


def get_name(name: str) -> str:
    """Return the name of one of the chart's objects, such as ``hub``."""
    return f"{full_name()}-{name}" if full_name() else name
