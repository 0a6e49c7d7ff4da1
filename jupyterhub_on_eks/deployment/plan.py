"""Changes of a plan, read from ``terraform show -json``.

Source: Terraform, "JSON Output Format", section "Plan Representation".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jupyterhub_on_eks.deployment.changed_keys import changed_keys

#: A name for each of Terraform's lists of actions. OpenTofu's ``remove`` forgets too.
_ACTIONS = {
    ("no-op",): "none",
    ("create",): "create",
    ("read",): "read",
    ("update",): "change",
    ("delete",): "destroy",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("forget",): "forget",
    ("remove",): "forget",
    ("create", "forget"): "replace",
}

#: Actions in the order of reports, without ``read``, which changes nothing.
ACTIONS = ("create", "change", "replace", "destroy", "forget", "import")


@dataclass(frozen=True)
class Change:
    """What a plan does to one resource.

    Args:
        address: address of the resource.
        action: one of `ACTIONS`.
        keys: the keys that change, if it is changed or replaced. Values are left out: some are secrets.
        because: the keys that force a replacement, or Terraform's reason.
    """

    address: str
    action: str
    keys: Sequence[str] = ()
    because: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """What a plan would change.

    Args:
        changes: changes of resources.
        outputs: names of outputs, with what happens to each.
        drift: what was changed outside of Terraform since the last run.
    """

    changes: Sequence[Change]
    outputs: Mapping[str, str]
    drift: Sequence[Change] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.changes and not self.outputs

    def counts(self) -> dict[str, int]:
        """Count the changes of resources by their action."""
        return {action: sum(change.action == action for change in self.changes) for action in ACTIONS}


def read_plan(text: str) -> Plan:
    """Read the JSON of a plan.

    Raises:
        ValueError: it is not a plan.
    """
    try:
        document = json.loads(text[text.index("{") :])  # OpenTofu prints warnings of its configuration before it
        outputs = {name: action for name, it in (document.get("output_changes") or {}).items() if (action := _action(it)) != "none"}
        changes = [change for entry in document.get("resource_changes") or () for change in _changes(entry)]
        drift = [change for entry in document.get("resource_drift") or () for change in _changes(entry)]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a plan of Terraform ({error!r})") from None
    return Plan(sorted(changes, key=lambda change: ACTIONS.index(change.action)), outputs, drift)


def _changes(entry: Mapping[str, Any]) -> Iterator[Change]:
    change = entry["change"]
    action = _action(change)
    if action == "none" and change.get("importing"):
        action = "import"
    if action not in ACTIONS or entry["mode"] != "managed":
        return
    because = [".".join(str(step) for step in path) for path in change.get("replace_paths") or ()]
    if action == "replace" and not because:
        because = [str(entry.get("action_reason", "")).removeprefix("replace_").replace("_", " ")]
    keys = changed_keys(change) if action in ("change", "replace") else ()
    yield Change(entry["address"], action, tuple(keys), tuple(filter(None, because)))


def _action(change: Mapping[str, Any]) -> str:
    return _ACTIONS.get(tuple(change["actions"]), "change")
