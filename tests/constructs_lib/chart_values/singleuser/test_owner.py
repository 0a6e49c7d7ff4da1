"""The owner of the users' servers, and the hook by which the hub writes it on them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.owner import ServersOwner, user_servers_values

OWNER = {"name": "hub-user-servers", "uid": "1234"}
REFERENCE = {"apiVersion": "v1", "kind": "ConfigMap", **OWNER}


def _hook(monkeypatch: pytest.MonkeyPatch, earlier: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """Run the part of the hub's configuration as the chart does, and give the hook that it sets."""
    values = user_servers_values(ServersOwner(**OWNER))
    z2jh = ModuleType("z2jh")
    z2jh.get_config = lambda key: values["custom"] if key == "custom" else values["custom"][key.partition(".")[2]]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "z2jh", z2jh)

    class Section(dict[str, Any]):
        __setattr__ = dict.__setitem__

    spawner = Section({"modify_pod_hook": earlier} if earlier else {})
    (part,) = values["hub"]["extraConfig"].values()
    exec(part, {"c": SimpleNamespace(KubeSpawner=spawner)})  # noqa: S102  # the chart does the same
    hook: Callable[..., Any] = spawner["modify_pod_hook"]
    return hook


def _pod(*references: object) -> SimpleNamespace:
    return SimpleNamespace(metadata=SimpleNamespace(owner_references=list(references) or None, labels={}))


def test_server_gets_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kubernetes ends what its owner leaves behind."""
    pod = _hook(monkeypatch)(None, _pod())

    assert [REFERENCE] == pod.metadata.owner_references


def test_other_owners_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more owner takes none away."""
    assert ["other", REFERENCE] == _hook(monkeypatch)(None, _pod("other")).metadata.owner_references


def test_hook_of_the_user_keeps_working(monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs before, with the same arguments."""

    def earlier(spawner: object, pod: SimpleNamespace) -> SimpleNamespace:
        pod.metadata.labels["by"] = spawner
        return pod

    pod = _hook(monkeypatch, earlier)("spawner", _pod())

    assert ({"by": "spawner"}, [REFERENCE]) == (pod.metadata.labels, pod.metadata.owner_references)


def test_hook_of_the_user_may_be_a_coroutine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out is a future, which every KubeSpawner waits for."""

    async def earlier(_: object, pod: SimpleNamespace) -> SimpleNamespace:
        pod.metadata.labels["by"] = "user"
        return pod

    async def run() -> SimpleNamespace:
        changed = _hook(monkeypatch, earlier)(None, _pod())
        assert isinstance(changed, asyncio.Future)
        pod: SimpleNamespace = await changed
        return pod

    pod = asyncio.run(run())
    assert ({"by": "user"}, [REFERENCE]) == (pod.metadata.labels, pod.metadata.owner_references)


def test_part_runs_after_the_users_own() -> None:
    """The hub sorts the parts by name; a hook that is set later would replace this one."""
    (name,) = user_servers_values(ServersOwner(**OWNER))["hub"]["extraConfig"]

    assert name > "zy-anything"


def test_no_owner_no_values() -> None:
    """A hub that was composed without one starts servers as the chart does."""
    assert {} == user_servers_values(None)
