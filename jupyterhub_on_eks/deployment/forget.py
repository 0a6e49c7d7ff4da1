"""The verb ``forget``: lets Terraform forget what RETAIN keeps, so that the rest of a stack can be destroyed.

What is forgotten stays in AWS with its data; from then on it is its owner's to care for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jupyterhub_on_eks.cli.exit_status import ExitStatus
from jupyterhub_on_eks.deployment.command import Commands
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import pulled
from jupyterhub_on_eks.deployment.terraform import Terraform


def protected(stack: Stack) -> list[str]:
    """List the addresses of the resources that Terraform refuses to destroy."""
    return _retained(stack, "refuse")


def left_behind(stack: Stack) -> list[str]:
    """List the addresses of the resources that a destroy forgets by itself (Terraform 1.16, OpenTofu 1.12)."""
    return _retained(stack, "leave")


def _retained(stack: Stack, on_destroy: str) -> list[str]:
    retained = (stack.facts or {}).get("retained", {})
    return list(retained["addresses"]) if retained.get("on_destroy") == on_destroy else []


def way_out(stack: Stack, commands: Commands) -> str:
    """Say why a destroy was refused, and the two ways on from there."""
    kept = protected(stack)
    names = "\n  ".join(kept)
    destroy = commands.line("destroy", stack.name)
    keep = (
        f"Stack {stack.name!r} keeps what removal_policy: RETAIN and ebs_config.backup protect, so nothing was destroyed:\n  {names}\n"
        "To keep these and remove the rest:\n"
        f"  {commands.line('forget', stack.name)}\n"
        f"  {destroy}"
    )
    if not any(address.startswith("aws_efs_file_system.") for address in kept):  # AWS deletes no vault with backups in it
        return keep
    return (
        f"{keep}\n"
        "To delete file systems with all data: write removal_policy: DESTROY in the hub file, then\n"
        f"  {commands.line('deploy', stack.name)}\n"
        f"  {destroy}"
    )


def forget(terraform: Terraform, request: Request, hubs: Sequence[str] = ()) -> str:
    """Remove a stack's protected resources from Terraform's state, with approval; returns what to say afterwards.

    Args:
        terraform: the program, for the stack.
        request: what the user asked for.
        hubs: namespaces of the hubs that are meant. Default: all.

    Raises:
        DeploymentError: there is nothing to forget, nobody approved, or Terraform failed. Or the stack has no facts.
    """
    stack = terraform.stack
    facts = stack.need_facts()
    _check_hubs(facts, hubs)
    if not protected(stack):
        alone = (
            "destroy leaves it behind by itself"
            if left_behind(stack)
            else "no hub of it has removal_policy: RETAIN on EFS, or backups of EBS"
        )
        raise DeploymentError(f"Stack {stack.name!r} has nothing to forget: {alone}.", ExitStatus.USAGE)
    terraform.init()
    chosen = {address for add_on in facts["add_ons"] if add_on["namespace"] in hubs for address in add_on["retained"]}
    kept = {address: id_ for address, id_ in known_and_protected(terraform).items() if not hubs or address in chosen}
    if not kept:
        whose = f" in {', '.join(hubs)}" if hubs else ""
        raise DeploymentError(
            f"Terraform knows none of what stack {stack.name!r} protects{whose}: it was never deployed, or is forgotten already.",
            ExitStatus.USAGE,
        )
    if not request.approved:
        print("Terraform will forget these, and never change or delete them again:", *(f"  {a} ({i})" for a, i in kept.items()), sep="\n")
    request.approve(f"Forget them in stack {stack.name!r}?", refused="Nothing was forgotten.")
    terraform.text("state", "rm", *kept)
    said = [f"Forgotten, and still in AWS: {', '.join(dict.fromkeys(kept.values()))}", _next(stack, hubs, request.commands)]
    for address, id_ in kept.items():
        if address.startswith("aws_efs_file_system."):
            said.append(f"to use it again: efs_config: {{existing_file_system_id: {id_}, create_mount_targets: true, …}}")
    return "\n".join(said)


def known_and_protected(terraform: Terraform) -> Mapping[str, str]:
    """Return the ids of the protected resources that Terraform knows, by address; its folder is set up already.

    Raises:
        DeploymentError: Terraform failed.
    """
    wanted = protected(terraform.stack)
    return {held.address: str(held.attributes.get("id")) for held in pulled(terraform).resources if held.address in wanted}


def _check_hubs(facts: Mapping[str, Any], hubs: Sequence[str]) -> None:
    """See that the stack has the hubs.

    Raises:
        DeploymentError: it lacks one.
    """
    known = [add_on["namespace"] for add_on in facts["add_ons"] if add_on["namespace"]]
    if unknown := [hub for hub in hubs if hub not in known]:
        words = f"There is no hub {unknown[0]!r} in stack {facts['stack']!r}. Hubs are named by their namespaces: {', '.join(known)}."
        raise DeploymentError(words, ExitStatus.USAGE)


def _next(stack: Stack, hubs: Sequence[str], commands: Commands) -> str:
    if hubs:
        return f"next: remove the hub from the hub file, then {commands.line('deploy', stack.name)}; a deployment with the hub in it is refused"
    return f"next: {commands.line('destroy', stack.name)}; a deployment is refused until then"
