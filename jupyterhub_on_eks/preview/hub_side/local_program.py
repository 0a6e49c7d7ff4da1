"""A pod as a program on this machine: what of its notebook container makes sense here, with local addresses and folders."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: Variables of the pod that never count here, since they would change how programs of this machine run.
_OWN = {"PATH", "HOME", "SHELL", "TMPDIR", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LD_PRELOAD"}
#: Variables that name a folder of Jupyter's, by JupyterHub 2 and later.
_FOLDERS = {"JUPYTERHUB_ROOT_DIR", "JUPYTERHUB_NOTEBOOK_DIR"}
#: The same as an option, by JupyterHub 1.
_FOLDER_OPTIONS = ("--notebook-dir=", "--SingleUserNotebookApp.notebook_dir=", "--NotebookApp.notebook_dir=", "--ServerApp.root_dir=")
#: Variables whose address is the hub's in the cluster.
_OF_HUB = re.compile(r"(JUPYTERHUB|JPY_HUB)\w*_(API|ACTIVITY)_URL")
#: Programs of images that run a user's server, whose options are that server's.
_PROGRAMS = {"jupyterhub-singleuser", "jupyter-labhub", "start-singleuser.sh", "start-singleuser.py"}
#: Where people land unless the hub file names another page. The images of JupyterHub 2 and later do so too.
_DEFAULT_URL = "/lab"
#: How Kubernetes refers to a variable that was set before.
_REFERENCE = re.compile(r"\$\$|\$\(([\w.-]+)\)")


@dataclass(frozen=True)
class LocalProgram:
    """What runs in place of a pod.

    Args:
        root: stands for the root of the container's file system.
        home: the home folder, below it.
        shown: the folder that Jupyter shows.
        options: of the server.
        environment: the variables that the pod sets.
        kept: the home is there at the next start too.
    """

    root: Path
    home: Path
    shown: Path
    options: list[str]
    environment: dict[str, str]
    kept: bool


def local_program(pod: Mapping[str, Any], *, folder: Path, home: str, port: int, hub_port: int) -> LocalProgram:
    """Return what runs in place of a pod.

    Variables that come from a Secret, a ConfigMap or the pod itself are left out.

    Args:
        pod: as KubeSpawner has sent it.
        folder: for the homes of all pods. Pods that mount the same folder of the same claim have the same home.
        home: where the home is in the container.
        port: of the server.
        hub_port: of the hub.
    """
    container = pod["spec"]["containers"][0]
    claim = _claim(pod, home)
    root = folder / (claim or pod["metadata"]["name"])
    given = _values(container.get("env") or [])
    environment = {name: value for name, value in given.items() if name not in _OWN and "_SSL_" not in name}
    for name, value in environment.items():
        if _OF_HUB.fullmatch(name):
            environment[name] = urlsplit(value)._replace(scheme="http", netloc=f"127.0.0.1:{hub_port}").geturl()
    if "JUPYTERHUB_SERVICE_URL" in environment:
        address = urlsplit(environment["JUPYTERHUB_SERVICE_URL"])
        environment["JUPYTERHUB_SERVICE_URL"] = address._replace(scheme="http", netloc=f"127.0.0.1:{port}").geturl()
    environment.setdefault("JUPYTERHUB_DEFAULT_URL", _DEFAULT_URL)
    folders = {name: _place(environment[name], root, home) for name in _FOLDERS if environment.get(name)}
    options, named = _options([*(container.get("command") or []), *(container.get("args") or [])], root, home, port)
    shown = [*named, *folders.values(), _place(home, root, home)]
    return LocalProgram(
        root=root,
        home=_place(home, root, home),
        shown=shown[0],
        options=options,
        environment={**environment, **{name: str(path) for name, path in folders.items()}},
        kept=claim is not None,
    )


def _place(path: str, root: Path, home: str) -> Path:
    """Return where a path of the container is here. No path leads out of the root."""
    whole = posixpath.join(home, re.sub(r"^~(?=/|$)", home, path))
    return root / posixpath.normpath(whole).lstrip("/")


def _claim(pod: Mapping[str, Any], home: str) -> str | None:
    """Return a name for the claim and the folder in it that are mounted as the home; None where no claim is."""
    claims = {
        each["name"]: each["persistentVolumeClaim"]["claimName"]
        for each in pod["spec"].get("volumes") or []
        if "persistentVolumeClaim" in each
    }
    for mount in pod["spec"]["containers"][0].get("volumeMounts") or []:
        if mount["mountPath"].rstrip("/") == home.rstrip("/") and mount["name"] in claims:
            return re.sub(r"[^\w.-]", "_", "--".join(filter(None, [claims[mount["name"]], mount.get("subPath", "").strip("/.")])))
    return None


def _values(env: list[dict[str, Any]]) -> dict[str, str]:
    """Return the variables that have a value, with references to earlier ones resolved. Source: Kubernetes API, ``EnvVar.value``."""
    found: dict[str, str] = {}
    for each in env:
        if each.get("value") is not None:
            found[each["name"]] = _REFERENCE.sub(lambda match: found.get(match[1], match[0]) if match[1] else "$", str(each["value"]))
    return found


def _options(command: list[str], root: Path, home: str, port: int) -> tuple[list[str], list[Path]]:
    """Return the options that a container's command gives the user's server, for this machine, and the folders that they name."""
    words = next((command[at + 1 :] for at, word in enumerate(command) if posixpath.basename(word) in _PROGRAMS), [])
    options, folders = [], []
    for word in words:
        option, _, value = word.partition("=")
        if f"{option}=" in _FOLDER_OPTIONS and value:
            folders.append(_place(value.strip("\"'"), root, home))
            options.append(f"{option}={folders[-1]}")
        elif option == "--port":
            options.append(f"--port={port}")
        elif option == "--ip":
            options.append("--ip=127.0.0.1")
        else:
            options.append(word)
    if not any("default_url" in option for option in options) and any(option.startswith("--port=") for option in options):
        options.append(f"--SingleUserNotebookApp.default_url={_DEFAULT_URL}")  # JupyterHub 1, which knows no variable for it
    return options, folders
