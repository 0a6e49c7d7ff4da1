"""The label with the user's profile: the hook alone, and in the real KubeSpawner of each chart version."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.hub_side.profile_label import label_value, set_profile_label
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.constructs_lib.hub_side.config import Config
from tests.login.programs import run_program
from tests.login.tools import RELEASES

_LABEL = "hub.jupyter.org/profile"


def _hook(earlier: Any = None) -> Any:
    c = Config()
    if earlier:
        c.KubeSpawner.modify_pod_hook = earlier
    set_profile_label(c)
    return c.KubeSpawner.modify_pod_hook


def _pod() -> SimpleNamespace:
    return SimpleNamespace(metadata=SimpleNamespace(labels={"app": "jupyterhub"}))


def _spawner(*, profiles: Any = ({"display_name": "A"},), **options: str) -> SimpleNamespace:
    return SimpleNamespace(profile_list=profiles, user_options=options)


def test_chosen_profile() -> None:
    """Beside the other labels."""
    assert {"app": "jupyterhub", _LABEL: "gpu"} == _hook()(_spawner(profile="gpu"), _pod()).metadata.labels


def test_no_choice() -> None:
    """The default profile is used; without profiles there is no label."""
    assert "default" == _hook()(_spawner(), _pod()).metadata.labels[_LABEL]
    assert "default" == _hook()(_spawner(profiles=lambda _: []), _pod()).metadata.labels[_LABEL]
    assert {"app": "jupyterhub"} == _hook()(_spawner(profiles=[]), _pod()).metadata.labels


def test_hook_of_the_user_runs_before() -> None:
    """Also if it is a coroutine."""

    def earlier(_: object, pod: SimpleNamespace) -> SimpleNamespace:
        pod.metadata.labels = None
        return pod

    async def later(_: object, pod: SimpleNamespace) -> SimpleNamespace:
        return earlier(_, pod)

    async def run() -> SimpleNamespace:
        pod: SimpleNamespace = await _hook(later)(_spawner(profile="gpu"), _pod())
        return pod

    assert {_LABEL: "gpu"} == _hook(earlier)(_spawner(profile="gpu"), _pod()).metadata.labels
    assert {_LABEL: "gpu"} == asyncio.run(run()).metadata.labels


@pytest.mark.parametrize(
    ("slug", "value"),
    [
        ("gpu", "gpu"),
        ("gpu-8x_a.b", "gpu-8x_a.b"),
        ("A b/c", "A-b-c"),
        ("--", "default"),
        (None, "default"),
        ("x" * 70, "x" * 63),
        ("ä", "default"),
    ],
)
def test_value_is_valid_in_kubernetes(slug: str | None, value: str) -> None:
    """Whatever the slug: no server fails to start because of its label."""
    assert value == label_value(slug)


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_pods_of_kubespawner_have_the_label(tool: str, tmp_path: Path) -> None:
    """What the real KubeSpawner sends to Kubernetes for a hub with profiles."""
    profiles = [{"display_name": "Small", "slug": "small"}, {"display_name": "GPU", "slug": "gpu", "default": True}]
    values = {
        "hub": {"config": {"KubeSpawner": {"profile_list": profiles}}, "extraConfig": {"zz-profile-label": extra_config("profile_label")}}
    }

    with running_api(tmp_path) as api:
        done = run_program(tool, "start_server.py", values, tmp_path, env={"KUBECONFIG": str(api.kubeconfig)})

    assert done.returncode == 0, done.stderr
    (pod,) = api.pods
    assert "default" == pod["metadata"]["labels"][_LABEL]
