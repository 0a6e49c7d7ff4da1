"""The size of /dev/shm in users' servers."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from constructs_lib.models.kinds.kubernetes import Quantity
from constructs_lib.models.kinds.validators import as_schema

#: Mount path of shared memory. The container runtime's default is 64 MiB, which is too small for PyTorch's data loaders.
SHARED_MEMORY_PATH = "/dev/shm"  # noqa: S108  # a mount path, nothing is written there
SHARED_MEMORY_VOLUME = "shared-memory"


@cache
def _quantity() -> TypeAdapter[str]:
    return TypeAdapter(Quantity)


def _switch_or_size(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    try:
        return _quantity().validate_python(value)
    except ValidationError:
        raise ValueError("is neither true, false nor a size; use true, or a size with a unit, for example 2Gi") from None


as_schema(_switch_or_size, instead={"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": r"^[0-9.]+(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)$"}]})
#: Whether there is a volume, or its size.
SharedMemory = Annotated[bool | str, BeforeValidator(_switch_or_size)]
