"""The front door: hub files in, Terraform JSON out."""

from __future__ import annotations

import atexit
import gc
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

gc.disable()  # what importing makes stays; looking through it for garbage takes a tenth of a synth
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used; to find some, the metadata of every package is read

# isort: split
from constructs_lib.errors import HubFileError, JupyterHubOnEksError  # noqa: E402
from constructs_lib.hub_files import read_hub_files  # noqa: E402
from stacks import BlueprintStack  # noqa: E402

# isort: split
from cdktf import App  # noqa: E402  # after ours: they have made the bindings lazy and chosen the node

gc.freeze()
gc.enable()


def build_app(paths: Sequence[Path | str], *, outdir: Path | str | None = None) -> App:
    """Build the app: one stack for each hub file.

    Args:
        paths: hub files, and folders of them.
        outdir: where the app will write. Default: ``CDKTF_OUTDIR``, or ``cdktf.out``.

    Raises:
        HubFileError: lists every mistake of every file.
        OSError: the output folder can't be made.
    """
    hubs = read_hub_files([Path(path) for path in paths])
    # Absolute, since it is node that writes, and its working directory is the one in which this process started it.
    folder = Path(outdir or os.environ.get("CDKTF_OUTDIR") or "cdktf.out").absolute()
    folder.mkdir(parents=True, exist_ok=True)  # node makes one level alone
    app = App(outdir=str(folder))
    for hub in hubs:
        BlueprintStack(
            app,
            hub.stack,
            hub.blueprint(),
            tags=hub.tags,
            backend=hub.backend,
        )
    return app


def synthesize(paths: Sequence[Path | str], outdir: Path) -> None:
    """Write the stacks of the hub files, all of them or, after a mistake, none.

    CDKTF writes stack by stack, so it writes into a folder beside the real one, which is then moved into its place.

    Raises:
        JupyterHubOnEksError: with every mistake that was found.
        OSError: the output folder can't be written.
    """
    fresh = outdir.with_name(f"{outdir.name}.{os.getpid()}")
    try:
        build_app(paths, outdir=fresh).synth()
        _move_into(fresh, outdir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _move_into(fresh: Path, outdir: Path) -> None:
    """Replace the JSON of an earlier run, and leave alone what Terraform keeps beside it; stacks that are no more go."""
    for old in (*outdir.glob("stacks/*/cdk.tf.json"), *outdir.glob("stacks/*/facts.json")):
        if not (fresh / old.relative_to(outdir)).exists():
            old.unlink()
    # The manifest last: who reads it finds all that it names.
    for file in sorted((file for file in fresh.rglob("*") if file.is_file()), key=lambda file: file.name == "manifest.json"):
        target = outdir / file.relative_to(fresh)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


def _hubs() -> list[str]:
    named = os.environ.get("HUBS", "")
    try:
        return shlex.split(named) or ["hubs"]
    except ValueError:
        raise HubFileError([f"HUBS: {named!r} has a quote that isn't closed; close it, or put a backslash before it"]) from None


def main() -> int:
    """Synthesize the hub files that ``HUBS`` names; report mistakes in words. Gives the exit status."""
    outdir = Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")
    try:
        synthesize(_hubs(), outdir)
    except JupyterHubOnEksError as error:
        report = str(error)
    except OSError as error:
        report = f"The output folder {outdir} can't be written: {error.strerror}. CDKTF_OUTDIR names another one."
    else:
        return 0
    print(report, file=sys.stderr)
    return 1


def _leave(status: int) -> NoReturn:
    """End the process at once, after what was asked for at exit: freeing thousands of modules one by one takes 0.1 s."""
    atexit._run_exitfuncs()  # noqa: SLF001  # jsii's among them, which ends node
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _leave(main())
