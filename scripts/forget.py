"""``make forget``: let Terraform forget what RETAIN keeps, so that the rest of a stack can be destroyed.

What is forgotten stays in AWS with its data; from then on it is its owner's to care for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from jupyterhub_on_eks.deployment.stack_output import Stack
from scripts.console import Trouble
from scripts.state import pulled, run_terraform


def protected(stack: Stack) -> list[str]:
    """List the addresses of the resources that Terraform refuses to destroy."""
    return _retained(stack, "refuse")


def left_behind(stack: Stack) -> list[str]:
    """List the addresses of the resources that a destroy forgets by itself (Terraform 1.16, OpenTofu 1.12)."""
    return _retained(stack, "leave")


def _retained(stack: Stack, on_destroy: str) -> list[str]:
    retained = (stack.facts or {}).get("retained", {})
    return list(retained["addresses"]) if retained.get("on_destroy") == on_destroy else []


def way_out(stack: Stack) -> str:
    """Say why a destroy was refused, and the two ways on from there."""
    kept = protected(stack)
    names = "\n  ".join(kept)
    keep = (
        f"Stack {stack.name!r} keeps what removal_policy: RETAIN and ebs_config.backup protect, so nothing was destroyed:\n  {names}\n"
        "To keep these and take the rest away:\n"
        f"  make forget STACK={stack.name}\n"
        f"  make destroy STACK={stack.name}"
    )
    if not any(address.startswith("aws_efs_file_system.") for address in kept):  # AWS deletes no vault with backups in it
        return keep
    return (
        f"{keep}\n"
        "To delete file systems with all data: write removal_policy: DESTROY in the hub file, then\n"
        f"  make deploy STACK={stack.name}\n"
        f"  make destroy STACK={stack.name}"
    )


def forget(stack: Stack, binary: str) -> str:
    """Take a stack's protected resources out of Terraform's state, with approval; gives what to say afterwards.

    Args:
        stack: the stack.
        binary: Terraform's or OpenTofu's program.

    Raises:
        Trouble: there is nothing to forget, nobody approved, or Terraform failed. Or the stack has no facts.
    """
    facts = stack.need_facts()
    hubs = _chosen_hubs(facts)
    if not protected(stack):
        alone = (
            "make destroy leaves it behind by itself"
            if left_behind(stack)
            else "no hub of it has removal_policy: RETAIN on EFS, or backups of EBS"
        )
        raise Trouble(f"Stack {stack.name!r} has nothing to forget: {alone}.", 2)
    run_terraform([binary, "init", "-input=false", "-no-color"], stack)
    chosen = {address for add_on in facts["add_ons"] if add_on["namespace"] in hubs for address in add_on["retained"]}
    kept = {address: id_ for address, id_ in known_and_protected(stack, binary).items() if not hubs or address in chosen}
    if not kept:
        whose = f" in {', '.join(hubs)}" if hubs else ""
        raise Trouble(
            f"Terraform knows none of what stack {stack.name!r} protects{whose}: it was never deployed, or is forgotten already.", 2
        )
    _approve(kept)
    run_terraform([binary, "state", "rm", *kept], stack)
    said = [f"Forgotten, and still in AWS: {', '.join(dict.fromkeys(kept.values()))}", _next(stack, hubs)]
    for address, id_ in kept.items():
        if address.startswith("aws_efs_file_system."):
            said.append(f"to use it again: efs_config: {{existing_file_system_id: {id_}, create_mount_targets: true, …}}")
    return "\n".join(said)


def known_and_protected(stack: Stack, binary: str) -> Mapping[str, str]:
    """Give the ids of the protected resources that Terraform knows, by address; its working directory is set up already.

    Raises:
        Trouble: Terraform failed.
    """
    wanted = protected(stack)
    return {held.address: str(held.attributes.get("id")) for held in pulled(stack, binary).resources if held.address in wanted}


def _chosen_hubs(facts: Mapping[str, Any]) -> Sequence[str]:
    """Return the namespaces of the hubs that ``HUB`` names; none: all hubs are meant.

    Raises:
        Trouble: the stack has no such hub.
    """
    known = [add_on["namespace"] for add_on in facts["add_ons"] if add_on["namespace"]]
    hubs = os.environ.get("HUB", "").split()
    if unknown := [hub for hub in hubs if hub not in known]:
        raise Trouble(f"There is no hub {unknown[0]!r} in stack {facts['stack']!r}. HUB names hubs by namespace: {', '.join(known)}.", 2)
    return hubs


def _next(stack: Stack, hubs: Sequence[str]) -> str:
    if hubs:
        return f"next: take the hub out of the hub file, then make deploy STACK={stack.name}; a deployment with the hub in it is refused"
    return f"next: make destroy STACK={stack.name}; make deploy is refused until then"


def _approve(kept: Mapping[str, str]) -> None:
    """Ask whether to forget.

    Raises:
        Trouble: the answer isn't yes, or there is nobody to ask.
    """
    if "--auto-approve" in os.environ.get("ARGS", "").split():
        return
    print("Terraform will forget these, and never change or delete them again:", *(f"  {a} ({i})" for a, i in kept.items()), sep="\n")
    try:
        answer = input("Only yes is accepted: ")
    except EOFError:
        raise Trouble("There is no terminal to ask on. To approve beforehand: ARGS=--auto-approve", 2) from None
    if answer.strip() != "yes":
        raise Trouble("Nothing was forgotten.")
