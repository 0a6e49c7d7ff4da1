"""Whatever profiles a hub file accepts work: the real KubeSpawner of each chart version creates the requested pod."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.chart_schema import schema_errors
from tests.conftest import schema_folder
from tests.login.programs import run_program
from tests.login.tools import RELEASES
from tests.properties.profiles import GROUPS, profile_lists, resources
from tests.properties.strategies import Data, Draw, server_settings, some

_LOGIN = {
    "hub_url": "https://hub.example.org",
    "auth_url": "https://login.example.org/a",
    "token_url": "https://login.example.org/t",
    "user_data_url": "https://login.example.org/u",
    "client_id": "hub",
    "client_secret": {"kubernetes_secret": "login"},
    "allow_all": True,
}
_READY: dict[str, Data] = {
    "cpu-small": {"resources": {"cpu": {"guarantee": "500m", "limit": 1}, "memory": {"guarantee": "1Gi", "limit": "2Gi"}}},
    "cpu-large": {"resources": {"cpu": {"guarantee": 2, "limit": 4}, "memory": {"guarantee": "8Gi", "limit": "16Gi"}}},
    "gpu": {
        "notebook_stack": "quay.io/jupyter/pytorch-notebook",
        "resources": {"cpu": {"guarantee": 2, "limit": 4}, "memory": {"guarantee": "8Gi", "limit": "16Gi"}, "gpus": 1},
        "start_timeout": 1200,
    },
    "spark": {
        "notebook_stack": "quay.io/jupyter/pyspark-notebook",
        "resources": {"cpu": {"guarantee": 1, "limit": 2}, "memory": {"guarantee": "4Gi", "limit": "8Gi"}},
    },
}
_TAGS = {"1.2.0": "hub-4.0.2", "2.0.0": "hub-4.0.2", "3.3.8": "hub-4.1.5", "4.4.0": "hub-5.5.0"}
_BYTES = {"1Gi": 2**30, "2Gi": 2**31, "4Gi": 2**32, "8Gi": 2**33, "16Gi": 2**34, "8G": 8 * 10**9, "512Mi": 2**29, "700M": 7 * 10**8}
#: Pods of profiles that each chart version has to create.
_FEWEST = 20
_CORES = {"50m": 0.05, "20m": 0.02, "250m": 0.25, "500m": 0.5}


@st.composite
def _hubs(draw: Draw, version: str) -> Data:
    """Return hubs with server settings and profiles."""
    keys = {**server_settings, "resources": resources}
    hub: Data = draw(some({"notebook_tag": "2026-08-03", "profiles": profile_lists(version)}, **keys))
    storage = draw(
        st.sampled_from(
            (
                {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}},
                {"efs_config": {"pvc_name": "home", "capacity": "10Gi", "removal_policy": "RETAIN"}},
            )
        )
    )
    claim = {"groups_claim": "groups"} if "allowed_groups" in json.dumps(hub) else {}
    return {"version": version, "service_type": "cluster_ip", "oidc_config": {**_LOGIN, **claim}, **storage, **hub}


def _asks(hub: Data) -> Iterator[tuple[Data, list[Data]]]:
    """Yield what a user may request, with the levels that the server then has; the defaults are requested as a program does."""
    for profile in hub.get("profiles", []):
        profile_data: Data = {"preset": profile} if isinstance(profile, str) else profile
        slug = profile_data.get("slug", profile_data.get("preset"))
        ready = dict(_READY.get(profile_data.get("preset", ""), {}))
        if profile_data.get("preset") == "gpu" and "notebook_stack" not in profile_data:
            ready["notebook_tag"] = f"cuda12-{_TAGS[hub['version']]}"
        options: Data = profile_data.get("profile_options", {})
        for keys in itertools.islice(itertools.product(*(sorted(option["choices"]) for option in options.values())), 4):
            chosen = [option["choices"][key] for option, key in zip(options.values(), keys, strict=True)]
            if {"grace"} == set(profile_data.get("allowed_users", ())) and "allowed_groups" not in profile_data:
                continue  # ada isn't grace
            if all(set(each.get("allowed_groups", GROUPS)) & {"gpu"} for each in (profile_data, *chosen)):
                yield {"profile": slug, **dict(zip(options, keys, strict=True))}, [hub, ready, profile_data, *chosen]


def _innermost(levels: list[Data], key: str, default: Any = None) -> Any:
    return next((level[key] for level in reversed(levels) if level.get(key) is not None), default)


def _merged(levels: list[Data], key: str) -> Data:
    return {name: value for level in levels for name, value in level.get(key, {}).items()}


def _amount(levels: list[Data], key: str) -> tuple[Any, Any]:
    resource = _innermost([level.get("resources", {}) for level in levels], key)
    known: dict[Any, Any] = _CORES if key == "cpu" else _BYTES
    guarantee, limit = (resource["guarantee"], resource["limit"]) if isinstance(resource, dict) else (resource, resource)
    return known.get(guarantee, guarantee), known.get(limit, limit)


def _expected(levels: list[Data]) -> Data:
    """Return what the pod should have, only by the documented interface."""
    (cpu, cpu_limit), (memory, memory_limit) = _amount(levels, "cpu"), _amount(levels, "memory")
    cpu = cpu if cpu is not None or cpu_limit is None else min(0.05, cpu_limit)
    memory = memory if memory is not None else min(2**30, memory_limit or 2**30)
    disk, disk_limit = _amount(levels, "ephemeral_storage")
    devices: Data = {}
    for level in levels:
        asked = level.get("resources", {})
        devices |= {**asked.get("extended", {}), **({"nvidia.com/gpu": asked["gpus"]} if "gpus" in asked else {})}
    devices = {name: count for name, count in devices.items() if count}
    given = {"requests": {"cpu": cpu, "memory": memory, "ephemeral-storage": disk}, "limits": {"cpu": cpu_limit, "memory": memory_limit, "ephemeral-storage": disk_limit, **devices}}  # fmt: skip
    stack = _innermost(levels, "notebook_stack", "quay.io/jupyter/base-notebook")
    environment = {name: value if isinstance(value, str) else "a reference" for name, value in _merged(levels, "extra_env").items()}
    asked_for = [each for level in levels for each in level.get("tolerations", [])]
    return {
        "image": f"{'quay.io/' if stack.startswith('jupyter/') else ''}{stack}:{_innermost(levels, 'notebook_tag')}",
        "resources": {
            kind: {name: float(number) for name, number in amounts.items() if number is not None} for kind, amounts in given.items()
        },
        "node_selector": _merged(levels, "node_selector"),
        "environment": environment,
        "tolerated": {"hub.jupyter.org/dedicated", "hub.jupyter.org_dedicated", *devices, *(each["key"] for each in asked_for)},
        "page": {"lab": "/lab"}.get(page := _innermost(levels, "default_url", ""), page).replace("{username}", "ada0"),
        "hooks": sorted({hook for level in levels for hook in level.get("lifecycle_hooks", {})}),
        "labels": _merged([level.get("kubespawner_override", {}) for level in levels], "extra_labels"),
        "start_timeout": _innermost(levels, "start_timeout", 1200 if devices else 300),
    }


def _found(pod: Data, expected: Data) -> Data:
    """Return the same of the pod that KubeSpawner creates."""
    (container,) = pod["spec"]["containers"]
    environment = {each["name"]: each.get("value", "a reference" if each.get("valueFrom") else "") for each in container["env"]}
    resources_given = {
        kind: {name: float(number) for name, number in container["resources"].get(kind, {}).items()} for kind in ("requests", "limits")
    }
    hooks = {"postStart": "post_start", "preStop": "pre_stop"}
    return {
        "image": container["image"],
        "resources": resources_given,
        "node_selector": pod["spec"].get("nodeSelector") or {},
        "environment": {name: environment.get(name) for name in expected["environment"]},
        "tolerated": {each["key"] for each in pod["spec"]["tolerations"]} & expected["tolerated"],
        "page": environment.get("JUPYTERHUB_DEFAULT_URL") or _page_argument(container),
        "hooks": sorted(hooks[hook] for hook in container.get("lifecycle") or {}),
        "labels": {name: pod["metadata"]["labels"].get(name) for name in expected["labels"]},
        "start_timeout": pod["start_timeout"],
    }


def _page_argument(container: Data) -> str:
    """Return the page as JupyterHub 1 writes it."""
    argument = "--SingleUserNotebookApp.default_url="
    return next((str(each).removeprefix(argument) for each in container.get("args") or () if str(each).startswith(argument)), "")


@pytest.mark.login
@pytest.mark.property
@pytest.mark.parametrize("tool", RELEASES)
def test_each_choice_starts_the_requested_server(tool: str, tmp_path: Path) -> None:
    """Its image, resources, devices, nodes, environment, page and hooks; still the home, the metadata block, the chart's tolerations."""
    version, hubs = RELEASES[tool], []

    @settings(max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(hub=_hubs(version))
    def draw(hub: Data) -> None:
        hubs.append(hub)

    draw()  # first all hubs, then one KubeSpawner for them
    requests, asked = [], []
    for hub in hubs:
        asks = list(_asks(hub)) or [({}, [hub])] * (not hub.get("profiles"))
        values = hub_values(JupyterHubAddOnProps.model_validate(hub))
        assert schema_folder() is None or [] == schema_errors(version, values)
        values["hub"]["config"] = {"KubeSpawner": values["hub"]["config"]["KubeSpawner"]}  # without the login, which has its own tests
        requests.append({"values": values, "groups": ["gpu"], "asks": [options for options, _ in asks]})
        asked += [(hub, f"ada{number}", options, levels) for number, (options, levels) in enumerate(asks)]
    with running_api(tmp_path) as api:
        done = run_program(tool, "server_pods.py", {"hubs": requests}, tmp_path, env={"KUBECONFIG": str(api.kubeconfig)})
    assert done.returncode == 0, done.stderr
    for pod, (hub, user, options, levels) in zip(json.loads(done.stdout), asked, strict=True):
        _check_pod(pod, hub, user, options, levels)
    assert len([options for *_, options, _ in asked if options]) > _FEWEST


def _check_pod(pod: Data, hub: Data, user: str, options: Data, levels: list[Data]) -> None:
    assert "spec" in pod, (pod, options)
    expected = _expected(levels)
    expected["page"] = expected["page"].replace("ada0", user)
    expected["labels"] = {name: text.format(username=user) for name, text in expected["labels"].items()}
    assert expected == _found(pod, expected)
    (container,) = pod["spec"]["containers"]
    assert "/home/jovyan" in {mount["mountPath"] for mount in container["volumeMounts"]}
    blocks = ["block-nfs", "block-cloud-metadata"] if "efs_config" in hub else ["block-cloud-metadata"]
    assert blocks == [each["name"] for each in pod["spec"]["initContainers"]]
    assert pod["metadata"]["labels"]["hub.jupyter.org/network-access-hub"] == "true"
