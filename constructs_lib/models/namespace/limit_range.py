"""Defaults for containers that set no resources."""

from __future__ import annotations

from pydantic import Field

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import ByteQuantity, CpuQuantity


class DefaultRequest(Model):
    """Requests of containers that set none."""

    cpu: CpuQuantity | None = None
    """CPU, for example 100m. Default: no request."""
    memory: ByteQuantity | None = None
    """Memory, for example 128Mi. Default: no request."""


class LimitRangeConfig(Model):
    """Defaults for the containers in the hub's namespace.

    Only requests are supported: Kubernetes turns a `max` or a `default` into limits, which the hub's own pods would get too.
    """

    default_request: DefaultRequest = Field(default_factory=DefaultRequest)
    """Requests of containers that set neither a request nor a limit: {cpu: 100m, memory: 128Mi}."""

    @property
    def request(self) -> dict[str, str]:
        """The default request in Kubernetes' form."""
        given = {"cpu": self.default_request.cpu, "memory": self.default_request.memory}
        return {name: str(amount) for name, amount in given.items() if amount is not None}
