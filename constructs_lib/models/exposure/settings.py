"""How users reach a hub: service type, load balancer, TLS and DNS name."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool

from constructs_lib.models.exposure.dns import DnsConfig
from constructs_lib.models.exposure.load_balancer import (
    AnyCaseServiceType,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
    LoadBalancerScheme,
)
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.kinds.kubernetes import AnnotationKey, HostName
from constructs_lib.models.kinds.text import Cidr
from constructs_lib.models.kinds.validators import distinct

#: Prefixes of the AWS Load Balancer Controller's annotations, for an Ingress and for a Service.
ALB_ANNOTATION, NLB_ANNOTATION = "alb.ingress.kubernetes.io/", "service.beta.kubernetes.io/aws-load-balancer-"


class ExposureProps(HelmAddOnProps):
    """How users reach a hub."""

    service_type: AnyCaseServiceType = JupyterHubServiceType.NLB
    """nlb, alb or cluster_ip: how the hub is reached."""
    enable_ingress: StrictBool = False
    """true has the same effect as service_type: alb."""
    load_balancer_scheme: LoadBalancerScheme = LoadBalancerScheme.INTERNET_FACING
    """internet-facing, or internal: reachable only from the VPC and the networks connected to it. Only with nlb and alb."""
    allowed_cidrs: Annotated[tuple[Cidr, ...], AfterValidator(distinct)] = ()
    """Address ranges that may connect to the load balancer, for example 203.0.113.0/24. Only with nlb and alb. Default: all."""
    allow_plain_http: StrictBool = False
    """Allow an internet-facing hub to serve plain HTTP."""
    ingress_hosts: Annotated[tuple[HostName, ...], AfterValidator(distinct)] = ()
    """Host names of the Ingress; only with alb. Default: the name set by dns, otherwise any."""
    ingress_annotations: dict[AnnotationKey, str] = Field(default_factory=dict)
    """Annotations of the Ingress, which override the presets; only with alb."""
    certificate_resource_name: str | None = None
    """Name of one of the certificates in this file, for TLS at the load balancer."""
    lets_encrypt: LetsEncryptConfig | None = None
    """A certificate from Let's Encrypt, which the chart obtains and serves; only with an internet-facing nlb and without
    certificate_resource_name."""
    dns: DnsConfig | None = None
    """A DNS name in Route 53 that points to the load balancer. Default: none is created."""
    load_balancer: LoadBalancerConfig = Field(default_factory=LoadBalancerConfig)
    """Advanced load balancer settings."""

    @property
    def exposed_by(self) -> JupyterHubServiceType:
        """The effective service type, taking ``enable_ingress`` into account."""
        return JupyterHubServiceType.ALB if self.enable_ingress else self.service_type

    @property
    def scheme(self) -> LoadBalancerScheme | None:
        """The effective scheme: the user's own annotation takes precedence, as on the cluster. None without a load balancer."""
        if self.exposed_by is JupyterHubServiceType.CLUSTERIP:
            return None
        given = self.balancer_annotation("scheme")
        if given is None and self.exposed_by is JupyterHubServiceType.NLB:
            # The annotation of Kubernetes' older in-tree controller, which this one accepts too.
            given = {"true": LoadBalancerScheme.INTERNAL, "false": LoadBalancerScheme.INTERNET_FACING}.get(
                self.balancer_annotation("internal") or ""
            )
        return next((scheme for scheme in LoadBalancerScheme if scheme == given), self.load_balancer_scheme)

    @property
    def internet_facing(self) -> bool:
        """Whether the load balancer, and so the login page, is reachable from the internet."""
        return self.scheme is LoadBalancerScheme.INTERNET_FACING

    @property
    def serves_https(self) -> bool:
        """Whether TLS is configured here, including by the user's own annotations or chart values."""
        own = "ssl-cert" if self.exposed_by is JupyterHubServiceType.NLB else "certificate-arn"
        return (
            self.certificate_resource_name is not None
            or self.lets_encrypt is not None
            or self.balancer_annotation(own) is not None
            or "HTTPS" in (self.balancer_annotation("listen-ports") or "")
            or self.user_value("proxy", "https", "enabled") is True
            or (self.exposed_by is JupyterHubServiceType.CLUSTERIP and bool(self.user_value("ingress", "tls")))
        )

    @property
    def host_names(self) -> tuple[str, ...]:
        """The configured names at which users reach the hub."""
        names = (
            *self.ingress_hosts,
            *((self.dns.name,) if self.dns else ()),
            *(self.lets_encrypt.hosts if self.lets_encrypt else ()),
        )
        return tuple(dict.fromkeys(names))

    @property
    def base_path(self) -> str:
        """The path below which the hub is served: empty, unless the user's values set ``hub.baseUrl``."""
        return str(self.user_value("hub", "baseUrl") or "/").rstrip("/")

    def balancer_annotation(self, key: str) -> str | None:
        """Return the user's own annotation of the load balancer's object.

        Args:
            key: the annotation without the controller's prefix, for example ``scheme``.
        """
        if self.exposed_by is JupyterHubServiceType.ALB:
            found = self.user_value(
                "ingress", "annotations", f"{ALB_ANNOTATION}{key}", default=self.ingress_annotations.get(f"{ALB_ANNOTATION}{key}")
            )
        else:
            found = self.user_value("proxy", "service", "annotations", f"{NLB_ANNOTATION}{key}")
        return found if isinstance(found, str) else None
