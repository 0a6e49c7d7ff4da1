"""What a container gets that says nothing itself."""

from __future__ import annotations

from pydantic import Field

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import ByteQuantity, CpuQuantity


class DefaultRequest(Model):
    """What containers without a request are guaranteed."""

    cpu: CpuQuantity | None = None
    """CPU, for example 100m. Default: nothing is guaranteed."""
    memory: ByteQuantity | None = None
    """Memory, for example 128Mi. Default: nothing is guaranteed."""


class LimitRangeConfig(Model):
    """Defaults for the containers in the hub's namespace.

    There are no others than requests, since Kubernetes makes of a `max` or a `default` limits that the hub's own pods would get too.
    """

    default_request: DefaultRequest = Field(default_factory=DefaultRequest)
    """What containers are guaranteed that say neither a request nor a limit: {cpu: 100m, memory: 128Mi}."""

    @property
    def request(self) -> dict[str, str]:
        """The default request as Kubernetes writes it."""
        given = {"cpu": self.default_request.cpu, "memory": self.default_request.memory}
        return {name: str(amount) for name, amount in given.items() if amount is not None}
