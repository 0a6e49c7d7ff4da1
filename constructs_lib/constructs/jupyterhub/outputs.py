"""The outputs of a hub: status commands and address."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.output import Output


def status_commands(namespace: str) -> Mapping[str, tuple[str, str]]:
    """Return the commands that show whether a hub runs: description and command, by the suffix of the output's name."""
    return {
        "validate_pods": ("Shows whether the hub's pods run", f"kubectl get po -n {namespace}"),
        "validate_services": ("Shows the hub's services and their addresses", f"kubectl get svc -n {namespace}"),
    }


def hub_outputs(hub: JupyterHubAddOnProps, *, cluster: ExistingCluster, url: str, storage: Mapping[str, Output]) -> Mapping[str, Output]:
    """Return a hub's outputs, each named after the hub's namespace. Names are a contract.

    Args:
        hub: the hub's settings.
        cluster: for the commands that reach it.
        url: where users find the hub.
        storage: outputs of the homes' storage, by the suffix of their names.
    """
    values = {
        "namespace": ("Namespace of the hub", hub.namespace),
        "release": ("Name of the Helm release", hub.release),
        "chart_version": ("Version of the JupyterHub chart", hub.version),
        "kubeconfig": ("Points kubectl at the cluster", cluster.kubeconfig_command),
        **status_commands(hub.namespace),
        "url": ("Where users log in", url),
    }
    if hub.exposed_by is JupyterHubServiceType.CLUSTERIP:
        values["port_forward"] = ("Makes the URL work", f"kubectl port-forward -n {hub.namespace} service/proxy-public 8080:http")
    prefix = f"{'_' if hub.namespace[0].isdigit() else ''}{hub.namespace.replace('-', '_')}"
    outputs = {name: Output(value=value, description=description) for name, (description, value) in values.items()}
    return {f"{prefix}_{name}": output for name, output in {**outputs, **storage}.items()}
