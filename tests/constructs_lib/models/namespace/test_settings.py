"""Defaults of a namespace."""

from __future__ import annotations

from constructs_lib.models.namespace.settings import NamespaceProps


def test_defaults() -> None:
    """Only warnings, no quota, no default request."""
    hub = NamespaceProps()

    assert {"pod-security.kubernetes.io/warn": "restricted"} == hub.admission.labels
    assert ({}, {}) == (hub.quota.hard(own_pods=9), hub.default_request)


def test_only_what_is_set_is_written() -> None:
    """No default beside it."""
    assert {} == NamespaceProps.model_validate({"pod_security": {}}).admission.labels
