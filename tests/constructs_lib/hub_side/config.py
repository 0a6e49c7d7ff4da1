"""JupyterHub's configuration where traitlets isn't installed."""

from __future__ import annotations

from typing import Any


class Config(dict[str, Any]):
    """Sections and settings are made when they are asked for, as in ``traitlets.config.Config``."""

    def __getattr__(self, name: str) -> Any:
        """Return a section."""
        return self.setdefault(name, Config())

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a setting."""
        self[name] = value
