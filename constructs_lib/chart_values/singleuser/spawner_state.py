"""KubeSpawner's traits before a profile, and their changes by a profile, the same on each version of the chart.

KubeSpawner sets the traits that a profile overrides. A list replaces a list on all versions; a mapping replaces the mapping without
``MERGED_OVERRIDES`` and is merged with it otherwise, where null removes a key. So each override has the complete list or mapping,
and null for removed keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from constructs_lib.chart_values.merge import merged
from constructs_lib.models.environment import variables
from constructs_lib.models.kinds.amounts import whole_bytes
from constructs_lib.models.scheduling.resources import GPU
from constructs_lib.models.scheduling.toleration import tolerates
from constructs_lib.models.singleuser.lifecycle_hooks import chart_hooks
from constructs_lib.models.singleuser.profiles.profile import InnerSettings
from constructs_lib.models.singleuser.server_settings import ServerSettings, hooks_of
from constructs_lib.models.singleuser.variable import chart_variables
from constructs_lib.models.values import value_at

#: Traits with mappings and lists, by name.
State = dict[str, Any]

#: Where the chart reads them, below ``singleuser``. Source: chart, ``files/hub/jupyterhub_config.py``.
_MAPPINGS = {
    "environment": ("extraEnv",),
    "node_selector": ("nodeSelector",),
    "extra_resource_guarantees": ("extraResource", "guarantees"),
    "extra_resource_limits": ("extraResource", "limits"),
    "lifecycle_hooks": ("lifecycleHooks",),
    "extra_labels": ("extraLabels",),
    "extra_annotations": ("extraAnnotations",),
}
_LISTS = {
    "tolerations": ("extraTolerations",),
    "extra_containers": ("extraContainers",),
    "node_affinity_required": ("extraNodeAffinity", "required"),
    "node_affinity_preferred": ("extraNodeAffinity", "preferred"),
    "pod_affinity_required": ("extraPodAffinity", "required"),
    "pod_affinity_preferred": ("extraPodAffinity", "preferred"),
    "pod_anti_affinity_required": ("extraPodAntiAffinity", "required"),
    "pod_anti_affinity_preferred": ("extraPodAntiAffinity", "preferred"),
}
#: The chart's defaults for what it adds to these. Source: chart, ``values.yaml``.
_OWN_TOLERATIONS = [
    {"key": f"hub.jupyter.org{mark}dedicated", "operator": "Equal", "value": "user", "effect": "NoSchedule"} for mark in ("/", "_")
]
_OWN_LABELS = {"hub.jupyter.org/network-access-hub": "true"}
_PURPOSE = {"matchExpressions": [{"key": "hub.jupyter.org/node-purpose", "operator": "In", "values": ["user"]}]}
_EPHEMERAL = "ephemeral-storage"


def state_before(final: Mapping[str, Any]) -> State:
    """Return KubeSpawner's mappings and lists as the chart builds them from its values, including the user's own.

    KubeSpawner itself rejects anything else, which counts as empty here.
    """
    singleuser = _mapping(final.get("singleuser"))
    state: State = {trait: _mapping(value_at(singleuser, path)) for trait, path in _MAPPINGS.items() if trait != "environment"}
    state["environment"] = variables(singleuser.get("extraEnv")) or {}
    state["extra_labels"] = {**_OWN_LABELS, **state["extra_labels"]}
    state |= {trait: _list(value_at(singleuser, path)) for trait, path in _LISTS.items()}
    pods = _mapping(value_at(final, ("scheduling", "userPods")))
    state["tolerations"] = [*_list(pods.get("tolerations", _OWN_TOLERATIONS)), *state["tolerations"]]
    purpose = _mapping(pods.get("nodeAffinity")).get("matchNodePurpose", "prefer")
    if purpose == "require":
        state["node_affinity_required"].append(_PURPOSE)
    elif purpose == "prefer":
        state["node_affinity_preferred"].append({"weight": 100, "preference": _PURPOSE})
    config = _mapping(value_at(final, ("hub", "config", "KubeSpawner")))
    fitting = {trait: _mapping if trait in _MAPPINGS else _list for trait in config if trait in {*_MAPPINGS, *_LISTS}}
    return {**state, **config, **{trait: fit(config[trait]) for trait, fit in fitting.items()}}


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def state_after(
    before: State, level: ServerSettings, levels: Sequence[ServerSettings], *, referred: AbstractSet[str], expanded: bool
) -> State:
    """Return the mappings and lists of a server with an additional level.

    Args:
        before: those without the level.
        level: the additional level.
        levels: all levels up to it, which hooks and the start timeout are combined from.
        referred: names of variables that some level refers to, see `chart_variables`.
        expanded: whether KubeSpawner expands environment variables.
    """
    after = dict(before)
    after["environment"] = {**before["environment"], **chart_variables(level.extra_env, referred=referred, expanded=expanded)}
    after["node_selector"] = {**before["node_selector"], **level.node_selector}
    if level.lifecycle_hooks is not None:
        after["lifecycle_hooks"] = {**before["lifecycle_hooks"], **chart_hooks(hooks_of(levels))}
    if level.resources is not None:
        devices = {**level.resources.extended, **({} if level.resources.gpus is None else {GPU: level.resources.gpus})}
        limits = {**before["extra_resource_limits"], **devices}
        after["extra_resource_limits"] = {name: amount for name, amount in limits.items() if amount}
        for trait, key in (("extra_resource_guarantees", "guarantee"), ("extra_resource_limits", "limit")):
            after[trait] = _with_storage(after[trait], level.resources.ephemeral_storage, key)
        wanted = [tolerates(name) for name, count in devices.items() if count]
    else:
        wanted = []
    after["tolerations"] = _added(before["tolerations"], [*(each.entry for each in level.tolerations), *wanted])
    for trait, value in (level.kubespawner_override if isinstance(level, InnerSettings) else {}).items():
        after[trait] = _combined(trait, before.get(trait), value)
    return after


def _with_storage(amounts: Mapping[str, Any], said: Any, key: str) -> dict[str, Any]:
    if said is None or (not isinstance(said, str) and key not in said.model_fields_set):
        return dict(amounts)
    quantity = said if isinstance(said, str) else getattr(said, key)
    rest = {name: amount for name, amount in amounts.items() if name != _EPHEMERAL}
    return rest if quantity is None else {**rest, _EPHEMERAL: whole_bytes(quantity)}


def _added(before: Sequence[Any], more: Sequence[Any]) -> list[Any]:
    return [*before, *(each for place, each in enumerate(more) if each not in before and each not in more[:place])]


def _combined(trait: str, before: Any, value: Any) -> Any:
    """Return the value of another trait: mappings are merged, lists that the chart fills are appended to, anything else is replaced."""
    if isinstance(before, Mapping) and isinstance(value, Mapping):
        return _without_null(merged(before, value))
    return _added(before or [], value) if trait in _LISTS and isinstance(value, list) else value


def _without_null(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _without_null(value) if isinstance(value, Mapping) else value for key, value in mapping.items() if value is not None}


def override_of(before: State, after: State, *, said: Sequence[str], merges: bool) -> dict[str, Any]:
    """Return the mappings and lists of a profile's override: those that change, and those that the level sets.

    Args:
        before: those without the level.
        after: those with it.
        said: names of traits that the level sets, whether or not they change.
        merges: whether KubeSpawner merges mappings.
    """
    traits = [trait for trait in after if trait in said or before.get(trait) != after[trait]]
    return {trait: _over(before.get(trait), after[trait]) if merges else after[trait] for trait in traits}


def _over(before: Any, after: Any) -> Any:
    """Return the override that turns ``before`` into ``after`` if KubeSpawner merges mappings, at every depth."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return after
    gone = dict.fromkeys(key for key in before if key not in after)
    return {**gone, **{key: _over(before.get(key), value) for key, value in after.items()}}
