"""Total resources that a hub and its users may use."""

from __future__ import annotations

from pydantic import Field, StrictInt

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import ByteQuantity, CpuQuantity, DeviceCount, ExtendedResource, GpuCount
from constructs_lib.models.scheduling.resources import GPU


class ResourceQuotaConfig(Model):
    """Limits on the total of the hub's namespace. An object that would exceed a limit is not created; existing objects are kept."""

    servers: StrictInt | None = Field(default=None, ge=1, le=100_000)
    """Number of users' servers that run at once. The hub asks further users to try again later; the namespace's limit on pods also includes
    the hub's own pods. Default: no limit."""
    claims: StrictInt | None = Field(default=None, ge=1, le=1_000_000)
    """Number of persistent volume claims, including the hub's own. Default: no limit."""
    storage: ByteQuantity | None = None
    """Storage of all claims together, including the hub's own, for example 2Ti. Default: no limit."""
    gpus: GpuCount | None = None
    """Number of nvidia.com/gpu in use at once. Default: no limit."""
    extended: dict[ExtendedResource, DeviceCount] = Field(default_factory=dict)
    """Numbers of other extended resources in use at once, for example {aws.amazon.com/neuron: 4}. Default: no limit."""
    cpu: CpuQuantity | None = None
    """Total CPU requests of all pods, including the hub's own, for example 200. Every container then needs a request: users' servers
    without a guarantee get 50m. Default: no limit."""
    memory: ByteQuantity | None = None
    """Total memory requests of all pods, including the hub's own, for example 800Gi. Default: no limit."""

    @property
    def computes(self) -> tuple[str, ...]:
        """Those of cpu and memory that are limited: Kubernetes then refuses every container without a request for them."""
        return tuple(key for key in ("cpu", "memory") if getattr(self, key) is not None)

    def hard(self, *, own_pods: int) -> dict[str, str]:
        """Return the limits in Kubernetes' form.

        Args:
            own_pods: number of pods that are not users' servers.
        """
        devices = {**self.extended, **({} if self.gpus is None else {GPU: self.gpus})}
        bounds = {
            "pods": None if self.servers is None else self.servers + own_pods,
            "persistentvolumeclaims": self.claims,
            "requests.storage": self.storage,
            "requests.cpu": self.cpu,
            "requests.memory": self.memory,
            **{f"requests.{name}": count for name, count in devices.items()},
        }
        return {name: str(bound) for name, bound in bounds.items() if bound is not None}
