"""Chart values of what keeps users' servers from the credentials of their nodes."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.namespace.pod_security import PodSecurityLevel
from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata

#: What the level restricted asks of a container, and KubeSpawner doesn't say by itself.
#: Source: Kubernetes, "Pod Security Standards"; KubeSpawner says allowPrivilegeEscalation: false.
RESTRICTED_CONTAINER = {"capabilities": {"drop": ["ALL"]}, "runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}


def instance_metadata_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Leave the privileged init container away where something else blocks the instance metadata service; iptables is the default."""
    if hub.instance_metadata is InstanceMetadata.IPTABLES:
        return {}
    return {"singleuser": {"cloudMetadata": {"blockWithIptables": False}}}


def pod_security_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Let users' servers meet the level restricted, where it is enforced."""
    if hub.admission.enforce is not PodSecurityLevel.RESTRICTED:
        return {}
    return {"hub": {"config": {"KubeSpawner": {"container_security_context": RESTRICTED_CONTAINER}}}}
