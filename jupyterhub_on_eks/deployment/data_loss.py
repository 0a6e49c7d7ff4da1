"""What a deployment would take away from users, by comparing Terraform's state with the new JSON.

Terraform deletes what is no longer written down, and neither ``prevent_destroy`` nor a provisioner that runs on destroy holds for it,
since both go with their block. Source: Terraform, "The lifecycle meta-argument", "Destroy-time provisioners". So a hub that is renamed,
taken out or moved to other storage would lose its file system, whatever its removal policy says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import Held, State

#: The option that lets all of it happen.
WORD = "--allow-data-loss"

_FILE_SYSTEM, _KEY, _VAULT, _NAMESPACE = "aws_efs_file_system", "aws_kms_key", "aws_backup_vault", "kubernetes_namespace_v1"

#: Types whose objects hold data, or without which data can't be read.
HOLD_DATA = (_FILE_SYSTEM, _KEY, _VAULT, _NAMESPACE)


@dataclass(frozen=True)
class Loss:
    """Something that holds data and that the next run would take away.

    Args:
        words: what it is and what would happen to it.
        ways: what to do to keep it, one line each.
        wanted: the removal policy with which it was deployed is DESTROY, so that it is said and not refused. Default: False.
        address: of the resource in the state, where it is one.
    """

    words: str
    ways: tuple[str, ...] = ()
    wanted: bool = False
    address: str = ""


def losses(state: State, stack: Stack, *, destroy: bool = False) -> Iterator[Loss]:
    """Yield what would be lost.

    Args:
        state: what was deployed.
        stack: what is to be deployed.
        destroy: the stack is to be destroyed instead. Then the removal policy of what the JSON has is kept by Terraform, and of what it
            doesn't have by nobody; ``removed`` blocks count in a deployment only.
    """
    written, kept = _written(stack), frozenset() if destroy else _kept(stack)
    for held in state.of(_FILE_SYSTEM, _KEY, _VAULT, *(() if destroy else (_NAMESPACE,))):
        if held.address not in written | kept:
            yield from _namespace(state, held) if held.kind == _NAMESPACE else [_taken(state, held, destroy=destroy)]


def policy(state: State, held: Held) -> str:
    """Return the removal policy with which something was deployed; RETAIN where no release has remembered it."""
    id_ = held.attributes.get("id")
    if held.kind == _KEY:
        arn = held.attributes.get("arn")
        id_ = next((other.attributes.get("id") for other in state.of(_FILE_SYSTEM) if other.attributes.get("kms_key_id") == arn), None)
    memories = [memory.output for memory in state.of("terraform_data") if "_RemovalPolicy_" in memory.name]
    return next((str(memory.get("policy")) for memory in memories if id_ and memory.get("file_system") == id_), "RETAIN")


def _written(stack: Stack) -> set[str]:
    return {f"{kind}.{name}" for kind, blocks in stack.template.get("resource", {}).items() for name in blocks}


def _kept(stack: Stack) -> frozenset[str]:
    """Return the addresses that ``removed`` blocks let Terraform forget; one that destroys keeps nothing."""
    entries: Any = stack.template.get("removed", [])
    return frozenset(entry["from"] for entry in entries if entry.get("lifecycle", {}).get("destroy") is False)


def _taken(state: State, held: Held, *, destroy: bool) -> Loss:
    id_, was = held.attributes.get("id"), policy(state, held)
    what = f"{held.address} ({id_})"
    if was == "DESTROY":
        return Loss(
            f"{what} will be deleted with all its data: it was deployed with removal_policy: DESTROY.", wanted=True, address=held.address
        )
    words = f"{what}, which removal_policy: {was} protects, isn't in the hub file any more: Terraform would delete it with all its data."
    if was == "SNAPSHOT":
        words += " No final backup would be taken."
    back = f"Put the hub{_of(state, held)} back as it was deployed."
    if held.kind != _FILE_SYSTEM:
        return Loss(words, (back,))
    named = f"existing_file_system_id: {id_}, create_mount_targets: true"
    if destroy:
        return Loss(words, (back, f"Or let Terraform forget it: write efs_config: {{{named}, …}} in that hub, and deploy it first."))
    return Loss(
        words,
        (
            back,
            (
                f"Or keep the file system apart from the stack: write efs_config: {{{named}, …}} in the hub as it was deployed, and deploy it. "
                "Terraform then forgets the file system. After that rename the hub, take it out, or give it other storage."
            ),
        ),
    )


def _of(state: State, held: Held) -> str:
    """Name a resource's hub by its namespace, where the state has it."""
    spaces = [space for space in state.of(_NAMESPACE) if held.name.startswith(f"{_hub(space.name, 'Namespace')}_")]
    return f" in the namespace {_name(spaces[0])!r}" if spaces else ""


def _hub(name: str, part: str) -> str:
    """Return what the names of all resources of a hub begin with."""
    return name.rpartition(f"_{part}_")[0]


def _name(namespace: Held) -> str:
    metadata = namespace.attributes.get("metadata") or [{}]
    return str(metadata[0].get("name"))


def _namespace(state: State, space: Held) -> Iterator[Loss]:
    """A namespace goes with its claims, and they with their volumes, unless those are on a file system or are to be kept."""
    hub, name = _hub(space.name, "Namespace"), _name(space)
    storage = [str(memory.get("value")) for memory in state.memories(hub, "Remembered_Storage")] or [""]
    database = [str(memory.get("value")) for memory in state.memories(hub, "Remembered_DatabaseVolume")]
    policies = [str(memory.get("policy")) for memory in state.memories(hub, "RemovalPolicy")]
    on_efs = storage[0] == "efs_config" or (not storage[0] and any(_in(hub, held) for held in state.of("aws_efs_access_point")))
    if on_efs or policies[:1] == ["DESTROY"]:
        if not on_efs or any(not volume.startswith("efs") for volume in database):
            yield Loss(
                f"The namespace {name!r} will be deleted with the volumes of its claims, the hub's database among them.",
                wanted=True,
                address=space.address,
            )
        return
    yield Loss(
        f"The namespace {name!r} isn't in the hub file any more: Kubernetes would delete all claims in it, and a storage class with "
        "reclaimPolicy: Delete their volumes, which hold the homes and the hub's database.",
        (f"Put the hub in the namespace {name!r} back as it was deployed.",),
    )


def _in(hub: str, held: Held) -> bool:
    return held.name.startswith(f"{hub}_")
