"""The Makefile's verbs: ``python3 -m scripts.run synth|diff|deploy|destroy|forget|status``, with HUBS, STACK and ARGS from the environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import Stack, choose, output_folder
from scripts import project
from scripts.console import Trouble, run_command
from scripts.data_check import check_data, words
from scripts.data_loss import WORD
from scripts.file_lock import exclusive
from scripts.forget import forget as forget_kept
from scripts.forget import known_and_protected, left_behind, protected, way_out
from scripts.provider_lock import provider_locks
from scripts.status import show_status
from scripts.summary import next_command, summary
from scripts.synth import synthesize
from scripts.terraform import need_binary, need_login_programs, need_programs_of_destroy
from scripts.vanished import drop, keep, no_hub_files, restore, vanished
from scripts.volumes import volumes_at_destroy


def synth() -> int:
    """Synthesize and describe every stack."""
    print(*map(summary, synthesize()), sep="\n\n")
    return 0


def diff() -> int:
    """Show the plan of the chosen stacks, one after the other (cdktf takes one at a time)."""
    chosen, binary = _prepared(default_all=True, living=True)
    check_data(chosen, binary, verb="diff")
    return max(_cdktf("diff", [stack], binary) for stack in chosen)


def deploy() -> int:
    """Apply the chosen stacks."""
    chosen, binary = _prepared(default_all=False)
    _need_approval("deploy")
    check_data(chosen, binary, verb="deploy")
    status = _cdktf("deploy", chosen, binary)
    keep(chosen, output_folder())
    if status == 0:
        print(*(f"next: {next_command('status', stack)}" for stack in chosen), sep="\n")
    return status


def destroy() -> int:
    """Destroy the chosen stacks; what is protected and why it was refused is said after a failure."""
    chosen, binary = _prepared(default_all=False, living=True)
    for stack in chosen:
        need_programs_of_destroy(stack)
    _need_approval("destroy")
    for said in filter(None, map(volumes_at_destroy, chosen)):
        print(said, flush=True)
    check_data(chosen, binary, verb="destroy")
    status = _cdktf("destroy", chosen, binary)
    if status:
        for stack in chosen:
            if protected(stack) and known_and_protected(stack, binary):
                raise Trouble(way_out(stack), status=status)
    else:
        drop(chosen)
    return status


def forget() -> int:
    """Let Terraform forget what RETAIN keeps of the chosen stacks; it stays in AWS."""
    chosen, binary = _prepared(default_all=False, living=True)
    with provider_locks(chosen):
        for stack in chosen:
            print(forget_kept(stack, binary))
    return 0


def status() -> int:
    """Show the pods and services of the chosen stacks' hubs."""
    return max(show_status(stack) for stack in _choose(default_all=True, living=True))


def _prepared(*, default_all: bool, living: bool = False) -> tuple[Sequence[Stack], str]:
    """Find the program that applies, synthesize, choose, and look for what the chosen stacks need: in the order of what takes longer."""
    binary = need_binary()
    chosen = _choose(default_all=default_all, living=living)
    for stack in chosen:
        need_login_programs(stack)
    return chosen, binary


def _choose(*, default_all: bool, living: bool) -> Sequence[Stack]:
    """Synthesize, and pick the stacks that STACK names; ``living``: also of those that were deployed and whose hub file is no more.

    Raises:
        Trouble: there is no such stack, or it is to be deployed and no hub file makes it.
    """
    named = os.environ.get("STACK", "")
    names = named.split()
    stacks = [] if names == vanished(names, ()) != [] and no_hub_files() else synthesize()
    if gone := vanished(names, stacks):
        if not living:
            raise Trouble(
                f"No hub file makes the stack {gone[0]!r} any more, so there is nothing to deploy. Put its hub file back, or take away what "
                f"was deployed: make destroy STACK={gone[0]}",
                2,
            )
        stacks = [*stacks, *restore(gone, output_folder())]
    return choose(stacks, names, default_all=default_all)


def _need_approval(verb: str) -> None:
    """See that there is somebody to ask, or that the answer was given beforehand.

    Raises:
        Trouble: there is neither.
    """
    if "--auto-approve" not in words() and not sys.stdin.isatty():
        raise Trouble(f"cdktf {verb} asks for approval, and there is no terminal to ask on. To approve beforehand: ARGS=--auto-approve", 2)


def _cdktf(verb: str, stacks: Sequence[Stack], binary: str) -> int:
    """Run a verb of cdktf on stacks that are synthesized already, on the user's terminal; returns its exit status."""
    further = [word for word in words() if word != WORD]
    names = (stack.name for stack in stacks)
    command: list[str | Path] = [project.CDKTF, verb, *names, "--skip-synth", "--output", output_folder(), *further]
    env = os.environ | {"TERRAFORM_BINARY_NAME": binary}
    if verb == "destroy" and Path(binary).name.startswith("tofu") and any(map(left_behind, stacks)):
        # What RETAIN leaves behind is meant to be; OpenTofu would end with status 1 for it.
        env["TF_CLI_ARGS_destroy"] = f"{env.get('TF_CLI_ARGS_destroy', '')} -suppress-forget-errors".strip()
    # Ctrl-C is for Terraform, which ends cleanly; this process waits for it.
    signal.signal(signal.SIGINT, lambda *_: None)
    with provider_locks(stacks):
        return subprocess.run(command, cwd=project.ROOT, env=env, check=False).returncode


#: The verbs, by their names on the command line.
VERBS = {verb.__name__: verb for verb in (synth, diff, deploy, destroy, forget, status)}


def main() -> int:
    """Run the verb that the command line names; returns the exit status.

    Raises:
        Trouble: there is no such verb, or it failed.
    """
    _, *arguments = sys.argv
    if len(arguments) != 1 or arguments[0] not in VERBS:
        raise Trouble(f"usage: python3 -m scripts.run {'|'.join(VERBS)}", status=2)
    out = project.ROOT / output_folder()
    with suppress(OSError):  # synth says what is wrong with the folder
        out.mkdir(parents=True, exist_ok=True)
    waiting = f"Another run works in {output_folder()}; waiting for it. (CDKTF_OUTDIR=… gives a run a folder of its own.)"
    with exclusive(out / ".lock", waiting=waiting) if out.is_dir() else nullcontext():
        try:
            return VERBS[arguments[0]]()
        except DeploymentError as error:
            raise Trouble(str(error), error.status) from None


if __name__ == "__main__":
    sys.exit(run_command(main))
