"""JupyterHub's configuration without traitlets."""

from __future__ import annotations

from typing import Any


class Config(dict[str, Any]):
    """Creates sections and settings when they are read, as ``traitlets.config.Config`` does."""

    def __getattr__(self, name: str) -> Any:
        """Return a section."""
        return self.setdefault(name, Config())

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a setting."""
        self[name] = value
