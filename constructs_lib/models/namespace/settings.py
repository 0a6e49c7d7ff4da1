"""The settings of the hub's namespace."""

from __future__ import annotations

from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.namespace.limit_range import LimitRangeConfig
from constructs_lib.models.namespace.pod_security import DEFAULT_POD_SECURITY, PodSecurityConfig
from constructs_lib.models.namespace.resource_quota import ResourceQuotaConfig


class NamespaceProps(HelmAddOnProps):
    """What the hub's namespace admits, and how much of it."""

    pod_security: PodSecurityConfig | None = None
    """Which pods the namespace admits, by the Pod Security Standards of Kubernetes: {enforce: baseline}. Default: {warn: restricted},
    which refuses nothing; with create_namespace: false, none."""
    resource_quota: ResourceQuotaConfig | None = None
    """Bounds of what the hub and its users take of the cluster altogether: {servers: 100, storage: 2Ti, gpus: 8}. Default: no bound."""
    limit_range: LimitRangeConfig | None = None
    """What containers are guaranteed that say nothing themselves: {default_request: {cpu: 100m, memory: 128Mi}}. Default: nothing."""

    @property
    def admission(self) -> PodSecurityConfig:
        """Which pods a namespace that the stack makes admits, the default taken into account."""
        return self.pod_security or PodSecurityConfig.model_validate(DEFAULT_POD_SECURITY)

    @property
    def quota(self) -> ResourceQuotaConfig:
        """The bounds; without any, none is set."""
        return self.resource_quota or ResourceQuotaConfig()

    @property
    def default_request(self) -> dict[str, str]:
        """What containers are guaranteed that say nothing themselves, as Kubernetes writes it."""
        return self.limit_range.request if self.limit_range else {}
