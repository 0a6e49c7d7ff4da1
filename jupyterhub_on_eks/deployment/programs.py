"""What a deployment needs on the machine besides this project: Terraform or OpenTofu, and the programs that log in to the cluster."""

from __future__ import annotations

import os
import shutil

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.install_hints import install_hints
from jupyterhub_on_eks.deployment.stack_output import Stack


def find_binary() -> str | None:
    """Find the program that applies: ``TERRAFORM_BINARY_NAME`` where it is set, else terraform, else tofu; None where it is not there."""
    named = os.environ.get("TERRAFORM_BINARY_NAME")
    return next((name for name in ([named] if named else ["terraform", "tofu"]) if shutil.which(name)), None)


def missing_binary() -> str:
    """Say what is missing where :func:`find_binary` finds nothing."""
    named = os.environ.get("TERRAFORM_BINARY_NAME")
    return f"TERRAFORM_BINARY_NAME is {named!r}, which is not on PATH" if named else "neither terraform nor tofu is on PATH"


def need_binary() -> str:
    """Find the program that applies.

    Raises:
        DeploymentError: it is not there.
    """
    binary = find_binary()
    if binary is None:
        what = missing_binary()
        raise DeploymentError(f"{what[0].upper()}{what[1:]}. Install one of them, then run the command again.\n{install_hints()}")
    return binary


def need_login_programs(stack: Stack) -> None:
    """See that the programs are there by which the stack's providers log in to the cluster (``aws eks get-token``).

    A stack without facts may need others; Terraform names them when it runs.

    Raises:
        DeploymentError: one is not on PATH.
    """
    for program in stack.facts["cluster"]["login_programs"] if stack.facts else ():
        if shutil.which(program):
            continue
        if program == "aws":
            raise DeploymentError(
                f"The aws CLI is not on PATH; stack {stack.name!r} logs in to its cluster by `aws eks get-token`. Install it, or set\n"
                "  cluster: {authentication: token}\n"
                "in the hub file, which needs no aws CLI.\n"
                "aws CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
            )
        raise DeploymentError(f"{program!r}, by which stack {stack.name!r} logs in to its cluster, is not on PATH. Install it.")


def need_programs_of_destroy(stack: Stack) -> None:
    """See that the programs are there that a destroy of the stack runs: it would stop half-way, with the hub gone.

    Raises:
        DeploymentError: one is not on PATH.
    """
    for need in stack.facts["prerequisites"] if stack.facts else ():
        if need["kind"] == "program" and not shutil.which(need["name"]):
            raise DeploymentError(
                f"{need['name']!r} is not on PATH. To be destroyed, stack {stack.name!r} needs {need['description']}. Install it."
            )
