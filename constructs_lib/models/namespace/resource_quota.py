"""What a hub and its users may take of the cluster altogether."""

from __future__ import annotations

from pydantic import Field, StrictInt

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import ByteQuantity, CpuQuantity, DeviceCount, ExtendedResource, GpuCount
from constructs_lib.models.singleuser.resources import GPU


class ResourceQuotaConfig(Model):
    """Bounds of what is in the hub's namespace altogether. What would exceed one isn't made; what is there stays."""

    servers: StrictInt | None = Field(default=None, ge=1, le=100_000)
    """Number of users' servers that run at once. The hub tells the next user to come back later; the namespace's bound for pods lies
    above it by the pods of the hub itself. Default: no bound."""
    claims: StrictInt | None = Field(default=None, ge=1, le=1_000_000)
    """Number of persistent volume claims, the hub's own among them. Default: no bound."""
    storage: ByteQuantity | None = None
    """Storage of all claims together, for example 2Ti, the hub's own among them. Default: no bound."""
    gpus: GpuCount | None = None
    """Number of nvidia.com/gpu in use at once. Default: no bound."""
    extended: dict[ExtendedResource, DeviceCount] = Field(default_factory=dict)
    """Numbers of further extended resources in use at once, for example {aws.amazon.com/neuron: 4}. Default: no bound."""
    cpu: CpuQuantity | None = None
    """CPU that all pods are guaranteed together, for example 200, the hub's own among them. Each container then says what it is
    guaranteed: users' servers without a guarantee 50m. Default: no bound."""
    memory: ByteQuantity | None = None
    """Memory that all pods are guaranteed together, for example 800Gi, the hub's own among them. Default: no bound."""

    @property
    def computes(self) -> tuple[str, ...]:
        """Of cpu and memory those that are bounded: Kubernetes then refuses each container that doesn't say its share."""
        return tuple(key for key in ("cpu", "memory") if getattr(self, key) is not None)

    def hard(self, *, own_pods: int) -> dict[str, str]:
        """Return the bounds as Kubernetes writes them.

        Args:
            own_pods: number of pods that are no users' servers.
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
