"""Shows what a deployment would change, and what was changed outside of the stack."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.deployment.chosen import each, prepared
from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.exclusive import alone_in
from jupyterhub_on_eks.deployment.plan import Plan
from jupyterhub_on_eks.deployment.plan_report import drift_lines, plan_document, plan_lines
from jupyterhub_on_eks.deployment.planning import make_plan, note, plan_file
from jupyterhub_on_eks.deployment.provider_lock import provider_locks
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.saved_plan import pack
from jupyterhub_on_eks.deployment.stack_output import output_folder
from jupyterhub_on_eks.deployment.state import pull
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.exit_status import ExitStatus

#: Incremented when a key of the JSON is removed or changes its meaning, not for new keys.
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Diff:
    """A comparison of stacks, and how it is shown.

    Args:
        request: what the user asked for.
        drift: compare existing resources with the state, instead of with the hub files.
        as_json: write one JSON document.
        full: show Terraform's own plan, with all values that aren't secret.
        exit_code: return the status CHANGES if there are any.
        out: write the plan of the one stack to this file, for ``deploy --plan``.
    """

    request: Request
    drift: bool = False
    as_json: bool = False
    full: bool = False
    exit_code: bool = False
    out: Path | None = None
    _documents: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> ExitStatus:
        """Compare the selected stacks; returns the exit status.

        Raises:
            DeploymentError: there is nothing to compare.
        """
        with alone_in(output_folder()):
            stacks = prepared(self.request, default_all=self.out is None, living=True)
            if self.out and len(stacks) > 1:
                raise DeploymentError("--out takes one stack; name it with --stack.", ExitStatus.USAGE)
            status = each(stacks, self._judge)
        if self.as_json:
            print(json.dumps({"format": FORMAT, "stacks": self._documents}, indent=2))
        return status

    def _judge(self, terraform: Terraform) -> ExitStatus:
        stack = terraform.stack
        try:
            with provider_locks([stack]), plan_file() as file:
                plan = self._plan(terraform, file)
                if self.out:
                    pack(self.out, terraform, file)
                if not self.as_json:
                    print(*self._lines(plan, terraform, file), sep="\n", flush=True)
        except DeploymentError as error:
            self._documents.append({"stack": stack.name, "error": str(error)})
            raise
        self._documents.append({"stack": stack.name, **plan_document(plan, drift=self.drift)})
        changed = bool(plan.drift) if self.drift else not plan.is_empty
        return ExitStatus.CHANGES if changed and self.exit_code else ExitStatus.FINE

    def _plan(self, terraform: Terraform, file: Path) -> Plan:
        note(f"Reading the state of {terraform.stack.name} ...")
        state = pull(terraform)
        if self.drift:
            return make_plan(terraform, ["-refresh-only", *self.request.terraform_variables], file)
        check = DataCheck(stack=terraform.stack, state=state, verb="diff", commands=self.request.commands)
        if not self.request.data_loss:
            check.check_json()
        plan = make_plan(terraform, self.request.terraform_variables, file)
        if not self.request.data_loss:
            check.check_plan(plan)
        return plan

    def _lines(self, plan: Plan, terraform: Terraform, file: Path) -> Iterator[str]:
        if self.full:
            yield terraform.text("show", "-no-color", str(file)).strip()
        yield from drift_lines(plan, terraform.stack.name, sys.stdout) if self.drift else plan_lines(plan, terraform.stack.name, sys.stdout)
        if self.out:
            yield f"next: {self.request.commands.line('deploy', terraform.stack.name, options=['--plan', str(self.out)])}"
