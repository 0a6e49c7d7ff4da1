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
    #: Pods without known privilege escalations.
    BASELINE = "baseline"
    #: Pods that also run as non-root, with minimal privileges.
    RESTRICTED = "restricted"


Level = Annotated[PodSecurityLevel, any_case(*PodSecurityLevel)]


class PodSecurityConfig(Model):
    """Levels of the Pod Security Standards: privileged, baseline or restricted."""

    enforce: Level | None = None
    """Refuse pods that don't meet this level, including users' servers. baseline and restricted require instance_metadata: network_policy
    or nodes; restricted requires chart 4.0.0 or later. Default: all pods are admitted."""
    audit: Level | None = None
    """Record pods that don't meet this level in the cluster's audit log. Default: none."""
    warn: Level | None = None
    """Warn the client that creates a pod that doesn't meet this level. Default: restricted if pod_security is not set, otherwise no
    warning."""

    @property
    def labels(self) -> dict[str, str]:
        """The namespace's labels. Source: Kubernetes, "Enforce Pod Security Standards with Namespace Labels"."""
        levels = {"enforce": self.enforce, "audit": self.audit, "warn": self.warn}
        return {f"pod-security.kubernetes.io/{mode}": level.value for mode, level in levels.items() if level}


#: If the user sets nothing: it refuses no pod, but warns anyone who creates a pod by hand.
DEFAULT_POD_SECURITY = {"warn": PodSecurityLevel.RESTRICTED}
