"""The outputs of a stack: how to check each hub and where to find it."""

from __future__ import annotations

from cdktf import TerraformOutput, TerraformStack

from constructs_lib.constructs.jupyterhub.hub import JupyterHub
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType


def hub_outputs(stack: TerraformStack, deployed: JupyterHub, *, cluster: ClusterConfig) -> None:
    """Define a hub's outputs on the stack, each named after the hub's namespace.

    Args:
        stack: where the outputs are defined; inside a construct their names would get a hash.
        deployed: the hub.
        cluster: for the commands that reach it.
    """
    hub = deployed.hub
    prefix = f"{'_' if hub.namespace[0].isdigit() else ''}{hub.namespace.replace('-', '_')}"
    outputs = {
        "namespace": ("Namespace of the hub", hub.namespace),
        "release": ("Name of the Helm release", hub.release),
        "chart_version": ("Version of the JupyterHub chart", hub.version),
        "kubeconfig": ("Points kubectl at the cluster", f"aws eks update-kubeconfig --name {cluster.name} --region {cluster.region}"),
        "validate_pods": ("Shows whether the hub's pods run", f"kubectl get po -n {hub.namespace}"),
        "validate_services": ("Shows the hub's services and their addresses", f"kubectl get svc -n {hub.namespace}"),
        "url": ("Where users log in", deployed.url),
    }
    if hub.exposed_by is JupyterHubServiceType.CLUSTERIP:
        outputs["port_forward"] = ("Makes the URL work", f"kubectl port-forward -n {hub.namespace} service/proxy-public 8080:http")
    if deployed.file_system_id:
        outputs["file_system_id"] = ("Id of the EFS file system with the homes", deployed.file_system_id)
    for name, (description, value) in outputs.items():
        TerraformOutput(stack, f"{prefix}_{name}", value=value, description=description)
