"""Plans of the stack campus, from what two versions of its hub file render."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from jupyterhub_on_eks.deployment.events import parse
from jupyterhub_on_eks.deployment.plan import Plan, read_plan
from jupyterhub_on_eks.deployment.tracker import Tracker
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.deployment.recorded_runs import hook, planned

Template = Mapping[str, Any]

#: What Kubernetes can't change in a StorageClass. Source: Terraform's provider kubernetes, kubernetes_storage_class_v1: "Force new".
_IMMUTABLE = {"kubernetes_storage_class_v1": {"reclaim_policy"}}


def campus(**students: Any) -> dict[str, Any]:
    """Return examples/two-hubs.yaml, with a class for the staff's volumes, which are kept if the students' hub has settings.

    Args:
        students: settings of the students' hub.
    """
    file: dict[str, Any] = yaml.safe_load((ROOT / "examples" / "two-hubs.yaml").read_text(encoding="utf-8"))
    _, _, first, second = file["add_ons"]
    shared = students.pop("shared_directories", [])
    first["jupyterhub"]["efs_config"] |= {"shared_directories": shared}
    first["jupyterhub"] |= students
    kept = {"storage_class": {"name": "staff-gp3"}, "removal_policy": "RETAIN" if students else "DESTROY"}
    second["jupyterhub"]["ebs_config"] |= kept
    return file


def plan_of(before: Template, after: Template) -> Plan:
    """Return the plan of a deployment after another."""
    was, wanted = dict(_resources(before)), dict(_resources(after))
    changes = []
    for address in sorted({*was, *wanted}):
        one, other = was.get(address), wanted.get(address)
        if one != other:
            changes.append({"address": address, "mode": "managed", "change": _change(address.partition(".")[0], one, other)})
    return read_plan(json.dumps({"resource_changes": changes}))


def _change(kind: str, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> dict[str, Any]:
    if one is None or other is None:
        return {"actions": ["create" if one is None else "delete"], "before": one, "after": other}
    forced = [[key] for key in sorted(_IMMUTABLE.get(kind, ())) if one.get(key) != other.get(key)]
    return {"actions": ["delete", "create"] if forced else ["update"], "before": one, "after": other, "replace_paths": forced}


def _resources(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the settings of each resource by its address, without those that Terraform doesn't send."""
    for kind, named in template.get("resource", {}).items():
        for name, settings in named.items():
            yield f"{kind}.{name}", {key: it for key, it in settings.items() if key not in {"//", "depends_on", "lifecycle", "provisioner"}}


def events_of_deployment(template: Template, plan: Plan) -> Iterator[str]:
    """Yield Terraform's lines of a first deployment, until only the mount targets are left, and what depends on them."""
    tracker = Tracker(template)

    def heard(line: str) -> str:
        tracker.hear(parse(line))
        return line

    yield from [heard(planned(change.address)) for change in plan.changes]
    while ready := [address for address in tracker.waiting if not tracker.waits_for(address)]:
        for address in ready:
            yield heard(hook("apply_start", address))
            if not address.startswith("aws_efs_mount_target."):
                yield heard(hook("apply_complete", address, elapsed_seconds=6))
