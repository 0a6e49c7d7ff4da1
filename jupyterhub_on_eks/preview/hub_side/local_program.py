"""A pod as a local program: the settings of its notebook container that apply to this machine, with local addresses and folders."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: Variables of the pod that are ignored, since they would change how programs run on this machine.
_OWN = {"PATH", "HOME", "SHELL", "TMPDIR", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LD_PRELOAD"}
#: Variables with a folder of Jupyter, set by JupyterHub 2 and later.
_FOLDERS = {"JUPYTERHUB_ROOT_DIR", "JUPYTERHUB_NOTEBOOK_DIR"}
#: The options with which JupyterHub 1 sets the folder.
_FOLDER_OPTIONS = ("--notebook-dir=", "--SingleUserNotebookApp.notebook_dir=", "--NotebookApp.notebook_dir=", "--ServerApp.root_dir=")
#: Variables that contain the hub's address in the cluster.
_OF_HUB = re.compile(r"(JUPYTERHUB|JPY_HUB)\w*_(API|ACTIVITY)_URL")
#: Programs in images that start a user's server and pass their options to it.
_PROGRAMS = {"jupyterhub-singleuser", "jupyter-labhub", "start-singleuser.sh", "start-singleuser.py"}
#: The page that opens unless the hub file sets another. It is also the default of images with JupyterHub 2 and later.
_DEFAULT_URL = "/lab"
#: Kubernetes' syntax for a reference to an earlier variable.
_REFERENCE = re.compile(r"\$\$|\$\(([\w.-]+)\)")


@dataclass(frozen=True)
class LocalProgram:
    """The program that runs in place of a pod.

    Args:
        root: replaces the root of the container's file system.
        home: the home folder, below the root.
        shown: the folder that Jupyter shows.
        options: the server's options.
        environment: the variables that the pod sets.
        kept: whether the next start has the same home.
    """

    root: Path
    home: Path
    shown: Path
    options: list[str]
    environment: dict[str, str]
    kept: bool


def local_program(pod: Mapping[str, Any], *, folder: Path, home: str, port: int, hub_port: int) -> LocalProgram:
    """Return the program that runs in place of a pod.

    Variables from a Secret, a ConfigMap or the pod itself are omitted.

    Args:
        pod: the pod as KubeSpawner sent it.
        folder: contains the homes of all pods. Pods that mount the same folder of the same claim have the same home.
        home: the path of the home in the container.
        port: the server's port.
        hub_port: the hub's port.
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
    """Return the local path of a path in the container. The result is always below the root."""
    whole = posixpath.join(home, re.sub(r"^~(?=/|$)", home, path))
    return root / posixpath.normpath(whole).lstrip("/")


def _claim(pod: Mapping[str, Any], home: str) -> str | None:
    """Return a name for the claim, and the folder in it, that are mounted as the home; None if no claim is mounted there."""
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
    """Return the options that a container's command passes to the user's server, adapted to this machine, and the folders in them."""
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
        options.append(f"--SingleUserNotebookApp.default_url={_DEFAULT_URL}")  # JupyterHub 1, which has no variable for it
    return options, folders
