"""Precedence between the chart's keys and the traits of ``hub.config`` for a setting of the hub."""

from __future__ import annotations

from typing import Any

from constructs_lib.rendered.values import ChartPath, Values, at

_CONFIG: ChartPath = ("hub", "config")


def deciding_path(values: Values, path: ChartPath, *traits: ChartPath) -> ChartPath:
    """Return the path that takes effect: the last of the traits that is set, otherwise the chart's own key.

    The chart applies ``hub.config`` after its own keys, and a trait there replaces their value as a whole, including mappings.
    Source: chart, ``files/hub/jupyterhub_config.py``.

    Args:
        values: all values of the chart.
        path: path of the chart's own key.
        traits: paths below ``hub.config``, class and trait first; the most specific class last.
    """
    said = (trait for trait in reversed(traits) if at(values, *_CONFIG, *trait[:2]) is not None)
    found = next(said, None)
    return path if found is None else (*_CONFIG, *found)


def in_force(values: Values, path: ChartPath, *traits: ChartPath, default: Any = None) -> Any:
    """Return the setting that the hub starts with.

    Args:
        values: all values of the chart.
        path: as for `deciding_path`.
        traits: as for `deciding_path`.
        default: the chart's default.
    """
    return at(values, *deciding_path(values, path, *traits), default=default)
