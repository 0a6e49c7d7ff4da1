"""Refuses a run that would lose users' data, before Terraform changes anything."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.data_loss import OPTION, Loss, losses
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.former_states import former_states
from jupyterhub_on_eks.deployment.living_stack import another_cluster, changes, without_final_backup
from jupyterhub_on_eks.deployment.plan import Plan
from jupyterhub_on_eks.deployment.planned_losses import planned_losses
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import State
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.terminal import styled


@dataclass(kw_only=True)
class DataCheck:
    """Compares a stack's state with its new JSON, then with the plan; reports intended deletions, and refuses others.

    Args:
        stack: the synthesized stack.
        state: what was deployed.
        verb: ``diff``, ``deploy`` or ``destroy``.
        commands: command lines for messages.
    """

    stack: Stack
    state: State
    verb: str
    commands: Commands = field(default_factory=Commands)
    _known: set[str] = field(default_factory=set)

    def check_json(self) -> None:
        """Check the new JSON, before a plan is made.

        Raises:
            DeploymentError: users would lose data.
        """
        self._judge(self._found())

    def check_plan(self, plan: Plan) -> None:
        """Check the plan of a deployment: only the provider knows what it replaces.

        Raises:
            DeploymentError: users would lose data.
        """
        self._judge(planned_losses(plan, self.state, self._known))

    def _found(self) -> Iterator[Loss]:
        destroy = self.verb == "destroy"
        yield from losses(self.state, self.stack, destroy=destroy)
        yield from another_cluster(self.state, self.stack)
        if destroy:
            yield from without_final_backup(self.state, self.stack)
        else:
            yield from changes(self.state, self.stack)
            yield from former_states(self.state, self.stack)

    def _judge(self, losses: Iterable[Loss]) -> None:
        found = list(losses)
        self._known |= {loss.address for loss in found}
        for loss in (loss for loss in found if loss.wanted):
            print(styled(f"{self.stack.name}: {loss.message}", "yellow", sys.stderr), file=sys.stderr, flush=True)
        if refused := [loss for loss in found if not loss.wanted]:
            raise DeploymentError(self._refusal(refused), ExitStatus.MISTAKES)

    def _refusal(self, found: Iterable[Loss]) -> str:
        """Return what would be lost, and how to proceed."""
        lines = [f"Stack {self.stack.name!r}: this {self.verb} would lose users' data, so nothing was changed."]
        for loss in found:
            lines += [loss.message, *(f"  - {way}" for way in loss.ways)]
        return "\n".join([*lines, f"To accept the data loss: {self.commands.line(self.verb, self.stack.name, options=[OPTION])}"])
