"""The address of a hub: its own name, its load balancer's name, or a port-forward."""

from __future__ import annotations

from urllib.parse import quote

from cdktf import Postcondition, TerraformDataSource, TerraformResourceLifecycle
from constructs import Construct

from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.terraform_text import unescaped
from constructs_lib.terraform.address import address
from constructs_lib.terraform.dependencies import Dependables, waits_for

#: The chart's names of its public Service and its Ingress.
_SERVICE, _INGRESS = "proxy-public", "jupyterhub"
#: Where Kubernetes stores the load balancer's name.
_HOSTNAME = "status[0].load_balancer[0].ingress[0].hostname"


class HubAddress(Construct):
    """The address of a hub, and its name in Route 53.

    A controller creates the load balancer, not Terraform, so its name is read from Kubernetes after the release is
    installed, which waits for it. It is not looked up in AWS by a guessed name or tag.

    Args:
        hub: the hub's settings.
        namespace: namespace of the release.
        release_ready: the release.
    """

    def __init__(self, scope: Construct, id: str, *, hub: ExposureProps, namespace: str, release_ready: Dependables) -> None:
        super().__init__(scope, id)
        self._hub, self._namespace, self._release_ready = hub, namespace, release_ready
        protocol = "https" if hub.serves_https else "http"

        names = sorted(hub.host_names, key=lambda name: name.startswith("*."))  # a wildcard is not an address, if there is another name

        path = quote(unescaped(hub.base_path))

        #: The URL at which users log in.
        self.url = f"{protocol}://{names[0]}{path}" if names else ""
        if hub.exposed_by is JupyterHubServiceType.CLUSTERIP:
            self.url = f"http://localhost:8080{path}"
        elif hub.dns is not None:
            self.url = f"{protocol}://{hub.dns.name}{path}"
            from constructs_lib.constructs.exposure.dns_record import DnsRecord

            DnsRecord(self, "Record", dns=hub.dns, load_balancer_name=self._hostname(), kind=hub.exposed_by)
        elif not names:
            # Empty while the load balancer has no name, for example with wait: false.
            self.url = f'${{try("{protocol}://${{{self._hostname()}}}{path}", "")}}'

    def _hostname(self) -> str:
        """Look up the load balancer's DNS name, and return the expression for it."""
        lifecycle = TerraformResourceLifecycle(postcondition=[self._has_a_name()]) if self._hub.dns else None
        waits = waits_for(self._release_ready)
        found: TerraformDataSource
        if self._hub.exposed_by is JupyterHubServiceType.ALB:
            from cdktf_cdktf_provider_kubernetes.data_kubernetes_ingress_v1 import DataKubernetesIngressV1, DataKubernetesIngressV1Metadata

            ingress = DataKubernetesIngressV1Metadata(name=_INGRESS, namespace=self._namespace)
            found = DataKubernetesIngressV1(self, "Ingress", metadata=ingress, depends_on=waits, lifecycle=lifecycle)
        else:
            from cdktf_cdktf_provider_kubernetes.data_kubernetes_service_v1 import DataKubernetesServiceV1, DataKubernetesServiceV1Metadata

            service = DataKubernetesServiceV1Metadata(name=_SERVICE, namespace=self._namespace)
            found = DataKubernetesServiceV1(self, "Service", metadata=service, depends_on=waits, lifecycle=lifecycle)
        return f"{address(found)}.{_HOSTNAME}"

    def _has_a_name(self) -> Postcondition:
        """Helm waits for a Service's load balancer but not for an Ingress's, so in rare cases it has no name yet."""
        what = "ingress" if self._hub.exposed_by is JupyterHubServiceType.ALB else f"service/{_SERVICE}"
        return Postcondition(
            condition=f'${{try(self.{_HOSTNAME}, "") != ""}}',
            error_message=f"The load balancer has no DNS name yet, so the record in Route 53 can't point to it. Deploy again in a minute. If it "
            f"still has none, run `kubectl describe {what}` in the hub's namespace to see why.",
        )
