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

#: Prefixes of the AWS Load Balancer Controller's annotations, of an Ingress and of a Service.
ALB_ANNOTATION, NLB_ANNOTATION = "alb.ingress.kubernetes.io/", "service.beta.kubernetes.io/aws-load-balancer-"


class ExposureProps(HelmAddOnProps):
    """Where and how users reach a hub."""

    service_type: AnyCaseServiceType = JupyterHubServiceType.NLB
    """nlb, alb or cluster_ip: how the hub is reached."""
    enable_ingress: StrictBool = False
    """true is the same as service_type: alb."""
    load_balancer_scheme: LoadBalancerScheme = LoadBalancerScheme.INTERNET_FACING
    """internet-facing, or internal: reached from the VPC and the networks connected to it. Only with nlb and alb."""
    allowed_cidrs: Annotated[tuple[Cidr, ...], AfterValidator(distinct)] = ()
    """Address ranges that may connect to the load balancer, for example 203.0.113.0/24. Default: all. Only with nlb and alb."""
    allow_plain_http: StrictBool = False
    """Open an internet-facing hub without TLS all the same."""
    ingress_hosts: Annotated[tuple[HostName, ...], AfterValidator(distinct)] = ()
    """Host names of the Ingress; only with alb. Default: the name that dns makes, else any."""
    ingress_annotations: dict[AnnotationKey, str] = Field(default_factory=dict)
    """Annotations of the Ingress, which win over the presets; only with alb."""
    certificate_resource_name: str | None = None
    """Name of one of the file's certificates, for TLS at the load balancer."""
    lets_encrypt: LetsEncryptConfig | None = None
    """A certificate by Let's Encrypt, which the chart gets and serves; only with an internet-facing nlb and without
    certificate_resource_name."""
    dns: DnsConfig | None = None
    """A name in Route 53 that leads to the load balancer. Default: none is made."""
    load_balancer: LoadBalancerConfig = Field(default_factory=LoadBalancerConfig)
    """What is rarely said of the load balancer."""

    @property
    def exposed_by(self) -> JupyterHubServiceType:
        """The service type in force, ``enable_ingress`` taken into account."""
        return JupyterHubServiceType.ALB if self.enable_ingress else self.service_type

    @property
    def scheme(self) -> LoadBalancerScheme | None:
        """The scheme in force: an annotation of the user's wins, as it does on the cluster. None without a load balancer."""
        if self.exposed_by is JupyterHubServiceType.CLUSTERIP:
            return None
        said = self.balancer_annotation("scheme")
        if said is None and self.exposed_by is JupyterHubServiceType.NLB:
            # The word of Kubernetes' own, older controller, which this one takes as well.
            said = {"true": LoadBalancerScheme.INTERNAL, "false": LoadBalancerScheme.INTERNET_FACING}.get(
                self.balancer_annotation("internal") or ""
            )
        return next((scheme for scheme in LoadBalancerScheme if scheme == said), self.load_balancer_scheme)

    @property
    def internet_facing(self) -> bool:
        """Whether the load balancer, and so the log-in page, is reached from the internet."""
        return self.scheme is LoadBalancerScheme.INTERNET_FACING

    @property
    def serves_https(self) -> bool:
        """Whether TLS is configured here, be it by the user's own annotations or chart values."""
        own = "ssl-cert" if self.exposed_by is JupyterHubServiceType.NLB else "certificate-arn"
        return (
            self.certificate_resource_name is not None
            or self.lets_encrypt is not None
            or self.balancer_annotation(own) is not None
            or "HTTPS" in (self.balancer_annotation("listen-ports") or "")
            or self.user_value("proxy", "https", "enabled") is True
        )

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names under which users reach the hub, as far as they are given here."""
        names = (
            *self.ingress_hosts,
            *((self.dns.name,) if self.dns else ()),
            *(self.lets_encrypt.hosts if self.lets_encrypt else ()),
        )
        return tuple(dict.fromkeys(names))

    @property
    def base_path(self) -> str:
        """The path below which the hub lives: empty, unless the user's values move it by ``hub.baseUrl``."""
        return str(self.user_value("hub", "baseUrl") or "/").rstrip("/")

    def balancer_annotation(self, key: str) -> str | None:
        """Give what the user's own annotation of the load balancer's object says.

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
