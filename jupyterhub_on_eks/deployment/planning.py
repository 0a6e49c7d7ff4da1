"""Makes a plan of a stack, and applies it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.events import parse
from jupyterhub_on_eks.deployment.plan import Plan, read_plan
from jupyterhub_on_eks.deployment.progress import display
from jupyterhub_on_eks.deployment.terraform import Interrupted, Terraform
from jupyterhub_on_eks.deployment.tracker import Tracker
from jupyterhub_on_eks.terminal import styled


@contextmanager
def plan_file() -> Iterator[Path]:
    """Yield a file for a plan, which may contain secrets: in a folder that only the user can read, removed afterwards."""
    with TemporaryDirectory(prefix="plan-") as folder:
        yield Path(folder) / "tfplan"


def make_plan(terraform: Terraform, arguments: Sequence[str], file: Path) -> Plan:
    """Plan, write the plan to the file, and read it.

    Args:
        terraform: the program, for a stack whose folder is set up.
        arguments: arguments of ``terraform plan``.
        file: absolute path.

    Raises:
        DeploymentError: there is no plan; the message contains all of Terraform's errors.
    """
    note(f"Planning {terraform.stack.name} ...")
    tracker = Tracker(terraform.stack.template)
    status = terraform.events(
        "plan", "-json", "-input=false", f"-out={file}", *arguments, hear=lambda line: void(tracker.hear(parse(line)))
    )
    if status:
        raise DeploymentError(terraform.failed(f"{terraform.binary} plan", _failure(tracker)))
    _warn(tracker)
    return show_plan(terraform, file)


def show_plan(terraform: Terraform, file: Path) -> Plan:
    """Read a plan from its file.

    Raises:
        DeploymentError: it is not a plan, or was made by another version of the program.
    """
    try:
        return read_plan(terraform.text("show", "-json", str(file)))
    except ValueError as error:
        raise DeploymentError(f"{terraform.binary} show returned no plan for stack {terraform.stack.name!r}: {error}") from None


def apply_plan(terraform: Terraform, file: Path, *, further: Sequence[str] = ()) -> None:
    """Apply a plan, and show the progress.

    Args:
        terraform: the program, for a stack.
        file: file of the plan.
        further: additional arguments of ``terraform apply``.

    Raises:
        DeploymentError: it failed; the message contains all of Terraform's errors.
        Interrupted: by the user.
    """
    tracker = Tracker(terraform.stack.template)
    with display(tracker, sys.stdout) as shown:

        def hear(line: str) -> None:
            event = parse(line)
            shown.show(event, tracker.hear(event))

        try:
            status = terraform.events("apply", "-json", "-input=false", *further, str(file), hear=hear)
        except Interrupted:
            failures = [error for error in tracker.errors if "interrupted" not in error.lower()]
            print(*failures, sep="\n", file=sys.stderr)
            done = f"{len(tracker.done)} of {tracker.total} resources are done"
            print(f"Interrupted. {done}, and the state is saved. Run the command again to continue.", file=sys.stderr)
            raise
    _warn(tracker)
    if status:
        raise DeploymentError(terraform.failed(f"{terraform.binary} apply", _failure(tracker)))


def note(text: str) -> None:
    """Report progress on a terminal, on standard error, since a program may read standard output."""
    if sys.stderr.isatty():
        print(styled(text, "dim", sys.stderr), file=sys.stderr, flush=True)


def void(_: object) -> None:
    """Ignore a value."""


def _failure(tracker: Tracker) -> str:
    return "\n".join(tracker.errors or tracker.other) or "It gave no reason."


def _warn(tracker: Tracker) -> None:
    for warning in dict.fromkeys(tracker.warnings):
        print(styled(warning, "yellow", sys.stderr), file=sys.stderr, flush=True)
