"""Data that a deployment would delete, found by comparing Terraform's state with the new JSON.

Terraform deletes what is no longer in the configuration, and neither ``prevent_destroy`` nor a destroy-time provisioner prevents this,
since both are removed with their block. Source: Terraform, "The lifecycle meta-argument", "Destroy-time provisioners". So a hub that is
renamed, removed or moved to other storage would lose its file system, regardless of its removal policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import Held, State

#: The option that allows data loss.
OPTION = "--allow-data-loss"

_FILE_SYSTEM, _KEY, _VAULT, _NAMESPACE = "aws_efs_file_system", "aws_kms_key", "aws_backup_vault", "kubernetes_namespace_v1"

#: Types of objects that hold data, or that are needed to read it.
HOLD_DATA = (_FILE_SYSTEM, _KEY, _VAULT, _NAMESPACE)


@dataclass(frozen=True)
class Loss:
    """Something with data that the next run would delete.

    Args:
        message: what it is and what would happen to it.
        ways: what to do to keep it, one line each.
        wanted: whether it was deployed with removal_policy: DESTROY, so that it is reported and not refused. Default: False.
        address: address of the resource in the state, if it is one.
    """

    message: str
    ways: tuple[str, ...] = ()
    wanted: bool = False
    address: str = ""


def losses(state: State, stack: Stack, *, destroy: bool = False) -> Iterator[Loss]:
    """Yield what would be lost.

    Args:
        state: what was deployed.
        stack: the stack to deploy.
        destroy: whether the stack is to be destroyed instead. Terraform then applies the removal policy of resources in the JSON, but not
            of others; ``removed`` blocks count only in a deployment.
    """
    written, kept = _written(stack), frozenset() if destroy else _kept(stack)
    for held in state.of(_FILE_SYSTEM, _KEY, _VAULT, *(() if destroy else (_NAMESPACE,))):
        if held.address not in written | kept:
            yield from _namespace(state, held) if held.kind == _NAMESPACE else [_taken(state, held, destroy=destroy)]


def policy(state: State, held: Held) -> str:
    """Return the removal policy with which something was deployed; RETAIN if it was not recorded."""
    id_ = held.attributes.get("id")
    if held.kind == _KEY:
        arn = held.attributes.get("arn")
        id_ = next((other.attributes.get("id") for other in state.of(_FILE_SYSTEM) if other.attributes.get("kms_key_id") == arn), None)
    memories = [memory.output for memory in state.of("terraform_data") if "_RemovalPolicy_" in memory.name]
    return next((str(memory.get("policy")) for memory in memories if id_ and memory.get("file_system") == id_), "RETAIN")


def _written(stack: Stack) -> set[str]:
    return {f"{kind}.{name}" for kind, blocks in stack.template.get("resource", {}).items() for name in blocks}


def _kept(stack: Stack) -> frozenset[str]:
    """Return the addresses that ``removed`` blocks make Terraform forget; a block that destroys keeps nothing."""
    entries: Any = stack.template.get("removed", [])
    return frozenset(entry["from"] for entry in entries if entry.get("lifecycle", {}).get("destroy") is False)


def _taken(state: State, held: Held, *, destroy: bool) -> Loss:
    id_, was = held.attributes.get("id"), policy(state, held)
    what = f"{held.address} ({id_})"
    if was == "DESTROY":
        return Loss(
            f"{what} will be deleted with all its data: it was deployed with removal_policy: DESTROY.", wanted=True, address=held.address
        )
    message = f"{what}, which removal_policy: {was} protects, is no longer in the hub file: Terraform would delete it with all its data."
    if was == "SNAPSHOT":
        message += " No final backup would be taken."
    back = f"Restore the hub{_of(state, held)} as it was deployed."
    if held.kind != _FILE_SYSTEM:
        return Loss(message, (back,))
    named = f"existing_file_system_id: {id_}, create_mount_targets: true"
    if destroy:
        return Loss(message, (back, f"Or let Terraform forget it: set efs_config: {{{named}, …}} in that hub, and deploy it first."))
    return Loss(
        message,
        (
            back,
            (
                f"Or keep the file system outside of the stack: set efs_config: {{{named}, …}} in the hub as it was deployed, and deploy it. "
                "Terraform then forgets the file system. After that, rename the hub, remove it, or change its storage."
            ),
        ),
    )


def _of(state: State, held: Held) -> str:
    """Return the namespace of a resource's hub, if the state has it."""
    spaces = [space for space in state.of(_NAMESPACE) if held.name.startswith(f"{_hub(space.name, 'Namespace')}_")]
    return f" in the namespace {_name(spaces[0])!r}" if spaces else ""


def _hub(name: str, part: str) -> str:
    """Return the common prefix of the names of a hub's resources."""
    return name.rpartition(f"_{part}_")[0]


def _name(namespace: Held) -> str:
    metadata = namespace.attributes.get("metadata") or [{}]
    return str(metadata[0].get("name"))


def _namespace(state: State, space: Held) -> Iterator[Loss]:
    """A namespace is deleted with its claims, and they with their volumes, unless those are on a file system or are to be kept."""
    hub, name = _hub(space.name, "Namespace"), _name(space)
    storage = [str(memory.get("value")) for memory in state.memories(hub, "Remembered_Storage")] or [""]
    database = [str(memory.get("value")) for memory in state.memories(hub, "Remembered_DatabaseVolume")]
    policies = [str(memory.get("policy")) for memory in state.memories(hub, "RemovalPolicy")]
    on_efs = storage[0] == "efs_config" or (not storage[0] and any(_in(hub, held) for held in state.of("aws_efs_access_point")))
    if on_efs or policies[:1] == ["DESTROY"]:
        if not on_efs or any(not volume.startswith("efs") for volume in database):
            yield Loss(
                f"The namespace {name!r} will be deleted with the volumes of its claims, including the hub's database.",
                wanted=True,
                address=space.address,
            )
        return
    yield Loss(
        f"The namespace {name!r} is no longer in the hub file: Kubernetes would delete all claims in it and, with reclaimPolicy: Delete, "
        "their volumes, which hold the homes and the hub's database.",
        (f"Restore the hub in the namespace {name!r} as it was deployed.",),
    )


def _in(hub: str, held: Held) -> bool:
    return held.name.startswith(f"{hub}_")
