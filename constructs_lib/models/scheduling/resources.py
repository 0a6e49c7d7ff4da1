"""Resource guarantees and limits of users' servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import ByteQuantity, CpuQuantity, DeviceCount, ExtendedResource, GpuCount, cores, whole_bytes

#: The extended resource of whole GPUs. Source: NVIDIA's device plug-in for Kubernetes.
GPU = "nvidia.com/gpu"
#: Default guarantees of a server: without a guarantee, the whole limit would be reserved.
_CPU_BESIDE_A_LIMIT = "50m"
_MEMORY = "1Gi"


def _bytes(quantity: str | float) -> int:
    return whole_bytes(str(quantity))


class CpuAmount(Model):
    """CPU guarantee and limit of a server."""

    guarantee: CpuQuantity | None = None
    """CPU reserved for each server: 250m, 0.25 or 2. Default: 50m if there is a limit, otherwise none."""
    limit: CpuQuantity | None = None
    """Maximum CPU of a server. null removes the limit set by the hub or the profile. Default: none."""


class MemoryAmount(Model):
    """Memory guarantee and limit of a server."""

    guarantee: ByteQuantity | None = None
    """Memory reserved for each server: 1Gi, 512Mi. Default: 1Gi, or the limit if that is smaller."""
    limit: ByteQuantity | None = None
    """Maximum memory of a server; if it uses more, it is killed. null removes the limit set by the hub or the profile. Default: none."""


class StorageAmount(Model):
    """Guarantee and limit for a server's space on the node's disk, in addition to the home."""

    guarantee: ByteQuantity | None = None
    """Space reserved for each server: 5Gi. Default: the limit, otherwise none."""
    limit: ByteQuantity | None = None
    """Maximum space of a server; if it uses more, it is evicted. null removes the limit set by the hub or the profile. Default: none."""


def _kind(value: Any) -> str:
    return "amount" if isinstance(value, dict | Model) else "both"


#: An amount; or one quantity, which is both guarantee and limit.
Cpu = Annotated[Annotated[CpuQuantity, Tag("both")] | Annotated[CpuAmount, Tag("amount")], Discriminator(_kind)]
Memory = Annotated[Annotated[ByteQuantity, Tag("both")] | Annotated[MemoryAmount, Tag("amount")], Discriminator(_kind)]
EphemeralStorage = Annotated[Annotated[ByteQuantity, Tag("both")] | Annotated[StorageAmount, Tag("amount")], Discriminator(_kind)]


class Resources(Model):
    """Resource guarantees and limits of a server, in Kubernetes quantities: 4G is 4·10⁹ bytes, 4Gi is 4·2³⁰."""

    cpu: Cpu | None = None
    """{guarantee: 250m, limit: 2}, or one quantity for both."""
    memory: Memory | None = None
    """{guarantee: 1Gi, limit: 4Gi}, or one quantity for both. Default: a guarantee of 1Gi."""
    ephemeral_storage: EphemeralStorage | None = None
    """{guarantee: 5Gi, limit: 20Gi} of the node's disk, or one quantity for both: for data written outside the home."""
    gpus: GpuCount | None = None
    """Number of nvidia.com/gpu, with the toleration of GPU nodes. Default: 0."""
    extended: dict[ExtendedResource, DeviceCount] = Field(default_factory=dict)
    """Other extended resources by name, each with its toleration: nvidia.com/mig-1g.5gb, aws.amazon.com/neuron, vpc.amazonaws.com/efa."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A guarantee and a limit as in the hub file, and the level at which each is set.

    Args:
        guarantee: the guarantee. None: not set.
        limit: the limit. None: none.
        guarantee_of: level of the guarantee.
        limit_of: level of the limit.
    """

    guarantee: str | float | None = None
    limit: str | float | None = None
    guarantee_of: int = 0
    limit_of: int = 0

    def exceeds_limit(self, number: Callable[[str | float], float]) -> bool:
        """Return whether the guarantee exceeds the limit, which Kubernetes refuses; ``number`` parses a quantity."""
        return self.guarantee is not None and self.limit is not None and number(self.guarantee) > number(self.limit)


@dataclass(frozen=True, slots=True)
class ServerResources:
    """The effective resources of a server, from all levels.

    Args:
        cpu: CPU.
        memory: memory.
        ephemeral_storage: space on the node's disk.
        extended: extended resources by name, including GPUs; 0 if a level requests none.
    """

    cpu: Amount = Amount()
    memory: Amount = Amount()
    ephemeral_storage: Amount = Amount()
    extended: Mapping[str, int] = field(default_factory=dict)

    @property
    def cpu_numbers(self) -> tuple[float | None, float | None]:
        """Guaranteed cores and the limit; with only a limit, a small guarantee, because otherwise the whole limit would be reserved."""
        limit = None if self.cpu.limit is None else cores(self.cpu.limit)
        if self.cpu.guarantee is not None:
            return cores(self.cpu.guarantee), limit
        return (None if limit is None else min(cores(_CPU_BESIDE_A_LIMIT), limit)), limit

    @property
    def memory_numbers(self) -> tuple[int, int | None]:
        """Guaranteed bytes and the limit."""
        limit = None if self.memory.limit is None else _bytes(self.memory.limit)
        if self.memory.guarantee is not None:
            return _bytes(self.memory.guarantee), limit
        return _bytes(_MEMORY) if limit is None else min(_bytes(_MEMORY), limit), limit

    @property
    def devices(self) -> dict[str, int]:
        """Extended resources that are requested."""
        return {name: count for name, count in self.extended.items() if count}

    @property
    def extra_guarantees(self) -> dict[str, Any]:
        """Requests for which KubeSpawner has no trait."""
        given = self.ephemeral_storage.guarantee
        return {} if given is None else {"ephemeral-storage": _bytes(given)}

    @property
    def extra_limits(self) -> dict[str, Any]:
        """Limits for which KubeSpawner has no trait; extended resources are allowed only as limits."""
        given = self.ephemeral_storage.limit
        return {**({} if given is None else {"ephemeral-storage": _bytes(given)}), **self.devices}


def resources_of(levels: Sequence[Resources | None]) -> ServerResources:
    """Return the combined resources of all levels, the innermost last; for each key, the innermost level that sets it wins."""
    result = ServerResources()
    for level, config in enumerate(levels):
        if config is not None:
            extended = {**result.extended, **config.extended, **({} if config.gpus is None else {GPU: config.gpus})}
            result = ServerResources(
                cpu=_over(result.cpu, config.cpu, level),
                memory=_over(result.memory, config.memory, level),
                ephemeral_storage=_over(result.ephemeral_storage, config.ephemeral_storage, level),
                extended=extended,
            )
    return result


def _over(below: Amount, above: Any, level: int) -> Amount:
    if above is None:
        return below
    if not isinstance(above, Model):
        return Amount(above, above, level, level)
    given = {key: getattr(above, key) for key in above.model_fields_set}
    guarantee = (given["guarantee"], level) if "guarantee" in given else (below.guarantee, below.guarantee_of)
    limit = (given["limit"], level) if "limit" in given else (below.limit, below.limit_of)
    return Amount(guarantee[0], limit[0], guarantee[1], limit[1])


def asks_for_devices(config: Resources | None) -> bool:
    """Return whether GPUs or other extended resources are requested."""
    return config is not None and bool(config.gpus or any(config.extended.values()))


def too_much_guaranteed(resources: ServerResources) -> Iterator[tuple[str, Amount]]:
    """Yield each amount whose guarantee exceeds its limit, which Kubernetes refuses, with its key."""
    for key in ("cpu", "memory", "ephemeral_storage"):
        amount = getattr(resources, key)
        if amount.exceeds_limit(cores if key == "cpu" else _bytes):
            yield key, amount


def _guarantee_within_limit(amount: Any) -> Iterator[Problem]:
    given = Amount(amount.guarantee, amount.limit)
    if given.exceeds_limit(cores if isinstance(amount, CpuAmount) else _bytes):
        yield Problem(f"{str(given.guarantee)!r} exceeds the limit {str(given.limit)!r}", ("guarantee",))


def _gpus_once(config: Resources) -> Iterator[Problem]:
    if config.gpus is not None and GPU in config.extended:
        yield Problem(f"{GPU} is already set by gpus; remove one of them", ("extended", GPU))


CpuAmount.RULES = MemoryAmount.RULES = StorageAmount.RULES = (_guarantee_within_limit,)
Resources.RULES = (_gpus_once,)
