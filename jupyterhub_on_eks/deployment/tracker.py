"""Where a run of Terraform stands: what is done, what runs since when, what waits for what."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jupyterhub_on_eks.deployment.events import Event, diagnosis
from jupyterhub_on_eks.deployment.waits import Waits

_DONE = {"apply_complete": "done", "apply_errored": "failed"}
_DOING = {"create": "creating", "update": "changing", "delete": "destroying", "replace": "replacing", "read": "reading"}
_DID = {"create": "created", "update": "changed", "delete": "destroyed", "replace": "replaced", "read": "read"}


@dataclass
class Running:
    """A resource that is worked on.

    Args:
        action: Terraform's word.
        since: seconds of the clock at which it began.
        said: the last line that a program printed which Terraform runs for it.
    """

    action: str
    since: float
    said: str = ""

    @property
    def doing(self) -> str:
        """What happens to it, such as "creating"."""
        return _DOING.get(self.action, self.action)


@dataclass
class Tracker:
    """What the events of a run have told.

    Args:
        template: the stack's ``cdk.tf.json``.
        clock: gives seconds. Default: the system's.
    """

    template: Mapping[str, Any]
    clock: Callable[[], float] = time.monotonic
    waiting: dict[str, str] = field(default_factory=dict)
    """What is planned and hasn't begun, with its action."""
    running: dict[str, Running] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    """What has ended, as ``done`` or ``failed``."""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    """Lines that are no JSON: where Terraform fails before it begins."""

    def __post_init__(self) -> None:
        self._waits = Waits(self.template)

    def hear(self, event: Event) -> str | None:
        """Take in an event; returns a line that tells what has ended, or None."""
        address = event.resource
        if event.kind == "planned_change" and event.action not in ("read", "noop", "no-op", "remove", "forget", "move"):
            self.waiting[address] = event.action
        elif event.kind == "apply_start":
            self._begin(address, event.action)
        elif event.kind == "provision_progress" and address in self.running:
            said = str((event.content.get("hook") or {}).get("output", "")).strip()
            self.running[address].said = "" if said.startswith("Executing: ") else said
        elif event.kind in _DONE:
            return self._end(address, event)
        elif event.kind == "diagnostic":
            severity, words = diagnosis(event)
            (self.errors if severity == "error" else self.warnings).append(words)
        elif not event.kind and event.message.strip():
            self.other.append(event.message)
        return None

    def waits_for(self, address: str) -> list[str]:
        """Return what a waiting resource waits for: directly, of what isn't done."""
        action = self.waiting.get(address, "")
        return self._waits.before(address, "delete" if action == "delete" else "create", [*self.waiting, *self.running])

    @property
    def total(self) -> int:
        """How many resources the run works on."""
        return len(self.waiting) + len(self.running) + len(self.done)

    def _begin(self, address: str, action: str) -> None:
        # A replaced resource is destroyed and created, or the other way round; it counts as one.
        self.waiting.pop(address, None)
        self.done.pop(address, None)
        self.running[address] = Running(action, self.clock())

    def _end(self, address: str, event: Event) -> str:
        self.running.pop(address, None)
        self.done[address] = _DONE[event.kind]
        word = _DID.get(event.action, event.action) if event.kind == "apply_complete" else "failed to " + event.action
        return f"{word} {address} ({duration(event.seconds)})"


def duration(seconds: float) -> str:
    """Write seconds as people do, such as "45 s" or "12 min 5 s"."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
