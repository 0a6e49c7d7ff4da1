"""What the chart's own ``jupyterhub_config.py`` does with the values of ``hub``. Imported by programs of ``.tools/login-*``."""

from __future__ import annotations

from typing import Any

from z2jh import get_config


def configure(c: Any) -> None:
    """Apply ``hub.config`` section by section, then run the parts of ``hub.extraConfig``, by name and in one namespace."""
    for section, settings in get_config("hub.config", {}).items():
        c[section].update(settings)
    namespace = {"c": c, "get_config": get_config}
    for _name, code in sorted(get_config("hub.extraConfig", {}).items()):
        exec(code, namespace)  # noqa: S102  # what the chart does with it
