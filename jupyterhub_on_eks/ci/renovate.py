"""A Renovate rule that proposes newer chart versions in hub files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

#: Where Renovate looks for its configuration.
FILE = "renovate.json"

#: A hub's ``version``, below its key ``jupyterhub`` and before the next add-on, in RE2, which Renovate uses for patterns.
VERSION_PATTERN = r"- +jupyterhub:[^\n]*\n(?: {3,}[^ \n][^\n]*\n| *\n)*? {4,6}version: *[\"']?(?<currentValue>\d+\.\d+\.\d+)"


def manager(triggers: Sequence[str]) -> dict[str, Any]:
    """Return the rule.

    Args:
        triggers: patterns of the hub files.
    """
    return {
        "customType": "regex",
        "description": "Chart versions of JupyterHub in hub files",
        "managerFilePatterns": list(triggers),
        "matchStrings": [VERSION_PATTERN],
        "depNameTemplate": "jupyterhub",
        "datasourceTemplate": "helm",
        "registryUrlTemplate": "https://hub.jupyter.org/helm-chart/",
    }


def configuration(triggers: Sequence[str]) -> str:
    """Return a configuration with this rule and Renovate's recommended settings."""
    content = {
        "$schema": "https://docs.renovatebot.com/renovate-schema.json",
        "extends": ["config:recommended"],
        "customManagers": [manager(triggers)],
    }
    return json.dumps(content, indent=2) + "\n"
