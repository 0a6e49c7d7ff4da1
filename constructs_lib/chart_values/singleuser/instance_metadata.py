"""Chart values that protect the nodes' credentials from users' servers."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.namespace.pod_security import PodSecurityLevel
from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata

#: Settings that the level restricted requires from a container and KubeSpawner doesn't set by itself.
#: Source: Kubernetes, "Pod Security Standards"; KubeSpawner sets allowPrivilegeEscalation: false.
RESTRICTED_CONTAINER = {"capabilities": {"drop": ["ALL"]}, "runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}


def instance_metadata_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return values that omit the privileged init container if something else blocks the instance metadata service."""
    if hub.instance_metadata is InstanceMetadata.IPTABLES:
        return {}
    return {"singleuser": {"cloudMetadata": {"blockWithIptables": False}}}


def pod_security_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return values with which users' servers meet the level restricted, if it is enforced."""
    if hub.admission.enforce is not PodSecurityLevel.RESTRICTED:
        return {}
    return {"hub": {"config": {"KubeSpawner": {"container_security_context": RESTRICTED_CONTAINER}}}}
