"""Terraform runs on a copy of a stack."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: Variables of whoever runs the tests that could mislead a run, or lead it to an account.
_PREFIXES = ("AWS_", "TF_")

#: Seconds that one run of Terraform may take.
_PATIENCE = 900


class Stack:
    """A copy of a stack in a separate folder, with its state beside it.

    Args:
        folder: its folder; created if it is missing.
        document: content of ``cdk.tf.json``.
        override: replaces parts of it, in a file beside it.
        environment: variables for Terraform; those of AWS and Terraform that the tests' own process has do not reach it.
        program: the Terraform CLI. Default: the terraform on PATH.
    """

    def __init__(
        self,
        folder: Path,
        document: dict[str, Any],
        *,
        override: dict[str, Any],
        environment: Mapping[str, str],
        program: str = "terraform",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.program = program
        self.folder = folder
        self.document = document
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(_PREFIXES)} | dict(environment)
        self._write("cdk.tf.json", document)
        self._write("cdk_override.tf.json", override)

    def init(self) -> None:
        """Initialize the backend, which must succeed."""
        self._succeed("init")

    def apply(self) -> None:
        """Apply, which must succeed."""
        self._succeed("apply", "-auto-approve")

    def plan(self) -> str:
        """Plan; return what would change, or an empty text."""
        run = self._run("plan", "-detailed-exitcode")
        assert run.returncode in (0, 2), _shown(run)
        return _shown(run) if run.returncode else ""

    def fail_to_plan(self) -> str:
        """Plan, which must fail; return Terraform's message, without its frame and line breaks."""
        run = self._run("plan")
        assert 1 == run.returncode, _shown(run)
        return " ".join(_shown(run).replace("│", " ").split())

    def refusal(self) -> str:
        """Plan; return the error with which the plan is refused, or an empty text."""
        run = self._run("plan")
        return run.stderr if run.returncode else ""

    def save_plan(self, name: str) -> str:
        """Plan into a file of the folder, which must succeed; return Terraform's output."""
        run = self._run("plan", f"-out={name}")
        assert 0 == run.returncode, _shown(run)
        return _shown(run)

    def apply_plan(self, name: str) -> None:
        """Apply a saved plan, which must succeed."""
        self._succeed("apply", name)

    def destroy(self, *further: str) -> None:
        """Destroy, which must succeed."""
        self._succeed("destroy", "-auto-approve", *further)

    def fail_to_destroy(self, environment: Mapping[str, str] | None = None) -> str:
        """Destroy, which must fail; return Terraform's message."""
        run = self._run("destroy", "-auto-approve", environment=environment or {})
        assert 1 == run.returncode, _shown(run)
        return _shown(run)

    def known(self) -> list[str]:
        """List the addresses in the state."""
        return self._run("state", "list").stdout.split()

    def forget(self, addresses: Sequence[str]) -> None:
        """Remove resources from the state; they keep existing."""
        self._succeed("state", "rm", *addresses)

    def guarded(self) -> list[str]:
        """List the addresses of what must not be destroyed."""
        return sorted(
            f"{kind}.{name}"
            for kind, blocks in self.document["resource"].items()
            for name, block in blocks.items()
            if block.get("lifecycle", {}).get("prevent_destroy")
        )

    def replace_with(self, document: dict[str, Any]) -> None:
        """Replace the copy for the following runs."""
        self.document = document
        self._write("cdk.tf.json", document)

    def drop_guards(self) -> None:
        """Allow everything in the copy to be destroyed."""
        for blocks in self.document["resource"].values():
            for block in blocks.values():
                block.get("lifecycle", {}).pop("prevent_destroy", None)
        self.replace_with(self.document)

    def _write(self, name: str, content: dict[str, Any]) -> None:
        (self.folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")

    def _succeed(self, *arguments: str) -> None:
        run = self._run(*arguments)
        assert 0 == run.returncode, _shown(run)

    def _run(self, command: str, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        terraform = shutil.which(self.program) or self.program
        how = [] if command == "state" else ["-input=false", "-no-color"]
        return subprocess.run(
            [terraform, command, *how, *arguments],
            cwd=self.folder,
            env=self.environment | dict(environment or {}),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )


def everything_written(folder: Path) -> bytes:
    """Read all that Terraform has written to a folder, plans unpacked."""
    found = []
    for file in (path for path in folder.rglob("*") if path.is_file()):
        found.append(file.read_bytes())
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                found += [packed.read(name) for name in packed.namelist()]
    return b"\n".join(found)


def _shown(run: subprocess.CompletedProcess[str]) -> str:
    return f"{run.stdout}\n{run.stderr}"
