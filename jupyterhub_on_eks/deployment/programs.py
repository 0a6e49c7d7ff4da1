"""Programs that a deployment needs on this machine: Terraform or OpenTofu, and those that log in to the cluster."""

from __future__ import annotations

import os
import shutil

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.install_hints import install_hints
from jupyterhub_on_eks.deployment.stack_output import Stack


def find_binary() -> str | None:
    """Find Terraform or OpenTofu: ``TERRAFORM_BINARY_NAME`` if it is set, else terraform, else tofu; None if it is not on PATH."""
    named = os.environ.get("TERRAFORM_BINARY_NAME")
    return next((name for name in ([named] if named else ["terraform", "tofu"]) if shutil.which(name)), None)


def missing_binary() -> str:
    """Return what is missing if :func:`find_binary` finds nothing."""
    named = os.environ.get("TERRAFORM_BINARY_NAME")
    return f"TERRAFORM_BINARY_NAME is {named!r}, which is not on PATH" if named else "neither terraform nor tofu is on PATH"


def need_binary() -> str:
    """Find Terraform or OpenTofu.

    Raises:
        DeploymentError: it is not on PATH.
    """
    binary = find_binary()
    if binary is None:
        what = missing_binary()
        raise DeploymentError(f"{what[0].upper()}{what[1:]}. Install one of them, then run the command again.\n{install_hints()}")
    return binary


def need_login_programs(stack: Stack) -> None:
    """Check that the programs that log the stack's providers in to the cluster (``aws eks get-token``) are installed.

    A stack without facts may need others; Terraform names them when it runs.

    Raises:
        DeploymentError: one is not on PATH.
    """
    for program in stack.facts["cluster"]["login_programs"] if stack.facts else ():
        if shutil.which(program):
            continue
        if program == "aws":
            raise DeploymentError(
                f"The aws CLI is not on PATH; stack {stack.name!r} logs in to its cluster with `aws eks get-token`. Install it, or set\n"
                "  cluster: {authentication: token}\n"
                "in the hub file, which needs no aws CLI.\n"
                "aws CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
            )
        raise DeploymentError(f"{program!r}, with which stack {stack.name!r} logs in to its cluster, is not on PATH. Install it.")


def need_programs_of_destroy(stack: Stack) -> None:
    """Check that the programs that destroy runs are installed: without them it would stop half-way, with the hub removed.

    Raises:
        DeploymentError: one is not on PATH.
    """
    for need in stack.facts["prerequisites"] if stack.facts else ():
        if need["kind"] == "program" and not shutil.which(need["name"]):
            raise DeploymentError(
                f"{need['name']!r} is not on PATH. To destroy stack {stack.name!r}, you need {need['description']}. Install it."
            )
