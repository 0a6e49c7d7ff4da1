"""A user's project folder: the real verbs and Terraform, on a stack's AWS half and the double."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.aws.half import aws_half
from tests.aws.provider_settings import offline
from tests.conftest import ROOT

#: Variables in the environment of whoever runs the tests that could mislead a run.
_PREFIXES = ("AWS_", "TF_", "CDKTF_", "HUB")


class Project:
    """A project with hub files, whose app keeps only the AWS half of each stack.

    Args:
        folder: the project's folder; empty.
        environment: variables that point Terraform at the double.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.hubs = folder / "hubs"
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(_PREFIXES)} | environment
        self.hubs.mkdir(parents=True)
        app = f"PYTHONPATH={ROOT} python -P -m tests.aws.project"  # the Python of the tool, with the engine that it uses
        (folder / "cdktf.json").write_text(json.dumps({"language": "python", "app": app, "sendCrashReports": "false"}))

    def run(self, verb: str, stack: str = "", args: str = "--auto-approve") -> tuple[int, str]:
        """Run a verb; return its exit status and all that it prints."""
        further = [*(["--stack", stack] if stack else []), *([] if verb == "diff" else args.split())]
        done = self.command(sys.executable, "-P", "-m", "jupyterhub_on_eks", verb, *further)
        return done.returncode, done.stdout

    def command(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project; its result has all that it prints in ``stdout``."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | {"PYTHONPATH": str(ROOT), **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=900,
        )


def keep_half(document: dict[str, Any]) -> dict[str, Any]:
    """Return the AWS half of a stack with its own backend and the local provider, which makes no requests to AWS."""
    half = aws_half(document)
    for block, calm in zip(half["provider"]["aws"], offline(half)["provider"]["aws"], strict=True):
        block.update(calm)
    half["terraform"] = {
        "backend": document["terraform"]["backend"],
        "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.0.0"}},
    }
    return half | {section: document[section] for section in ("//", "removed") if section in document}


def main() -> int:
    """Synthesize as the project's app does, and keep the halves."""
    from jupyterhub_on_eks import synthesis  # noqa: PLC0415  # it loads CDKTF, and the tests import this module

    if status := synthesis.main():
        return status
    for file in Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out").glob("stacks/*/cdk.tf.json"):
        file.write_text(json.dumps(keep_half(json.loads(file.read_text(encoding="utf-8"))), indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
