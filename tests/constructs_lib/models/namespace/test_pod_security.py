"""Levels of the Pod Security Standards as labels."""

from __future__ import annotations

from constructs_lib.models.namespace.pod_security import PodSecurityConfig

_LABEL = "pod-security.kubernetes.io/"


def test_labels() -> None:
    """One for each mode that is set, in any case."""
    config = PodSecurityConfig.model_validate({"enforce": "Baseline", "warn": "restricted"})

    assert {f"{_LABEL}enforce": "baseline", f"{_LABEL}warn": "restricted"} == config.labels
    assert {} == PodSecurityConfig().labels
