"""The user's request, in options that the verbs share."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.exit_status import ExitStatus


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of a verb's command line.

    Args:
        paths: hub files and folders. Default: those of ``HUBS``, or ``hubs``.
        stacks: names of stacks. Default: the only one, or all, depending on the verb.
        variables: ``NAME=VALUE`` for Terraform, each as ``-var``.
        variable_files: files of values for Terraform, each as ``-var-file``.
        approved: whether changes are already approved.
        data_loss: whether users' data may be lost.
    """

    paths: Sequence[Path] = ()
    stacks: Sequence[str] = ()
    variables: Sequence[str] = ()
    variable_files: Sequence[Path] = ()
    approved: bool = False
    data_loss: bool = False

    @property
    def commands(self) -> Commands:
        """Command lines for messages."""
        return Commands(paths=self.paths)

    @property
    def terraform_variables(self) -> list[str]:
        """Arguments that give Terraform its variables."""
        files = (f"-var-file={file.absolute()}" for file in self.variable_files)
        return [*(f"-var={variable}" for variable in self.variables), *files]

    def need_approval(self, verb: str) -> None:
        """Check that the user can be asked for approval, or has given it in advance.

        Raises:
            DeploymentError: neither is the case.
        """
        if not self.approved and not sys.stdin.isatty():
            option = self.commands.option("--auto-approve")
            raise DeploymentError(
                f"{verb} asks for approval, and there is no terminal to ask on. To approve in advance: {option}", ExitStatus.USAGE
            )

    def approve(self, question: str, *, refused: str) -> None:
        """Ask the user for approval, unless it was given in advance.

        Args:
            question: the question.
            refused: the message if the answer isn't yes.

        Raises:
            DeploymentError: the answer isn't yes, or nobody can be asked.
        """
        if self.approved:
            return
        try:
            answer = input(f"{question} Only yes is accepted: ")
        except EOFError:
            print()
            answer = ""
        if answer.strip() != "yes":
            raise DeploymentError(refused)
