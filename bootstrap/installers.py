"""Runs pip and npm: with their output in a log, with the user's settings, and with writable caches."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bootstrap import paths

#: Variables that would make an installer write outside the environment.
MISLEADING = ("NODE_OPTIONS", "PIP_PREFIX", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH", "npm_config_global", "npm_config_prefix")

#: Number of log lines that are shown when an installer fails.
SHOWN = 12


def environment(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Returns the environment of an installer: the user's, so that proxies and mirrors apply, without misleading variables."""
    certificates = given.get("PIP_CERT") or given.get("SSL_CERT_FILE")
    defaults = {"NODE_USE_SYSTEM_CA": "1", **({"NODE_EXTRA_CA_CERTS": certificates} if certificates else {})}
    try:  # only an attempt shows it: even root can't write to every disk
        tempfile.TemporaryFile(dir=Path.home()).close()
    except (OSError, RuntimeError):  # the second: a user without a name and without HOME
        # pip's cache uses the first (XDG Base Directory Specification), npm's the second (docs.npmjs.com, "cache").
        defaults |= {"XDG_CACHE_HOME": str(paths.TOOLS / "cache"), "npm_config_cache": str(paths.TOOLS / "cache/npm")}
    return defaults | {name: value for name, value in given.items() if name not in MISLEADING}


def run(*command: str | Path, task: str) -> None:
    """Run an installer to its end, with its output in ``.tools/setup.log``.

    The process inherits the lock of the setup: if only the setup is killed, the next one waits for the installer.

    Raises:
        SystemExit: it failed; the message has its last lines.
    """
    with (paths.TOOLS / "setup.log").open("wb") as log:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(), cwd=paths.ROOT, close_fds=False, check=False
        )
    if done.returncode:
        lines = [f"    {line}" for line in Path(log.name).read_text(errors="replace").splitlines() if line.strip()][-SHOWN:]
        more = f"Fix this and run the command again; docs/setup.md has help. Full output: {log.name}"
        raise SystemExit("\n".join([f"\n{task} failed:", *lines, more]))
