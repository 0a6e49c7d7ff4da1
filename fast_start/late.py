"""Changes jsii's Node process if it already runs because CDKTF was imported first."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fast_start.node import PRELOAD

_NAME = "jupyterhub-on-eks-preload"
_VERSION = "0.0.0"
#: A package without types, as jsii's schema requires (github.com/aws/jsii, packages/@jsii/spec, `jsii-spec.schema.json`).
_ASSEMBLY: Mapping[str, Any] = {
    "schema": "jsii/0.10.0",
    "name": _NAME,
    "version": _VERSION,
    "description": "Makes the provider packages lazy.",
    "license": "Apache-2.0",
    "homepage": "https://github.com/aws/jsii",
    "repository": {"type": "git", "url": "https://github.com/aws/jsii"},
    "author": {"name": "fast_start", "roles": ["author"]},
    "jsiiVersion": "5.0.0",
    "fingerprint": "none",
    "targets": {"js": {"npm": _NAME}},
    "types": {},
}


def node_runs() -> bool:
    """Returns whether jsii has loaded a package, which starts Node."""
    return bool(getattr(sys.modules.get("jsii._reference_map"), "_assembly_to_module", None))


def change_node() -> str | None:
    """Make the running Node load the preload as another jsii package, so that it changes what is loaded later.

    Node's existing objects, tokens and classes stay as they are.

    Returns:
        The reason for a failure and the fix, or None.
    """
    runtime: Any = sys.modules.get("jsii._runtime")
    try:
        with tempfile.TemporaryDirectory() as folder:
            tarball = Path(folder, f"{_NAME}.tgz")
            tarball.write_bytes(_package(PRELOAD.read_bytes()))
            runtime.kernel.load(_NAME, _VERSION, str(tarball))
        runtime.kernel.provider._process.attend()  # noqa: SLF001  # the method is ours: see kernel.py
    except Exception as error:  # noqa: BLE001  # with another jsii; a slow synth is better than none
        return (
            f"cdktf was imported before fast_start was active, and its Node process could not be changed ({error}). Import stacks or"
            " constructs_lib.constructs before cdktf, with the comment `# isort: split` between the two."
        )
    return None


def _package(preload: bytes) -> bytes:
    """Returns a tarball of an npm package. The same preload gives the same bytes, because jsii caches it by digest."""
    # Rarely needed, and 5 ms to import.
    import gzip  # noqa: PLC0415
    import tarfile  # noqa: PLC0415

    files = {
        "package.json": json.dumps({"name": _NAME, "version": _VERSION, "main": "preload.cjs", "jsii": {}}).encode(),
        ".jsii": json.dumps(_ASSEMBLY).encode(),
        "preload.cjs": preload,
    }
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()
