"""One hub of a stack, on its cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from jupyterhub_on_eks.cloud.stack_site import StackSite

#: Names of the chart's public Service and Ingress. Source: chart, ``templates/proxy/service.yaml``, ``templates/ingress.yaml``.
SERVICE, INGRESS = "proxy-public", "jupyterhub"


@dataclass(frozen=True)
class HubSite:
    """A hub, and the site of its stack.

    Args:
        stack: cluster and account.
        hub: its settings.
    """

    stack: StackSite
    hub: JupyterHubAddOn

    @property
    def is_inside(self) -> bool:
        """Whether the hub can be reached only inside the cluster."""
        return self.hub.exposed_by is JupyterHubServiceType.CLUSTERIP

    def objects(self, api_version: str, kind: str) -> Sequence[Mapping[str, Any]]:
        """Return the objects of a kind in the hub's namespace."""
        return self.stack.objects(api_version, kind, namespace=self.hub.namespace)

    def trouble(self, kind: str, name: str) -> str:
        """Return the last warning event of an object; empty if there is none."""
        noted = [
            event
            for event in self.objects("v1", "Event")
            if event.get("type") == "Warning" and (event["involvedObject"].get("kind"), event["involvedObject"].get("name")) == (kind, name)
        ]
        last = max(noted, key=lambda event: str(event.get("lastTimestamp") or event.get("eventTime") or ""), default=None)
        return " ".join(str(last.get("message") or "").split())[:300].rstrip(".") if last else ""

    @property
    def balancer(self) -> tuple[str, str]:
        """Kind and name of the object for which the load balancer is created."""
        return ("Ingress", INGRESS) if self.hub.exposed_by is JupyterHubServiceType.ALB else ("Service", SERVICE)

    @property
    def address(self) -> str | None:
        """Name or address of the load balancer; None while it has none, or the hub has no load balancer."""
        kind, name = self.balancer
        items = self.objects("networking.k8s.io/v1" if kind == "Ingress" else "v1", kind)
        found = next((item for item in items if item["metadata"]["name"] == name), {})
        entries = ((found.get("status") or {}).get("loadBalancer") or {}).get("ingress") or [{}]
        where = entries[0].get("hostname") or entries[0].get("ip")
        return str(where) if where else None

    @property
    def url(self) -> str | None:
        """URL where users log in, as in the stack's output; None while it depends on a load balancer that has no name yet."""
        path = quote(self.hub.base_path)
        if self.is_inside:
            return f"http://localhost:8080{path}"
        names = [self.hub.dns.name] if self.hub.dns else sorted(self.hub.host_names, key=lambda name: name.startswith("*."))
        host = names[0] if names else self.address
        return f"{'https' if self.hub.serves_https else 'http'}://{host}{path}" if host else None

    @property
    def host(self) -> str:
        """The host of the URL; empty if there is none yet."""
        return urlsplit(self.url or "").hostname or ""
