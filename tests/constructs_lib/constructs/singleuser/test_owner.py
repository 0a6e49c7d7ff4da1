"""The ConfigMap whose deletion ends users' servers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.constructs.singleuser.owner import UserServers
from tests.conftest import only
from tests.constructs_lib.stacks import new_stack, rendered, thing
from tests.terraform import Stack


def _servers(**properties: Any) -> tuple[dict[str, Any], str]:
    """Return the JSON with what waits for the owner, and the owner's name there."""
    stack = new_stack()
    storage = thing(stack, "claim")
    servers = UserServers(stack, "Servers", **{"release": "hub", "namespace": "team-a", "depends_on": [storage], **properties})
    document = rendered(stack, ready=servers.ready, published=f"{servers.owner.name} {servers.owner.uid}")
    (name,) = document["resource"]["kubernetes_config_map_v1"]
    return document, name


def test_defaults() -> None:
    """In the hub's namespace, named after the release, deleted before the storage; nothing else ends the servers."""
    owner = only(_servers()[0], "kubernetes_config_map_v1")

    assert {"name": "hub-user-servers", "namespace": "team-a"} == owner["metadata"]
    assert ["test_thing.claim"] == owner["depends_on"]
    assert ["data"] == owner["lifecycle"]["ignore_changes"]
    assert 1 == len(owner["lifecycle"]["replace_triggered_by"])
    assert "ends them all" in owner["data"]["purpose"]


def test_what_it_publishes() -> None:
    """Name and uid, which the hub writes on each server, as references: the uid is known only once the object exists."""
    document, name = _servers()
    address = f"kubernetes_config_map_v1.{name}"

    assert f"${{{address}.metadata[0].name}} ${{{address}.metadata[0].uid}}" == document["output"]["published"]["value"]
    assert [address] == only(document, "test_later")["depends_on"]


def test_it_marks_hubs_whose_homes_were_always_remembered() -> None:
    """By an entry that ConfigMaps of earlier releases lack, and don't get."""
    stack = new_stack()
    servers = UserServers(stack, "Servers", release="hub", namespace="team-a", depends_on=[])
    owner = only(rendered(stack), "kubernetes_config_map_v1")

    assert servers.homes_known_since_first.endswith('.data["homes"], "") != ""')
    assert owner["data"]["homes"]


def test_servers_end_with_the_homes() -> None:
    """If the homes are replaced, another owner is created, and the servers of the first end."""
    document, _ = _servers(end_with=["aws_efs_access_point.homes.id"], depends_on=[])
    owner = only(document, "kubernetes_config_map_v1")

    assert "aws_efs_access_point.homes.id" == owner["lifecycle"]["replace_triggered_by"][-1]
    assert "depends_on" not in owner


def test_servers_end_with_the_claims() -> None:
    """The trigger changes with the set of claims, whatever their order; it is the whole resource, whose creation triggers nothing."""
    document, _ = _servers(claims=["home", "home-data"])
    (trigger,) = only(document, "kubernetes_config_map_v1")["lifecycle"]["replace_triggered_by"]

    (name,) = document["resource"]["terraform_data"]
    assert f"terraform_data.{name}" == trigger
    assert {"claims": "home, home-data"} == only(document, "terraform_data")["input"]
    assert only(document, "terraform_data") == only(_servers(claims=["home-data", "home"])[0], "terraform_data")


def test_terraform_ends_the_servers_with_the_claims(tmp_path: Path) -> None:
    """A hub of an earlier release keeps its owner; after that a renamed, removed or added claim replaces it."""
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not on PATH")

    def stand_in(*claims: str) -> dict[str, Any]:
        """Use a resource that every Terraform has in place of the ConfigMap."""
        data = json.loads(json.dumps(_servers(claims=claims)[0]["resource"]))
        (owner,) = data["kubernetes_config_map_v1"].values()
        lifecycle = {"replace_triggered_by": owner["lifecycle"]["replace_triggered_by"]}
        return {"resource": {"terraform_data": {**data["terraform_data"], "owner": {"lifecycle": lifecycle}}}}

    stack = Stack(tmp_path, {"resource": {"terraform_data": {"owner": {}}}}, override={}, environment={"CHECKPOINT_DISABLE": "1"})
    stack.apply()
    stack.replace_with(stand_in("home", "home-data"))
    assert "1 to add, 0 to change, 0 to destroy" in stack.plan()
    stack.apply()
    assert "" == stack.plan()
    for claims in (["homes", "home-data"], ["home"], ["home", "home-data", "home-more"]):
        stack.replace_with(stand_in(*claims))
        assert "terraform_data.owner will be replaced" in stack.plan()


def test_what_the_servers_use_is_required() -> None:
    """If omitted, the storage would be deleted before the servers that mount it."""
    with pytest.raises(TypeError, match="depends_on"):
        UserServers(new_stack(), "Servers", release="hub", namespace="team-a")  # type: ignore[call-arg]  # that is the test
