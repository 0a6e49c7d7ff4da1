"""The verb ``forget``: makes Terraform forget what RETAIN keeps, so that the rest of a stack can be destroyed.

Forgotten resources stay in AWS with their data; from then on the user manages them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import pulled
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.exit_status import ExitStatus


def protected(stack: Stack) -> list[str]:
    """List the addresses of the resources that Terraform refuses to destroy."""
    return _retained(stack, "refuse")


def left_behind(stack: Stack) -> list[str]:
    """List the addresses of the resources that destroy forgets automatically (Terraform 1.16, OpenTofu 1.12)."""
    return _retained(stack, "leave")


def _retained(stack: Stack, on_destroy: str) -> list[str]:
    retained = (stack.facts or {}).get("retained", {})
    return list(retained["addresses"]) if retained.get("on_destroy") == on_destroy else []


def way_out(stack: Stack, commands: Commands) -> str:
    """Return why destroy was refused, and the two ways to proceed."""
    kept = protected(stack)
    names = "\n  ".join(kept)
    destroy = commands.line("destroy", stack.name)
    keep = (
        f"Stack {stack.name!r} keeps what removal_policy: RETAIN and ebs_config.backup protect, so nothing was destroyed:\n  {names}\n"
        "To keep these and remove the rest:\n"
        f"  {commands.line('forget', stack.name)}\n"
        f"  {destroy}"
    )
    if not any(address.startswith("aws_efs_file_system.") for address in kept):  # AWS doesn't delete a vault that contains backups
        return keep
    return (
        f"{keep}\n"
        "To delete file systems with all data: set removal_policy: DESTROY in the hub file, then\n"
        f"  {commands.line('deploy', stack.name)}\n"
        f"  {destroy}"
    )


def forget(terraform: Terraform, request: Request, hubs: Sequence[str] = ()) -> str:
    """Remove a stack's protected resources from Terraform's state, with approval; returns a report.

    Args:
        terraform: the program, for the stack.
        request: what the user asked for.
        hubs: namespaces of the selected hubs. Default: all.

    Raises:
        DeploymentError: there is nothing to forget, approval is missing, Terraform failed, or the stack has no facts.
    """
    stack = terraform.stack
    facts = stack.need_facts()
    _check_hubs(facts, hubs)
    if not protected(stack):
        reason = (
            "destroy keeps its protected resources automatically"
            if left_behind(stack)
            else "none of its hubs has removal_policy: RETAIN on EFS, or backups on EBS"
        )
        raise DeploymentError(f"Stack {stack.name!r} has nothing to forget: {reason}.", ExitStatus.USAGE)
    terraform.init()
    chosen = {address for add_on in facts["add_ons"] if add_on["namespace"] in hubs for address in add_on["retained"]}
    kept = {address: id_ for address, id_ in known_and_protected(terraform).items() if not hubs or address in chosen}
    if not kept:
        where = f" in {', '.join(hubs)}" if hubs else ""
        raise DeploymentError(
            f"Terraform's state has nothing that stack {stack.name!r} protects{where}: it was never deployed, or is already forgotten.",
            ExitStatus.USAGE,
        )
    if not request.approved:
        print("Terraform will forget these, and never change or delete them again:", *(f"  {a} ({i})" for a, i in kept.items()), sep="\n")
    request.approve(f"Forget them in stack {stack.name!r}?", refused="Nothing was forgotten.")
    terraform.text("state", "rm", *kept)
    lines = [f"Forgotten, and still in AWS: {', '.join(dict.fromkeys(kept.values()))}", _next(stack, hubs, request.commands)]
    for address, id_ in kept.items():
        if address.startswith("aws_efs_file_system."):
            lines.append(f"to use it again: efs_config: {{existing_file_system_id: {id_}, create_mount_targets: true, …}}")
    return "\n".join(lines)


def known_and_protected(terraform: Terraform) -> Mapping[str, str]:
    """Return the ids of the protected resources in Terraform's state, by address; the stack's folder must be set up.

    Raises:
        DeploymentError: Terraform failed.
    """
    wanted = protected(terraform.stack)
    return {held.address: str(held.attributes.get("id")) for held in pulled(terraform).resources if held.address in wanted}


def _check_hubs(facts: Mapping[str, Any], hubs: Sequence[str]) -> None:
    """Check that the stack has the hubs.

    Raises:
        DeploymentError: it lacks one.
    """
    known = [add_on["namespace"] for add_on in facts["add_ons"] if add_on["namespace"]]
    if unknown := [hub for hub in hubs if hub not in known]:
        message = f"There is no hub {unknown[0]!r} in stack {facts['stack']!r}. Hubs are named by their namespaces: {', '.join(known)}."
        raise DeploymentError(message, ExitStatus.USAGE)


def _next(stack: Stack, hubs: Sequence[str], commands: Commands) -> str:
    if hubs:
        return f"next: remove the hub from the hub file, then {commands.line('deploy', stack.name)}; a deployment with the hub in it is refused"
    return f"next: {commands.line('destroy', stack.name)}; a deployment is refused until then"
