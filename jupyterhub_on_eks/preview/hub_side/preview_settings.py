"""What the process of a previewed hub was told, for the modules in it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from identity_provider import Person


@dataclass
class Settings:
    """What the process was told.

    Args:
        folder: for what the hub writes.
        namespace: the namespace of the hub.
        port: the port that browsers know.
        listens: file descriptor of the socket there.
        hub_port: the port of the hub itself.
        provider_port: the port of the stand-in for the identity provider.
        people: those whom the stand-in offers.
        server_python: the Python of the users' servers.
        alive: file descriptor that is open as long as anything of the preview runs.
        key: who has it may log in.
        pods: the pods of the stand-in for the Kubernetes API.
        running: holds what runs until the process ends.
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
        """The folder of the preview's own pages."""
        return Path(__file__).with_name("templates")


#: Set by ``run.py``, before JupyterHub reads its configuration.
SETTINGS: Settings = None  # type: ignore[assignment]
