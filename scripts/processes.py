"""Installers run out of sight: their output goes to a log, and they never outlive the set-up that started them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from scripts.console import Trouble

#: Seconds between asking a stopped installer to end and ending it.
GRACE = 5

#: Lines of the log that are shown when an installer fails.
SHOWN = 12

#: What a log says, in small letters, and what its reader can do about it. The first that fits counts.
ADVICE = (
    (
        ("no space left on device",),
        "The disk is full. Make room (about 1.5 GB) and run the command again.",
    ),
    (
        ("certificate_verify_failed", "certificate verify failed", "self-signed certificate", "unable to get local issuer"),
        """\
The package index's certificate is not trusted here. On Debian: apt install ca-certificates. Behind a company's proxy, name its
certificate file in PIP_CERT and in NODE_EXTRA_CA_CERTS.""",
    ),
    (
        ("do not match the hashes", "eintegrity"),
        """\
A package is not the one that the lock file names; it was not used. Empty the caches (pip cache purge, npm cache clean --force) and
run the command again. If it stays so, the package index serves something else than the lock file was made from.""",
    ),
    (
        (
            "newconnectionerror", "connection refused", "name resolution", "network is unreachable", "max retries exceeded",
            "timed out", "econnrefused", "enotfound", "etimedout", "eai_again", "econnreset", "no route to host", "proxyerror",
        ),
        """\
The package index cannot be reached. The first set-up needs the network (later runs don't): check the connection and the proxy
(HTTPS_PROXY), or name a mirror in PIP_INDEX_URL and npm_config_registry, and run the command again.""",
    ),
    (
        ("no matching distribution found",),
        """\
The package index does not have a package, in the pinned version, for this Python and system; the lines above name it. A mirror may lack
it, or Python may be newer than the package: make synth PYTHON=python3.13 takes another one.""",
    ),
    (
        ("permission denied", "eacces", "read-only file system"),
        """\
A folder cannot be written to; the lines above name it. Run the command as the owner of the folder, or in a copy of your own.""",
    ),
)  # fmt: skip


def advice(log: str) -> str:
    """Say what to do about a failed installation, from what its log says."""
    said = log.lower()
    for signs, what in ADVICE:
        if any(sign in said for sign in signs):
            return what
    return "Run the command again; if it fails in the same way, the whole log says more."


def run_logged(command: Sequence[str | Path], *, task: str, env: Mapping[str, str], log: Path, held: int | None = None) -> None:
    """Run an installer to its end, its output in the log.

    Args:
        command: program and arguments.
        task: what is being done, for the message.
        env: the whole environment.
        log: file to append to.
        held: descriptor of the lock, which the installer keeps open: should the set-up be killed outright, the next one waits for it.

    Raises:
        Trouble: it failed; the message holds its last lines and what to do.
    """
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        start = out.tell()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=log.parent.parent,
            start_new_session=True,
            pass_fds=() if held is None else (held,),
        )
        try:
            status = process.wait()
        finally:
            end_group(process)
    if status:
        said = log.read_bytes()[start:].decode(errors="replace")
        lines = [f"    {line}" for line in said.splitlines() if line.strip()][-SHOWN:]
        raise Trouble("\n".join([f"{task} failed:", *lines, advice(said), f"The whole log: {log}"]))


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and all that it started."""
    if process.poll() is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
            return
