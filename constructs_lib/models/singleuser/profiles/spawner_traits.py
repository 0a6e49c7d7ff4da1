"""The KubeSpawner traits that a profile may set: names and types, and the traits that have keys of their own.

``spawner_traits.json`` is written by ``scripts/spawner_traits.py``.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import KUBESPAWNERS, ChartVersion, NoEntryError
from constructs_lib.models.messages import resembled, shown

_FILE = Path(__file__).with_name("spawner_traits.json")

#: The key that sets a trait.
INSTEAD: Mapping[str, str] = {
    "image": "notebook_stack and notebook_tag",
    "image_pull_policy": "image_pull_policy",
    "image_pull_secrets": "the hub's image_pull_secrets",
    "cpu_guarantee": "resources.cpu.guarantee",
    "cpu_limit": "resources.cpu.limit",
    "mem_guarantee": "resources.memory.guarantee",
    "mem_limit": "resources.memory.limit",
    "extra_resource_guarantees": "resources.ephemeral_storage.guarantee",
    "extra_resource_limits": "resources.gpus, resources.extended or resources.ephemeral_storage.limit",
    "node_selector": "node_selector",
    "tolerations": "tolerations",
    "environment": "extra_env",
    "default_url": "default_url",
    "start_timeout": "start_timeout",
    "lifecycle_hooks": "lifecycle_hooks",
    "priority_class_name": "values.scheduling.podPriority, which is the same for all servers",
}
#: What is lost if a trait replaces the value that the chart sets for all servers.
_DROPS: Mapping[str, str] = {
    "volumes": "the home directory",
    "volume_mounts": "the home directory",
    "init_containers": "the init containers that block the instance metadata and the file system",
    "extra_pod_config": "the hub's settings for all pods",
}
_FOR_ALL: Mapping[str, str] = {
    "volumes": "values.singleuser.storage.extraVolumes",
    "volume_mounts": "values.singleuser.storage.extraVolumeMounts",
    "init_containers": "values.singleuser.initContainers",
    "extra_pod_config": "values.singleuser.extraPodConfig",
}
#: Traits that decide a server's owner and home; KubeSpawner reads most of them before a profile is chosen.
_OF_THE_HUB = {
    "common_labels", "component_label", "delete_pvc", "dns_name_template", "enable_user_namespaces", "handle_legacy_names", "namespace",
    "pod_name_template", "pvc_name_template", "remember_pvc_name", "secret_name_template", "services_enabled", "slug_scheme", "storage_access_modes",
    "storage_capacity", "storage_class", "storage_extra_annotations", "storage_extra_labels", "storage_pvc_ensure", "storage_selector",
    "user_namespace_annotations", "user_namespace_labels", "user_namespace_template",
    "additional_profile_form_template_paths", "apply_user_options", "consecutive_failure_limit", "group_overrides", "options_form",
    "options_from_form", "profile_form_template", "profile_list", "poll_interval", "poll_jitter",
    "automount_service_account_token", "service_account",
}  # fmt: skip
#: Kinds by traitlets' names: the allowed types, and their description. A hub file can't contain code.
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "Bool": ((bool,), "true or false"),
    "Int": ((int,), "a whole number"),
    "Float": ((int, float), "a number"),
    "Unicode": ((str,), "text"),
    "Enum": ((str,), "text"),
    "List": ((list,), "a list"),
    "Command": ((list, str), "a list or text"),
    "Dict": ((dict,), "a mapping of keys to values"),
}
#: The traits in which KubeSpawner expands {username} and similar fields. Sources: KubeSpawner, ``get_pod_manifest``; JupyterHub, ``format_string``.
_EXPANDED = {
    **dict.fromkeys(
        ("extra_annotations", "extra_containers", "extra_labels"),
        ("username", "userid", "servername", "unescaped_username", "unescaped_servername"),
    ),
    **dict.fromkeys(("args", "notebook_dir"), ("username", "base_url")),
}


def override_problems(override: Mapping[str, Any], version: ChartVersion) -> Iterator[Problem]:
    """Find traits that the KubeSpawner of a chart version refuses or silently ignores, or that should not be set here.

    Args:
        override: the traits.
        version: version of the chart.
    """
    try:
        kinds = spawner_traits(version) if override else {}
    except NoEntryError as error:
        yield Problem(str(error))
        return
    for trait, value in override.items():
        if trait not in kinds:
            yield Problem(_unknown(trait, list(kinds), version), (trait,))
        elif problem := _better_not(trait) or _wrong_kind(value, kinds[trait]) or _unexpandable(trait, value):
            yield Problem(problem, (trait,))


def spawner_traits(version: ChartVersion) -> Mapping[str, str]:
    """Return the traits of the KubeSpawner of a chart version, with the names of their kinds."""
    table = _read()
    # The oldest KubeSpawner, of which the table has none, is treated like the next.
    places = {next(iter(KUBESPAWNERS.values())): 0, **{name: place for place, name in enumerate(table["versions"])}}
    spawner = version.newest(KUBESPAWNERS)
    if spawner not in places:
        raise NoEntryError(f"is not supported yet: the traits of KubeSpawner {spawner} are not known here")
    place = places[spawner]
    kinds = ((trait, kind if isinstance(kind, str) else kind[place]) for trait, kind in table["traits"].items())
    return {trait: kind for trait, kind in kinds if kind is not None}


@cache
def _read() -> Any:
    return json.loads(_FILE.read_bytes())


def _unknown(trait: str, known: list[str], version: ChartVersion) -> str:
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in trait)
    near = snake if snake in known else _spelt_out(snake, known) or resembled(snake, known)
    guess = f"; did you mean {near}?" if near else ""
    key = INSTEAD.get(near or "")
    return f"{trait!r} is not a trait of KubeSpawner {version.newest(KUBESPAWNERS)}, which would ignore it{guess}{f' Set {key} instead' if key else ''}"


def _spelt_out(trait: str, known: list[str]) -> str | None:
    short = trait.replace("memory", "mem").replace("env_vars", "environment")
    return short if short in known else None


def _better_not(trait: str) -> str:
    if trait in INSTEAD:
        return f"is not allowed in kubespawner_override; set {INSTEAD[trait]}"
    if trait in _DROPS:
        return f"would drop {_DROPS[trait]}; use {_FOR_ALL[trait]}, which applies to all servers"
    return "is not allowed in a profile, because it is the same for all servers; remove it" if trait in _OF_THE_HUB else ""


def _wrong_kind(value: Any, kind: str) -> str:
    parts = [part for part in kind.removeprefix("Union(").removesuffix(")").split("|") if part in _KINDS]
    if "List" in parts:  # only some versions accept a mapping there, and drop the chart's list
        parts = ["List"]
    if not parts:
        return "requires a function, which a hub file can't contain; set it in values.hub.extraConfig"
    allowed = tuple(one for part in parts for one in _KINDS[part][0])
    if isinstance(value, allowed) and (bool in allowed or not isinstance(value, bool)):
        return ""
    return f"{shown(value)} is not accepted by KubeSpawner; use {' or '.join(_KINDS[part][1] for part in parts)}"


def _unexpandable(trait: str, value: Any) -> str:
    """Return the message that KubeSpawner can't expand a brace when it starts a server."""
    names = _EXPANDED.get(trait, ())
    for text in _texts(value) if names else ():
        try:
            fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
        except ValueError:
            fields = ["{"]
        if any(field not in names for field in fields):
            return (
                f"{shown(text)} has braces that KubeSpawner can't expand; double literal braces: {{{{ and }}}}. It expands {{{names[0]}}}"
            )
    return ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
