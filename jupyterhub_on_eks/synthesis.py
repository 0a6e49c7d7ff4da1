"""Synthesis: reads hub files and writes their stacks as Terraform JSON. It loads CDKTF, so other verbs run it in a separate process."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import fast_start

with fast_start.quick_imports():  # Node loads the provider packages meanwhile
    from constructs_lib.errors import HubFileError, JupyterHubOnEksError
    from constructs_lib.hub_files.read import read_with_imports
    from jupyterhub_on_eks.exit_status import ExitStatus
    from jupyterhub_on_eks.hub_paths import hub_paths
    from jupyterhub_on_eks.stacks import App, BlueprintStack


def build_app(paths: Sequence[Path | str], *, outdir: Path | str | None = None) -> App:
    """Build the app: one stack for each hub file.

    Args:
        paths: hub files, and folders of them.
        outdir: folder for the app's output. Default: ``CDKTF_OUTDIR``, or ``cdktf.out``.

    Raises:
        HubFileError: lists every mistake of every file.
        OSError: the output folder can't be created.
    """
    files = read_with_imports([Path(path) for path in paths])
    # Node writes the files, and its working directory may differ: the path must be absolute.
    folder = Path(outdir or os.environ.get("CDKTF_OUTDIR") or "cdktf.out").absolute()
    folder.mkdir(parents=True, exist_ok=True)  # Node creates one level only
    app = App(outdir=str(folder))
    for file, imports in files:
        BlueprintStack(app, file.stack, file.blueprint(), tags=file.tags, backend=file.backend, imports=imports)
    return app


def synthesize(paths: Sequence[Path | str], outdir: Path) -> None:
    """Write the stacks of all hub files, or none of them if there is a mistake.

    CDKTF writes stack by stack, so it writes to a new folder beside the output folder; the files are moved when all are complete.

    Raises:
        JupyterHubOnEksError: lists every mistake.
        OSError: the output folder can't be written.
    """
    outdir = outdir.resolve()  # the state's path is relative to the target of a symbolic link
    fresh = outdir.with_name(f"{outdir.name}.{os.getpid()}")
    try:
        build_app(paths, outdir=fresh).synth()
        _move_into(fresh, outdir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _move_into(fresh: Path, outdir: Path) -> None:
    """Replace the JSON of an earlier run and remove that of deleted stacks; keep the files that Terraform stores beside it."""
    for old in (*outdir.glob("stacks/*/cdk.tf.json"), *outdir.glob("stacks/*/facts.json")):
        if not (fresh / old.relative_to(outdir)).exists():
            old.unlink()
    # The manifest last, so that every file it names exists.
    for file in sorted((file for file in fresh.rglob("*") if file.is_file()), key=lambda file: file.name == "manifest.json"):
        target = outdir / file.relative_to(fresh)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


def main(arguments: Sequence[str] = ()) -> int:
    """Synthesize hub files and report mistakes on standard error. Returns the exit status.

    Args:
        arguments: hub files and folders of the command line. Default: those in ``HUBS``.
    """
    if any(argument.startswith("-") for argument in arguments):
        print("usage: main.py [HUB_FILE_OR_FOLDER ...]", file=sys.stderr)
        return ExitStatus.USAGE
    outdir = Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")
    status = ExitStatus.MISTAKES
    try:
        synthesize(hub_paths(arguments), outdir)
    except HubFileError as error:
        from jupyterhub_on_eks.report import Report, problem_lines  # noqa: PLC0415  # not needed without mistakes

        report, status = "\n".join(problem_lines(error.found, sys.stderr)), Report(files=[], mistakes=error.found).status
    except JupyterHubOnEksError as error:
        report = str(error)
    except OSError as error:
        report = f"The output folder {outdir} can't be written: {error.strerror}. Set CDKTF_OUTDIR to another folder."
    else:
        return ExitStatus.FINE
    print(report, file=sys.stderr)
    return status
