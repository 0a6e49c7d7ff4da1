"""Which pods the hub's namespace admits, by the Pod Security Standards of Kubernetes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.validators import any_case


class PodSecurityLevel(StrEnum):
    """The levels. Source: Kubernetes, "Pod Security Standards"."""

    #: All pods.
    PRIVILEGED = "privileged"
    #: Pods that can't take over their node by known ways.
    BASELINE = "baseline"
    #: Pods that also run without root and without rights that they don't need.
    RESTRICTED = "restricted"


Level = Annotated[PodSecurityLevel, any_case(*PodSecurityLevel)]


class PodSecurityConfig(Model):
    """Levels of the Pod Security Standards: privileged, baseline or restricted."""

    enforce: Level | None = None
    """Refuse pods that don't meet it, users' servers among them. baseline and restricted need instance_metadata: network_policy or nodes;
    restricted needs chart 4.0.0 or later. Default: all pods are admitted."""
    audit: Level | None = None
    """Note pods that don't meet it in the cluster's audit log. Default: none are noted."""
    warn: Level | None = None
    """Warn whoever makes pods that don't meet it. Default: restricted where pod_security isn't written, else nobody is warned."""

    @property
    def labels(self) -> dict[str, str]:
        """The namespace's labels. Source: Kubernetes, "Enforce Pod Security Standards with Namespace Labels"."""
        levels = {"enforce": self.enforce, "audit": self.audit, "warn": self.warn}
        return {f"pod-security.kubernetes.io/{mode}": level.value for mode, level in levels.items() if level}


#: Without a word: it refuses nothing, and whoever makes a pod by hand learns what it may do.
DEFAULT_POD_SECURITY = {"warn": PodSecurityLevel.RESTRICTED}
