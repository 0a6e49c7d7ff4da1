"""Losses of a deployed stack other than deletions: a hub would get another release, file system or cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jupyterhub_on_eks.deployment.data_loss import Loss
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import State

_MADE = re.compile(r"(fs-[0-9a-f]+), made by this stack")


def changes(state: State, stack: Stack) -> Iterator[Loss]:
    """Yield what a deployment would do to the hubs."""
    yield from renamed_releases(state, stack)
    yield from forgotten_file_systems(state, stack)


def renamed_releases(state: State, stack: Stack) -> Iterator[Loss]:
    """Helm can't rename a release: Terraform would uninstall the hub and install it again."""
    written = _blocks(stack, "helm_release")
    for held in state.of("helm_release"):
        name, was = written.get(held.name, {}).get("name"), held.attributes.get("name")
        if name and was and name != was and "${" not in name:
            yield Loss(
                f"The release {was!r} in the namespace {held.attributes.get('namespace')!r} would become {name!r}: Terraform would uninstall "
                "the hub, stop all servers, delete the hub's own EBS volume and its load balancer, and install it again.",
                (f"Set in that hub: release: {was}",),
            )


def forgotten_file_systems(state: State, stack: Stack) -> Iterator[Loss]:
    """After ``forget``, a deployment would create a new file system for all users."""
    present = {held.name for held in state.of("aws_efs_file_system")}
    for name in _blocks(stack, "aws_efs_file_system"):
        former = None if name in present else _former(state, stack, name)
        if former:
            yield Loss(
                f"aws_efs_file_system.{name} was forgotten, or is gone: Terraform would create a new one, and all users would "
                f"find empty homes. The homes are on {former}.",
                (
                    f"Use it again: efs_config: {{existing_file_system_id: {former}, create_mount_targets: true, …}}",
                    "Or destroy the stack, to remove what it still has.",
                ),
            )


def _former(state: State, stack: Stack, name: str) -> str | None:
    """Return the file system that a hub had, from its record or its access points; None if it had none."""
    hub = name.rpartition("_Home_FileSystem_")[0]
    if remembered := [str(memory.get("value")) for memory in state.memories(hub, "Remembered_FileSystem")]:
        made = _MADE.fullmatch(remembered[0])
        return made[1] if made else None
    on_it = {
        point
        for point, block in _blocks(stack, "aws_efs_access_point").items()
        if f"aws_efs_file_system.{name}.id" in block["file_system_id"]
    }
    return next((held.attributes.get("file_system_id") for held in state.of("aws_efs_access_point") if held.name in on_it), None)


def another_cluster(state: State, stack: Stack) -> Iterator[Loss]:
    """A state belongs to one cluster; on another one, Terraform finds none of its resources, and creates them again."""
    known = stack.facts["cluster"] if stack.facts else {"name": None, "region": None}
    for held in state.data:
        arn = str(held.attributes.get("arn") or "").split(":")
        if held.kind != "aws_eks_cluster" or len(arn) < 6 or not state.resources:  # noqa: PLR2004  # parts of an ARN
            continue
        was = {"name": held.attributes.get("name"), "region": arn[3]}
        if differing := [key for key in was if known[key] and was[key] != known[key]]:
            moved = " and ".join(f"cluster.{key} was {was[key]!r} and is now {known[key]!r}" for key in differing)
            yield Loss(
                f"{moved}: Terraform would look for its resources in the wrong place, not find them, and create them again, empty.",
                ("Restore the old value; a hub on another cluster needs a separate stack with a separate state.",),
            )


def without_final_backup(state: State, stack: Stack) -> Iterator[Loss]:
    """Destroy makes the final backup only if a deployment has set it up, so not if removal_policy: SNAPSHOT was set since."""
    ready = {held.name for held in state.of("terraform_data")}
    for name in _blocks(stack, "terraform_data"):
        hub, backup, _ = name.partition("_Home_FinalBackup_")
        if (
            backup
            and name not in ready
            and any(held.name.startswith(f"{hub}_Home_FileSystem_") for held in state.of("aws_efs_file_system"))
        ):
            yield Loss(
                "removal_policy: SNAPSHOT isn't deployed yet, so the file system would be deleted without a final backup.",
                ("Deploy the stack first.",),
            )


def _blocks(stack: Stack, kind: str) -> dict[str, Any]:
    blocks: dict[str, Any] = stack.template.get("resource", {}).get(kind, {})
    return blocks
