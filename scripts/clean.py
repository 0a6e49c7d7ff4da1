"""``make clean``: remove generated files, but not Terraform's state or what took minutes to install."""

from __future__ import annotations

import sys

from bootstrap import paths
from bootstrap.steps import discard
from jupyterhub_on_eks.deployment.stack_output import output_folder
from scripts.console import Trouble, run_command

CACHES = (
    ".cdktf-cache", ".coverage", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "dist", "htmlcov", "mutants",
)  # fmt: skip


def main() -> int:
    """Remove the output folder and the caches; returns the exit status.

    Raises:
        Trouble: the output folder is not cdktf's, or has a state, without which Terraform loses track of its resources.
    """
    out = paths.ROOT / output_folder()
    if out.is_dir() and any(out.iterdir()) and not (out / "manifest.json").exists() and not (out / "stacks").exists():
        raise Trouble(f"{out} was not written by cdktf; nothing was removed.")
    if states := [path for path in out.rglob("*.tfstate") if path.parent.name != ".terraform"]:
        raise Trouble(f"{states[0]} is a Terraform state; nothing was removed. Move it, or destroy the stack, and run make clean again.")
    for folder in (out, *(paths.ROOT / name for name in CACHES)):
        discard(folder)
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
