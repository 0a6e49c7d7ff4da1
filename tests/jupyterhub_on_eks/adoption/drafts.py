"""Drafts of hub files for the tests of rules that propose keys."""

from __future__ import annotations

from typing import Any

import yaml

from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.adoption import exposure
from jupyterhub_on_eks.adoption.draft import Draft
from jupyterhub_on_eks.adoption.translation import Rule
from tests.jupyterhub_on_eks.adoption.hubs import found

LOGIN = {"kubernetes_secret": "hub-adopted", "key": "client_secret"}


def draft(values: str | dict[str, Any], version: str = "4.4.0", **keys: Any) -> Draft:
    """Return a draft with a storage and a service type."""
    given: dict[str, Any] = (yaml.safe_load(values) if isinstance(values, str) else values) or {}
    storage = {"existing_claim_config": {"pvc_name": "homes"}, "hub_database": {"storage_class": "gp2"}}
    keys = {
        "namespace": "hubs",
        "release": "hub",
        "version": version,
        **storage,
        "service_type": exposure.service_type(given, ChartVersion.of(version)),
        **keys,
    }
    return Draft(found=found(given, version), values=given, keys=keys, login=LOGIN)


def proposed(rule: Rule, values: str | dict[str, Any], version: str = "4.4.0", **keys: Any) -> list[Any]:
    """Return the keys that a rule proposes."""
    return [proposal.keys for proposal in rule(draft(values, version, **keys))]


def accepted(rule: Rule, values: str | dict[str, Any], version: str = "4.4.0", **keys: Any) -> dict[str, Any]:
    """Return the accepted keys of a rule, and under ``values`` what remains."""
    begun = result = draft(values, version, **keys)
    for proposal in rule(result):
        result = result.better(proposal) or result
    return {**{key: value for key, value in result.keys.items() if begun.keys.get(key) != value}, "values": result.remaining}


__all__ = ["LOGIN", "accepted", "draft", "proposed"]
