"""The claim of each server: the functions alone, and in the real KubeSpawner of each chart version."""

from __future__ import annotations

import asyncio
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.hub_side.claims_of_users import ClaimOfAnotherUserError, claim_of, hook_with_claim, read_claim
from tests.constructs_lib.hub_side.homes import EBS, homes, values_of
from tests.constructs_lib.hub_side.homes import claim_of as annotations_of
from tests.login.tools import RELEASES

_NEW, _OLD = "login-17", "login-16"
_NAMED = {**EBS, "named_servers": {"limit": 3}}
#: The claim template that charts 1.x to 3.x have by default, set by the user.
_OLD_TEMPLATE = {"singleuser": {"storage": {"dynamic": {"pvcNameTemplate": "claim-{username}{servername}"}}}}


class _Missing(Exception):  # noqa: N818  # like that of the client libraries, recognized by its status
    status = 404


class _Spawner:
    """The part of KubeSpawner 6 that the hook needs, with claims by their names."""

    storage_pvc_ensure, namespace, k8s_api_request_timeout = True, "hub", 3

    def __init__(self, user: str, server: str, template: str, claims: dict[str, dict[str, str]]) -> None:
        self.user, self.name, self.pvc_name_template, self.claims = SimpleNamespace(name=user), server, template, claims
        self.pvc_name = self._expand_user_properties(template)
        self.volumes = [
            {"name": "home", "persistentVolumeClaim": {"claimName": template}},
            {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
            {"name": "shm", "emptyDir": {}},
        ]
        self.api = SimpleNamespace(read_namespaced_persistent_volume_claim=self._read)

    def _expand_user_properties(self, template: str) -> str:
        return template.format(username=self.user.name, servername=self.name).rstrip("-")

    async def _read(self, *, name: str, namespace: str) -> Any:
        assert namespace == self.namespace
        if name not in self.claims:
            raise _Missing
        return SimpleNamespace(metadata=SimpleNamespace(annotations=self.claims[name] or None))


def _chosen(user: str, server: str, claims: dict[str, dict[str, str]], template: str = "claim-{username}--{servername}") -> str:
    return asyncio.run(claim_of(_Spawner(user, server, template, claims)))


def test_new_claim_is_named_by_the_template() -> None:
    """If none exists."""
    assert ["claim-ada", "claim-ada--b"] == [_chosen("ada", server, {}) for server in ("", "b")]


def test_claim_with_an_earlier_name_is_found() -> None:
    """If its annotations are those of this server."""
    assert "claim-adab" == _chosen("ada", "b", {"claim-adab": annotations_of("ada", "b")})
    assert "claim-ada--b" == _chosen("ada", "b", {"claim-adab": annotations_of("adab")})


def test_claim_that_a_person_created() -> None:
    """Without annotations, it counts under the name that is looked for, and only for default servers."""
    made_by_hand: dict[str, dict[str, str]] = {"claim-ada": {}, "claim-ada--b": {}, "claim-adac": {}}

    assert ["claim-ada", "claim-ada--b", "claim-ada--c"] == [_chosen("ada", server, made_by_hand) for server in ("", "b", "c")]


def test_the_users_own_template_is_left_alone() -> None:
    """No other names are looked for."""
    assert "home-ada" == _chosen("ada", "", {"claim-ada": annotations_of("ada")}, "home-{username}")


def test_claim_of_another_user_stops_the_server() -> None:
    """The message names the claim, not the other user."""
    with pytest.raises(ClaimOfAnotherUserError, match="claim-aliceb of this server was created for another user") as caught:
        _chosen("alice", "b", {"claim-aliceb": annotations_of("bob")}, "claim-{username}{servername}")
    assert "bob" not in caught.value.jupyterhub_message


def test_other_errors_of_the_api_stop_the_server() -> None:
    """A new volume in place of the old one would be worse."""

    async def fails(**_: object) -> None:
        raise PermissionError

    spawner = SimpleNamespace(
        api=SimpleNamespace(read_namespaced_persistent_volume_claim=fails), namespace="hub", k8s_api_request_timeout=3
    )
    with pytest.raises(PermissionError):
        asyncio.run(read_claim(spawner, "claim-ada"))


def test_synchronous_client() -> None:
    """Its claim without annotations counts as one that a person has created."""
    spawner = _Spawner("ada", "", "claim-{username}", {})
    spawner.api.read_namespaced_persistent_volume_claim = MagicMock()

    assert "claim-ada" == asyncio.run(claim_of(spawner))


def test_hook_mounts_the_claim() -> None:
    """It changes only the volume of the home, each time anew, and runs an earlier hook first."""
    spawner = _Spawner("ada", "b", "claim-{username}--{servername}", {"claim-adab": annotations_of("ada", "b")})
    seen = []

    async def earlier(spawner: _Spawner) -> None:
        seen.append(spawner.pvc_name)

    hook = hook_with_claim(earlier)
    asyncio.run(hook(spawner))  # type: ignore[arg-type]
    assert ["claim-adab", "data"] == [each["persistentVolumeClaim"]["claimName"] for each in spawner.volumes[:2]]  # type: ignore[index]

    spawner.claims.clear()
    asyncio.run(hook(spawner))  # type: ignore[arg-type]
    assert ["claim-ada--b", "data"] == [each["persistentVolumeClaim"]["claimName"] for each in spawner.volumes[:2]]  # type: ignore[index]
    assert (["claim-ada--b", "claim-adab"], {"name": "shm", "emptyDir": {}}) == (seen, spawner.volumes[2])


@given(st.lists(st.tuples(st.text("ab-", min_size=1, max_size=3), st.text("ab-", max_size=3)), min_size=2, max_size=6, unique=True))
def test_no_two_servers_of_two_users_mount_one_claim(servers: list[tuple[str, str]]) -> None:
    """Whatever their names and start order; a server that can't have its own claim doesn't start."""
    claims: dict[str, dict[str, str]] = {}
    for user, server in servers:
        try:
            name = _chosen(user, server, claims, "claim-{username}{servername}")
        except ClaimOfAnotherUserError:
            continue
        assert annotations_of(user, server) == claims.setdefault(name, annotations_of(user, server))


@pytest.mark.login
def test_claim_is_found_after_an_upgrade(tmp_path: Path) -> None:
    """From 3.x to 4.x: a server that was stopped, one that ran through the upgrade, one of a hub with a new database."""
    stopped: dict[str, Any] = {"user": "ada@example.org", "state": {"pod_name": "jupyter-ada-40example-2eorg"}}
    ran_through: dict[str, Any] = {"user": "grace.hopper", "state": {"pod_name": "jupyter-grace-2ehopper", "kubespawner_version": "7.0.0"}}
    tasks = [stopped, ran_through, {"user": "a-b"}]
    made, claims = homes(_OLD, values_of(_OLD, EBS), tmp_path, [{"user": task["user"]} for task in tasks])

    found, after = homes(
        _NEW, values_of(_NEW, EBS), tmp_path, tasks, {made[n]["claim"]: annotations_of(str(tasks[n]["user"])) for n in range(3)}
    )

    assert (made, claims) == (found, after)
    assert ["claim-ada-40example-2eorg", "claim-grace-2ehopper", "claim-a-2db"] == [home["claim"] for home in found]


@pytest.mark.login
def test_kubespawner_alone_would_forget_the_claim(tmp_path: Path) -> None:
    """The reason for the lookup: a server that ran through the upgrade gets an empty volume. Source: jupyterhub/kubespawner, issue 937."""
    values = values_of(_NEW, EBS)
    del values["hub"]["extraConfig"]
    task = {"user": "ada@example.org", "state": {"pod_name": "jupyter-ada-40example-2eorg", "kubespawner_version": "7.0.0"}}

    ((home,), _) = homes(_NEW, values, tmp_path, [task], {"claim-ada-40example-2eorg": annotations_of("ada@example.org")})

    assert "claim-ada-example-org---cfe00dde" == home["claim"]


@pytest.mark.login
def test_names_of_both_kinds_do_not_collide(tmp_path: Path) -> None:
    """On 4.x, a user whose name equals another's old claim doesn't get that user's home, and can't have it deleted."""
    claims = {"claim-ada-40example-2eorg": annotations_of("ada@example.org")}
    values = values_of(_NEW, {**EBS, "delete_user_volumes": True})
    other = {"user": "ada-40example-2eorg"}

    (refused, _, mine), after = homes(_NEW, values, tmp_path, [other, {**other, "do": "delete"}, {"user": "ada@example.org"}], claims)

    assert "was created for another user or server" in refused["error"]
    assert ("claim-ada-40example-2eorg", list(claims)) == (mine["claim"], after)


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_default_servers_keep_their_claim_with_named_servers(tool: str, tmp_path: Path) -> None:
    """The claim from before; a named server that mounted a separate claim finds it again, and gets a new one if it was another user's."""
    claims = {
        "claim-alice": annotations_of("alice"),
        "claim-aliceb": annotations_of("aliceb"),
        "claim-aliceold": annotations_of("alice", "old"),
    }
    tasks = [{"user": "alice"}, {"user": "alice", "server": "b"}, {"user": "aliceb"}, {"user": "alice", "server": "old"}]

    found, after = homes(tool, values_of(tool, _NAMED), tmp_path, tasks, claims)

    assert ["claim-alice", "claim-alice--b", "claim-aliceb", "claim-aliceold"] == [home["claim"] for home in found] == after


@pytest.mark.login
@pytest.mark.parametrize("own", [{}, _OLD_TEMPLATE], ids=["ours", "the-charts-old-one"])
@pytest.mark.parametrize("tool", RELEASES)
def test_named_servers_do_not_collide(tool: str, own: dict[str, Any], tmp_path: Path) -> None:
    """No claim is mounted by two users, nor by two servers of one, whatever template is in use."""
    pairs = list(product(["a", "ab", "a-b", "a-2db", "a.b", "a--b"], ["", "b", "-b", "b-", "2db", "-2db"]))
    values = values_of(tool, {**EBS, "values": {"hub": {"allowNamedServers": True}, **own}})

    found, claims = homes(tool, values, tmp_path, [{"user": user, "server": server, "do": "find"} for user, server in pairs])

    mounted = [home["claim"] for home in found if "claim" in home]
    assert sorted(mounted) == claims
    assert own or len(pairs) == len(mounted)
    assert all("was created for another" in home["error"] for home in found if "claim" not in home)


@pytest.mark.login
@pytest.mark.parametrize("delete", [False, True])
@pytest.mark.parametrize("tool", RELEASES)
def test_claims_are_deleted_only_if_the_file_sets_it(tool: str, tmp_path: Path, *, delete: bool) -> None:
    """When a user is deleted, by an administrator or the culler."""
    values = values_of(tool, {**EBS, "delete_user_volumes": delete})

    _, claims = homes(tool, values, tmp_path, [{"user": "ada"}, {"user": "grace"}, {"user": "ada", "do": "delete"}])

    assert (["claim-grace"] if delete else ["claim-ada", "claim-grace"]) == claims


@pytest.mark.login
@pytest.mark.parametrize("tool", [_OLD, _NEW])
def test_hook_of_the_user_runs_first(tool: str, tmp_path: Path) -> None:
    """Also one that is set for all spawners."""
    code = """
def hook(spawner):
    with open("hook-ran", "w") as file:
        file.write(spawner.user.name)

c.Spawner.pre_spawn_hook = hook
"""
    values = values_of(tool, {**EBS, "values": {"hub": {"extraConfig": {"mine": code}}}})

    homes(tool, values, tmp_path, [{"user": "ada", "do": "find"}])

    assert "ada" == (tmp_path / "hook-ran").read_text()
