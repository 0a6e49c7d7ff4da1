"""Environment variables as the chart and Kubernetes define them: a mapping by name, or a list of named entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def variables(environment: Any) -> dict[str, Any] | None:
    """Return environment variables by name, each as in the chart's mapping: text, or Kubernetes' entry without its name.

    Source: JupyterHub chart, ``_helpers.tpl``, ``jupyterhub.extraEnv``: an entry of a mapping may have a name that
    differs from its key. If two entries have the same name, the container gets the last.

    Args:
        environment: the value of ``extraEnv``. None counts as empty.

    Returns:
        The variables, or None if it is neither a mapping nor a list of named entries.
    """
    if environment is None:
        return {}
    if isinstance(environment, Mapping):
        return {_name(key, entry): _nameless(entry) for key, entry in environment.items()}
    if not isinstance(environment, list | tuple) or not all(_is_named(entry) for entry in environment):
        return None
    return {entry["name"]: _nameless(entry) for entry in environment}


def _is_named(entry: Any) -> bool:
    return isinstance(entry, Mapping) and isinstance(entry.get("name"), str)


def _name(key: str, entry: Any) -> str:
    return str(entry["name"]) if _is_named(entry) else key


def _nameless(entry: Any) -> Any:
    if not _is_named(entry):
        return entry
    rest = {key: value for key, value in entry.items() if key != "name"}
    return rest["value"] if set(rest) == {"value"} else rest
