"""``make status``: the commands by which a stack's hubs are validated, run where kubectl is there."""

from __future__ import annotations

import shlex
import shutil
import subprocess

from jupyterhub_on_eks.deployment.stack_output import Stack
from scripts.console import Trouble, styled


def show_status(stack: Stack) -> int:
    """Run the stack's validation commands, or print them where kubectl is missing.

    Returns:
        The exit status: that of the last command that failed, else 0.

    Raises:
        Trouble: kubectl is there and fails; the message says how it comes to know the cluster. Or the stack has no facts.
    """
    facts = stack.need_facts()
    commands = list(dict.fromkeys(command for add_on in facts["add_ons"] for command in add_on["status_commands"]))
    if not commands:
        print(f"{stack.name}: no hub in this stack names a command to validate it.")
    elif not shutil.which("kubectl"):
        print(f"{styled(stack.name, 'bold')}: kubectl is not on PATH. On a machine that has it:", *commands, sep="\n  ")
    else:
        for command in commands:
            print(styled(f"{stack.name}: {command}", "bold"), flush=True)
            if subprocess.run(shlex.split(command), check=False).returncode:
                known_by = facts["cluster"]["kubeconfig_command"]
                way = f" If kubectl does not know the cluster yet, run:\n  {known_by}" if known_by else ""
                raise Trouble(f"`{command}` failed.{way}")
    return 0
