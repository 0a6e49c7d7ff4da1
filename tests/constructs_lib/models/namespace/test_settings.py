"""What holds for a namespace of which nothing is said."""

from __future__ import annotations

from constructs_lib.models.namespace.settings import NamespaceProps


def test_defaults() -> None:
    """Warnings alone, no bound, no default request."""
    hub = NamespaceProps()

    assert {"pod-security.kubernetes.io/warn": "restricted"} == hub.admission.labels
    assert ({}, {}) == (hub.quota.hard(own_pods=9), hub.default_request)


def test_what_is_written_is_all() -> None:
    """No default beside it."""
    assert {} == NamespaceProps.model_validate({"pod_security": {}}).admission.labels
