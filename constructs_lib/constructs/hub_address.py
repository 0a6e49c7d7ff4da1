"""Where users find a hub: by its host name, by its load balancer's, or by port-forward."""

from __future__ import annotations

from cdktf_cdktf_provider_kubernetes.data_kubernetes_ingress_v1 import DataKubernetesIngressV1, DataKubernetesIngressV1Metadata
from cdktf_cdktf_provider_kubernetes.data_kubernetes_service_v1 import DataKubernetesServiceV1, DataKubernetesServiceV1Metadata
from constructs import Construct

from constructs_lib.constructs.dependencies import Dependables, waits_for
from constructs_lib.models.exposure import JupyterHubServiceType
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: The chart's names of its public service and of its Ingress.
_SERVICE, _INGRESS = "proxy-public", "jupyterhub"


def hub_url(scope: Construct, hub: JupyterHubAddOnProps, *, namespace: str, installed: Dependables, tls: bool) -> str:
    """Give the hub's URL; the load balancer's own name is read after the release, when it has one.

    Args:
        scope: where the look-up is put.
        hub: the hub's settings.
        namespace: where the chart is installed.
        installed: the release.
        tls: whether the load balancer serves HTTPS.
    """
    scheme = "https" if tls else "http"
    if hub.exposed_by is JupyterHubServiceType.CLUSTERIP:
        return "http://localhost:8080"
    if hub.ingress_hosts:
        return f"{scheme}://{hub.ingress_hosts[0]}"
    found: DataKubernetesIngressV1 | DataKubernetesServiceV1
    if hub.exposed_by is JupyterHubServiceType.ALB:
        metadata = DataKubernetesIngressV1Metadata(name=_INGRESS, namespace=namespace)
        found = DataKubernetesIngressV1(scope, "Ingress", metadata=metadata, depends_on=waits_for(installed))
    else:
        service = DataKubernetesServiceV1Metadata(name=_SERVICE, namespace=namespace)
        found = DataKubernetesServiceV1(scope, "Service", metadata=service, depends_on=waits_for(installed))
    address = f"data.{found.terraform_resource_type}.{found.friendly_unique_id}.status[0].load_balancer[0].ingress[0].hostname"
    # Empty while the balancer has no name, as with wait: false.
    return f'${{try("{scheme}://${{{address}}}", "")}}'
