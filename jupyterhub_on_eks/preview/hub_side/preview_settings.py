"""The settings of the process of a previewed hub, for its modules."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from identity_provider import Person


@dataclass
class Settings:
    """The settings of the process.

    Args:
        folder: contains the files that the hub writes.
        namespace: the namespace of the hub.
        port: the port in the browser's address.
        listens: the file descriptor of the socket that listens on it.
        hub_port: the port of the hub itself.
        provider_port: the port of the stand-in for the identity provider.
        people: the people on the page of the stand-in.
        server_python: the Python of the users' servers.
        alive: a file descriptor that stays open while any process of the preview runs.
        key: the key that a login requires.
        pods: the pods of the stand-in for the Kubernetes API.
        running: the contexts that stay open until the process ends.
    """

    folder: Path
    namespace: str
    port: int
    listens: int
    hub_port: int
    provider_port: int
    people: list[Person]
    server_python: Path
    alive: int
    key: str
    pods: list[dict[str, Any]] = field(default_factory=list)
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def templates(self) -> Path:
        """The folder with the preview's pages."""
        return Path(__file__).with_name("templates")


#: Set by ``run.py``, before JupyterHub reads its configuration.
SETTINGS: Settings = None  # type: ignore[assignment]
