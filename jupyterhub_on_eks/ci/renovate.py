"""A Renovate rule that proposes newer chart versions in hub files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

#: Where Renovate looks for its configuration.
FILE = "renovate.json"

_VERSION = r"(?<currentValue>\d+\.\d+\.\d+)"

#: Lines without content: empty ones and comments.
_EMPTY = r" *(?:#[^\n]*)?\n"

#: What is inside of braces, with at most three levels of further braces.
_NESTED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"

#: YAML in braces, JSON, and a table of TOML in braces: ``version`` directly in the braces behind ``jupyterhub``.
_IN_BRACES = rf"\bjupyterhub[\"']?\s*[:=]\s*\{{(?:(?:[^{{}}]|{_NESTED})*?,)?\s*[\"']?version[\"']?\s*[:=]\s*[\"']?{_VERSION}"

#: TOML: the table of the hub, up to the next table; or a dotted key.
_TOML_TABLE = rf"\[add_ons\.jupyterhub\]{_EMPTY}(?: *[^\[ #\n][^\n]*\n|{_EMPTY})*? *version *= *[\"']{_VERSION}"
_TOML_DOTTED = rf"\bjupyterhub\.version *= *[\"']{_VERSION}"

#: The widest indentation of a hub's keys.
_WIDEST = 16


def _block(indent: int) -> str:
    """Return the pattern for YAML whose keys of a hub have this indentation, from the hub's first key up to its ``version``.

    Keys below other keys are indented more, and the next add-on less, so neither is taken for the hub's own ``version``.
    """
    first = f"(?: {{{indent}}}[^ #\\n][^\\n]*\\n(?: {{{indent},}}[^ #\\n][^\\n]*\\n|{_EMPTY})*?)?"
    return rf"- +[\"']?jupyterhub[\"']?:{_EMPTY}(?:{_EMPTY})*{first} {{{indent}}}[\"']?version[\"']?: *[\"']?{_VERSION}"


#: A hub's ``version`` in each spelling, in RE2, which Renovate uses for patterns. Each version is found by one of them.
PATTERNS = (*(_block(indent) for indent in range(3, _WIDEST + 1)), _IN_BRACES, _TOML_TABLE, _TOML_DOTTED)


def manager(patterns: Sequence[str]) -> dict[str, Any]:
    """Return the rule.

    Args:
        patterns: patterns of the hub files.
    """
    return {
        "customType": "regex",
        "description": "Chart versions of JupyterHub in hub files",
        "managerFilePatterns": list(patterns),
        "matchStrings": list(PATTERNS),
        "depNameTemplate": "jupyterhub",
        "datasourceTemplate": "helm",
        "registryUrlTemplate": "https://hub.jupyter.org/helm-chart/",
    }


def configuration(patterns: Sequence[str]) -> str:
    """Return a configuration with this rule and Renovate's recommended settings."""
    content = {
        "$schema": "https://docs.renovatebot.com/renovate-schema.json",
        "extends": ["config:recommended"],
        "customManagers": [manager(patterns)],
    }
    return json.dumps(content, indent=2) + "\n"
