"""Terraform's runs of a copy of a stack."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: Of the environment of whoever runs the tests, what could lead a run astray, or to an account.
_PREFIXES = ("AWS_", "TF_")

#: Seconds that one run of Terraform may take.
_PATIENCE = 900


class Stack:
    """A copy of a stack in a folder of its own, with its state beside it.

    Args:
        folder: where it lies; made where it is missing.
        document: what ``cdk.tf.json`` says.
        override: what replaces parts of it, in a file beside it.
        environment: variables for Terraform; those of AWS and Terraform that the tests' own process has do not reach it.
        program: the command line. Default: the terraform on PATH.
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

    def apply(self) -> None:
        """Apply, which must succeed."""
        self._succeed("apply", "-auto-approve")

    def plan(self) -> str:
        """Plan; gives what would change, an empty text where nothing would."""
        run = self._run("plan", "-detailed-exitcode")
        assert run.returncode in (0, 2), _shown(run)
        return _shown(run) if run.returncode else ""

    def fail_to_plan(self) -> str:
        """Plan, which must fail; gives what Terraform says, without its frame and line breaks."""
        run = self._run("plan")
        assert 1 == run.returncode, _shown(run)
        return " ".join(_shown(run).replace("│", " ").split())

    def refusal(self) -> str:
        """Plan; gives the error with which the plan is refused, an empty text where it isn't."""
        run = self._run("plan")
        return run.stderr if run.returncode else ""

    def save_plan(self, name: str) -> str:
        """Plan into a file of the folder, which must succeed; gives what Terraform says."""
        run = self._run("plan", f"-out={name}")
        assert 0 == run.returncode, _shown(run)
        return _shown(run)

    def apply_plan(self, name: str) -> None:
        """Apply a plan that was saved, which must succeed."""
        self._succeed("apply", name)

    def destroy(self, *further: str) -> None:
        """Destroy, which must succeed."""
        self._succeed("destroy", "-auto-approve", *further)

    def fail_to_destroy(self, environment: Mapping[str, str] | None = None) -> str:
        """Destroy, which must fail; gives what Terraform says."""
        run = self._run("destroy", "-auto-approve", environment=environment or {})
        assert 1 == run.returncode, _shown(run)
        return _shown(run)

    def known(self) -> list[str]:
        """List the addresses in the state."""
        return self._run("state", "list").stdout.split()

    def forget(self, addresses: Sequence[str]) -> None:
        """Take resources out of the state; they stay where they are."""
        self._succeed("state", "rm", *addresses)

    def guarded(self) -> list[str]:
        """List the addresses of what must not be destroyed."""
        return sorted(
            f"{kind}.{name}"
            for kind, blocks in self.document["resource"].items()
            for name, block in blocks.items()
            if block.get("lifecycle", {}).get("prevent_destroy")
        )

    def become(self, document: dict[str, Any]) -> None:
        """Let the copy be another one from the next run on."""
        self.document = document
        self._write("cdk.tf.json", document)

    def drop_guards(self) -> None:
        """Let everything in the copy be destroyed."""
        for blocks in self.document["resource"].values():
            for block in blocks.values():
                block.get("lifecycle", {}).pop("prevent_destroy", None)
        self.become(self.document)

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
    """Read all that Terraform has written in a folder, plans unpacked."""
    found = []
    for file in (path for path in folder.rglob("*") if path.is_file()):
        found.append(file.read_bytes())
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                found += [packed.read(name) for name in packed.namelist()]
    return b"\n".join(found)


def _shown(run: subprocess.CompletedProcess[str]) -> str:
    return f"{run.stdout}\n{run.stderr}"
