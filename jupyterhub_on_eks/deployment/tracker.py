"""The progress of a Terraform run: finished, running and waiting resources."""

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
    """A resource in progress.

    Args:
        action: Terraform's action.
        since: time at which it began, in seconds of the clock.
        output: last line of a program that Terraform runs for it.
    """

    action: str
    since: float
    output: str = ""

    @property
    def doing(self) -> str:
        """What happens to it, such as "creating"."""
        return _DOING.get(self.action, self.action)


@dataclass
class Tracker:
    """The progress of a run, from its events.

    Args:
        template: the stack's ``cdk.tf.json``.
        clock: returns seconds. Default: the system's clock.
    """

    template: Mapping[str, Any]
    clock: Callable[[], float] = time.monotonic
    waiting: dict[str, str] = field(default_factory=dict)
    """Planned resources that haven't begun, with their actions."""
    running: dict[str, Running] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    """Finished resources, as ``done`` or ``failed``."""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    """Lines that are not JSON: those of a failure before Terraform begins."""

    def __post_init__(self) -> None:
        self._waits = Waits(self.template)

    def hear(self, event: Event) -> str | None:
        """Process an event; returns the line of a finished resource, or None."""
        address = event.resource
        if event.kind == "planned_change" and event.action not in ("read", "noop", "no-op", "remove", "forget", "move"):
            self.waiting[address] = event.action
        elif event.kind == "apply_start":
            self._begin(address, event.action)
        elif event.kind == "provision_progress" and address in self.running:
            output = str((event.content.get("hook") or {}).get("output", "")).strip()
            self.running[address].output = "" if output.startswith("Executing: ") else output
        elif event.kind in _DONE:
            return self._end(address, event)
        elif event.kind == "diagnostic":
            severity, text = diagnosis(event)
            (self.errors if severity == "error" else self.warnings).append(text)
        elif not event.kind and event.message.strip():
            self.other.append(event.message)
        return None

    def waits_for(self, address: str) -> list[str]:
        """Return the unfinished resources that a waiting resource directly depends on."""
        action = self.waiting.get(address, "")
        return self._waits.before(address, "delete" if action == "delete" else "create", [*self.waiting, *self.running])

    @property
    def total(self) -> int:
        """Number of resources in the run."""
        return len(self.waiting) + len(self.running) + len(self.done)

    def _begin(self, address: str, action: str) -> None:
        # A replaced resource is destroyed and created, or the other way round; it counts as one.
        self.waiting.pop(address, None)
        self.done.pop(address, None)
        self.running[address] = Running(action, self.clock())

    def _end(self, address: str, event: Event) -> str:
        self.running.pop(address, None)
        self.done[address] = _DONE[event.kind]
        done = _DID.get(event.action, event.action) if event.kind == "apply_complete" else "failed to " + event.action
        return f"{done} {address} ({duration(event.seconds)})"


def duration(seconds: float) -> str:
    """Return a duration as text, such as "45 s" or "12 min 5 s"."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
