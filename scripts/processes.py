"""Installers run out of sight: their output goes to a log, and they never outlive the set-up that started them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from scripts import project
from scripts.console import Trouble

#: Variables that would send an installer, or the Python it runs, somewhere else than into the environment at hand.
MISLEADING = (
    "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__",
    "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_PYTHON", "PIP_NO_DEPS", "PIP_REQUIREMENT",
    "PIPENV_ACTIVE", "PIPENV_PIPFILE", "PIPENV_PYTHON", "PIPENV_CUSTOM_VENV_NAME", "PIPENV_VIRTUALENV", "WORKON_HOME",
    "NODE_OPTIONS", "NODE_PATH", "npm_config_prefix", "npm_config_global",
)  # fmt: skip

#: Lines of the log that are shown when an installer fails.
SHOWN = 12

#: What a log says, and what its reader can do about it. The first that fits counts.
ADVICE = {
    "certificate.verify.failed|self-signed certificate|unable to get local issuer": """\
The package index's certificate is not trusted here. On Debian: apt install ca-certificates. Behind a company's proxy, name its
certificate file in PIP_CERT and in NODE_EXTRA_CA_CERTS.""",
    "do not match the hashes|eintegrity": """\
A package is not the one that the lock file names; it was not used. Empty the caches (pip cache purge, npm cache clean --force) and
run the command again. If it stays so, the package index serves something else than the lock file was made from.""",
    "connection|name resolution|network is unreachable|max retries|timed out|enotfound|etimedout|eai_again|econn|no route|proxyerror": """\
The package index cannot be reached. The first set-up needs the network (later runs don't): check the connection and the proxy
(HTTPS_PROXY), or name a mirror in PIP_INDEX_URL and npm_config_registry, and run the command again.""",
    "no matching distribution found": """\
The package index does not have a package, in the pinned version, for this Python and system; the lines above name it. A mirror may lack
it, or Python may be newer than the package: make synth PYTHON=python3.13 takes another one.""",
    "": "The lines above say why. Fix that and run the command again; the installation needs about 1.5 GB and a folder of your own.",
}


def advice(log: str) -> str:
    """Say what to do about a failed installation, from what its log says."""
    return next(what for signs, what in ADVICE.items() if re.search(signs, log, re.IGNORECASE))


def installer_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Build the environment of an installer: the user's own settings of proxies, mirrors and caches, without what misleads.

    Args:
        environment: the one to start from. Default: this process's.
    """
    defaults = {
        # Node trusts the certificates of the system, as Python does; without this only those that it was built with.
        "NODE_USE_SYSTEM_CA": "1",
        "NODE_EXTRA_CA_CERTS": environment.get("PIP_CERT") or environment.get("SSL_CERT_FILE") or "",
        "PIPENV_PYPI_MIRROR": environment.get("PIP_INDEX_URL", ""),
    }
    settings = {
        # The bindings of the providers hold 3,000 modules; Python compiles the twenty that are imported.
        "PIP_COMPILE": "0",
        "PIPENV_VENV_IN_PROJECT": "1",
    }
    given = {name: value for name, value in environment.items() if name not in MISLEADING}
    return {name: value for name, value in (defaults | given | settings).items() if value}


def run_logged(command: Sequence[str | Path], *, task: str) -> None:
    """Run an installer to its end, its output in the log.

    It holds the set-up's lock too: should the set-up be killed outright, the next one waits for the installer.

    Args:
        command: program and arguments.
        task: what is being done, for the message.

    Raises:
        Trouble: it failed; the message holds its last lines and what to do.
    """
    with project.LOG.open("ab") as out:
        out.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        start = out.tell()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=installer_environment(),
            cwd=project.ROOT,
            start_new_session=True,
            close_fds=False,
        )
        try:
            status = process.wait()
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with all that it started; the next run does the step from its beginning
            process.wait()
            raise
    if status:
        said = project.LOG.read_bytes()[start:].decode(errors="replace")
        lines = [f"    {line}" for line in said.splitlines() if line.strip()][-SHOWN:]
        raise Trouble("\n".join([f"{task} failed:", *lines, advice(said), f"The whole log: {project.LOG}"]))
