"""Runs of Terraform or OpenTofu in a stack's folder. They never ask questions, and end cleanly when the user interrupts them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from constructs_lib.secret_text import hidden
from jupyterhub_on_eks.deployment.advice import advice
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import Stack

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(KeyboardInterrupt):  # not an error: the user interrupts
    """The user interrupted a run, and Terraform ended it: what was done until then is in the state."""


@dataclass(frozen=True)
class Terraform:
    """The command line of Terraform or OpenTofu, for one stack.

    Args:
        stack: the stack.
        binary: name or path of the program.
    """

    stack: Stack
    binary: str

    @property
    def is_opentofu(self) -> bool:
        """Whether the program is OpenTofu, by its name."""
        return Path(self.binary).name.startswith("tofu")

    @property
    def title(self) -> str:
        """The program's name, for messages."""
        return "OpenTofu" if self.is_opentofu else "Terraform"

    def init(self) -> None:
        """Set up the stack's folder: its backend, and the providers that its JSON pins.

        A provider is upgraded if the stored lock file has another version than the JSON pins, as after an upgrade of the product.

        Raises:
            DeploymentError: it failed.
        """
        try:
            self.text("init", "-input=false", "-no-color")
        except DeploymentError as error:
            if not re.search(r"init\s+-upgrade", str(error)):
                raise
            self.text("init", "-upgrade", "-input=false", "-no-color")

    def text(self, *arguments: str) -> str:
        """Run it and return its standard output.

        Raises:
            DeploymentError: it failed; the message contains its output, and the fix if known.
            Interrupted: by the user.
        """
        lines: list[str] = []
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
            status = self._run(arguments, complaints, lines.append)
            complaints.seek(0)
            complaint = complaints.read()
        output = "".join(lines)
        if status:
            # An option's value (-var) may be a secret.
            command = " ".join([self.binary, *arguments[: 2 if arguments[0] == "state" else 1]])
            raise DeploymentError(self.failed(command, complaint.strip() or output.strip()))
        return output

    def events(self, *arguments: str, hear: Callable[[str], None]) -> int:
        """Run it and pass on each printed line (``-json``) immediately; returns its exit status.

        Raises:
            Interrupted: by the user.
        """
        return self._run(arguments, subprocess.STDOUT, hear)

    def failed(self, command: str, output: str) -> str:
        """Return the message for a failed command: Terraform's output, without what looks like a secret, and the fix if known."""
        fix = advice(output, self.stack, self.binary)
        return "\n".join([f"{command} failed for stack {self.stack.name!r}:", hidden(output), *([fix] if fix else [])])

    def _run(self, arguments: Sequence[str], errors: IO[str] | int, hear: Callable[[str], None]) -> int:
        # A separate process group: Ctrl-C reaches only this process, which interrupts Terraform once. Twice would stop it half-way.
        process = subprocess.Popen(
            [self.binary, *arguments],
            cwd=self.stack.path.parent,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            errors="replace",
            process_group=0,
        )
        with process, _passing_on(process) as interrupted:
            for line in process.stdout or ():
                hear(line)
            status = process.wait()
        if interrupted():
            raise Interrupted
        return status


@contextmanager
def _passing_on(process: subprocess.Popen[str]) -> Iterator[Callable[[], bool]]:
    """Pass the user's first interruption on to Terraform, which then finishes the current operation; later ones are ignored."""
    heard: list[int] = []

    def pass_on(number: int, _: object) -> None:
        if not heard:
            print(
                "\nInterrupted: Terraform finishes the current operation, and saves the state. This may take minutes.",
                file=sys.stderr,
                flush=True,
            )
            process.send_signal(signal.SIGINT)
        heard.append(number)

    before = {number: signal.signal(number, pass_on) for number in _SIGNALS}
    try:
        yield lambda: bool(heard)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return Terraform's environment. All stacks share one provider cache, as with the CDKTF command line."""
    environment = {"CHECKPOINT_DISABLE": "1", **given, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
    if not environment.get("TF_PLUGIN_CACHE_DIR") and not environment.get("CDKTF_DISABLE_PLUGIN_CACHE_ENV"):
        cache = Path.home() / ".terraform.d" / "plugin-cache"
        try:
            cache.mkdir(parents=True, exist_ok=True)
        except OSError:  # a read-only home
            return environment
        if os.access(cache, os.W_OK):
            environment["TF_PLUGIN_CACHE_DIR"] = str(cache)
    return environment
