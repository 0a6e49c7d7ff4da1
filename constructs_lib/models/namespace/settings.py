"""Settings for the hub's namespace."""

from __future__ import annotations

from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.namespace.limit_range import LimitRangeConfig
from constructs_lib.models.namespace.pod_security import DEFAULT_POD_SECURITY, PodSecurityConfig
from constructs_lib.models.namespace.resource_quota import ResourceQuotaConfig


class NamespaceProps(HelmAddOnProps):
    """Which pods and how many resources the hub's namespace admits."""

    pod_security: PodSecurityConfig | None = None
    """Which pods the namespace admits, by the Pod Security Standards of Kubernetes: {enforce: baseline}. Default: {warn: restricted}, which
    refuses nothing; with create_namespace: false, none."""
    resource_quota: ResourceQuotaConfig | None = None
    """Limits on the total resources of the hub and its users: {servers: 100, storage: 2Ti, gpus: 8}. Default: no limit."""
    limit_range: LimitRangeConfig | None = None
    """Requests of containers that set none: {default_request: {cpu: 100m, memory: 128Mi}}. Default: none."""

    @property
    def admission(self) -> PodSecurityConfig:
        """Which pods a namespace that the stack creates admits, including the default."""
        return self.pod_security or PodSecurityConfig.model_validate(DEFAULT_POD_SECURITY)

    @property
    def quota(self) -> ResourceQuotaConfig:
        """The limits; empty if none is set."""
        return self.resource_quota or ResourceQuotaConfig()

    @property
    def default_request(self) -> dict[str, str]:
        """Requests of containers that set none, in Kubernetes' form."""
        return self.limit_range.request if self.limit_range else {}
