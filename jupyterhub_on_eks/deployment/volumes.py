"""What ``destroy`` reports about volumes that storage classes created: what happens to them, and how many there are."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.deployment.stack_output import Stack

#: Timeout in seconds for reading the cluster; destroy doesn't fail after it.
_TIMEOUT = 60

#: Annotation of the external provisioner on volumes that it created. Source: Kubernetes, "Well-Known Labels, Annotations and Taints".
_PROVISIONED = "pv.kubernetes.io/provisioned-by"

_HOLDS = {"homes": "of users", "hub_database": "of the hub's database"}
_ON_DESTROY = {"keep": "are kept", "delete": "are deleted with their data", "class_decides": "are deleted or kept, depending on the class"}


class _Unknown(Exception):  # noqa: N818 -- not an error: the number is only unknown
    """The cluster wasn't read; the message says why."""


def volumes_at_destroy(stack: Stack) -> str:
    """Return what destroy does to volumes, and how many there are now; empty if it affects none.

    The cluster is read with kubectl and a separate kubeconfig, so that no other cluster is read. If that is not possible, the text says so.
    """
    facts = stack.facts or {}
    entries = facts.get("volumes", [])
    if not entries:
        return ""
    lines = [f"{stack.name}: destroy deletes the claims of these volumes:"]
    for entry in entries:
        name = entry["storage_class"] or "the cluster's default class"
        lines.append(f"  {entry['namespace']}: volumes {_HOLDS[entry['holds']]} ({name}) {_ON_DESTROY[entry['on_destroy']]}")
    try:
        lines += _counted(entries, _persistent_volumes(facts["cluster"]["kubeconfig_command"]))
    except _Unknown as reason:
        lines.append(f"  How many there are is unknown: {reason}")
    return "\n".join(lines)


def _counted(entries: Sequence[Mapping[str, Any]], volumes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield for each namespace how many volumes would be deleted and kept. The policy of the volume counts, not that of its class."""
    for namespace in dict.fromkeys(entry["namespace"] for entry in entries):
        claims = {entry["claim"] for entry in entries if entry["namespace"] == namespace}
        found: dict[str, list[str]] = {}
        for volume in volumes:
            claim = volume["spec"].get("claimRef") or {}
            of_a_class = _PROVISIONED in volume["metadata"].get("annotations", {})
            if of_a_class and claim.get("namespace") == namespace and (None in claims or claim["name"] in claims):
                found.setdefault(volume["spec"]["persistentVolumeReclaimPolicy"], []).append(claim["name"])
        deleted, kept = sorted(found.pop("Delete", [])), sorted(name for names in found.values() for name in names)
        yield f"  {namespace}: now {_number(deleted)} would be deleted, {_number(kept)} kept"


def _number(claims: Sequence[str]) -> str:
    """Return a number with some of the names."""
    shown = [*claims[:5], *(["…"] if len(claims) > 5 else [])]  # noqa: PLR2004 -- enough to recognize them
    return f"{len(claims)} ({', '.join(shown)})" if claims else "0"


def _persistent_volumes(kubeconfig_command: str | None) -> Sequence[Mapping[str, Any]]:
    """List the volumes on the hub file's cluster.

    Raises:
        _Unknown: a program is missing, or the cluster doesn't answer.
    """
    if kubeconfig_command is None:
        raise _Unknown("the cluster is known only after the deployment.")
    login = shlex.split(kubeconfig_command)
    for program in ("kubectl", login[0]):
        if not shutil.which(program):
            raise _Unknown(f"{program} is not on PATH.")
    with tempfile.TemporaryDirectory() as folder:
        kubeconfig = str(Path(folder) / "kubeconfig")
        _run([*login, "--kubeconfig", kubeconfig])
        answer = _run(["kubectl", "--kubeconfig", kubeconfig, "get", "persistentvolumes", "--output", "json"])
    try:
        return list(json.loads(answer)["items"])
    except (ValueError, KeyError, TypeError):
        raise _Unknown("kubectl returned no list of volumes.") from None


def _run(command: Sequence[str]) -> str:
    """Run a command; returns its output.

    Raises:
        _Unknown: it failed or took too long.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _Unknown(f"{command[0]} didn't answer ({type(error).__name__}).") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise _Unknown(f"`{shlex.join(command[:3])} …` failed: {last}")
    return done.stdout
