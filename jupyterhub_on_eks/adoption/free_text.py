"""Programs and files in the values of a release, in which no search recognizes every secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath
from jupyterhub_on_eks.adoption.places import ABSENT, at

#: Files of the chart. Source: JupyterHub chart, ``hub.extraFiles``, ``singleuser.extraFiles``.
_FILES: tuple[KeyPath, ...] = (("hub", "extraFiles"), ("singleuser", "extraFiles"))
#: Programs of the hub, one for each key; and commands of pods. Sources: JupyterHub chart, ``values.schema.yaml``; KubeSpawner.
_PARTS: KeyPath = ("hub", "extraConfig")
_COMMANDS: tuple[KeyPath, ...] = (
    ("hub", "initContainers"),
    ("hub", "extraContainers"),
    ("singleuser", "initContainers"),
    ("singleuser", "extraContainers"),
    ("singleuser", "lifecycleHooks"),
)


def binary_files(values: Mapping[str, Any]) -> Iterator[KeyPath]:
    """Yield the paths of binary content, any of which may be a secret: a key, a keystore, an archive."""
    for files in _FILES:
        for name, file in _below(values, files):
            if isinstance(file, Mapping) and file.get("binaryData"):
                yield (*files, name, "binaryData")


def file_of(path: KeyPath) -> KeyPath:
    """Return the path of the file that has its content at a path; the path itself if it is not in a file."""
    return path[:3] if path[:2] in _FILES else path


def unread(values: Mapping[str, Any], *, had: Mapping[str, Any]) -> list[KeyPath]:
    """Return the paths of programs and files that a hub file keeps from its release, which a person has to read for secrets.

    Args:
        values: the values in the hub file.
        had: the values of the release.
    """
    parts = at(values, _PARTS)
    whole = [_PARTS] if isinstance(parts, str) else [(*_PARTS, name) for name, _ in _below(values, _PARTS)]
    files = [(*files, name) for files in _FILES for name, _ in _below(values, files)]
    commands = [path for path in _COMMANDS if at(values, path) not in (ABSENT, None, [], {})]
    return [path for path in (*whole, *files, *commands) if at(had, path) == at(values, path)]


def _below(values: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[str, Any]]:
    found = at(values, path)
    yield from found.items() if isinstance(found, Mapping) else ()
