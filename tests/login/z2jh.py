"""Stands for the chart's own module of this name, which parts of ``hub.extraConfig`` import in the hub.

Programs that the Python of ``.tools/login-*`` runs have this folder on their path. ``HUB_VALUES`` names a JSON file with chart values.
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
