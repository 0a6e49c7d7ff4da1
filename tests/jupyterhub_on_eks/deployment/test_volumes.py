"""What ``make destroy`` prints about volumes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.volumes import volumes_at_destroy
from tests.jupyterhub_on_eks.deployment.conftest import NO_FACTS, MakeStack

MakeProgram = Callable[[str, str], None]

_HOMES = {"namespace": "hub", "holds": "homes", "storage_class": "gp3", "claim": None, "on_destroy": "class_decides"}
_DATABASE = {"namespace": "hub", "holds": "hub_database", "storage_class": "io2", "claim": "hub-db-dir", "on_destroy": "delete"}
_SAID = """research: destroy deletes the claims of these volumes:
  hub: volumes of users (gp3) are deleted or kept, depending on the class
  hub: volumes of the hub's database (io2) are deleted with their data
"""


def _volume(claim: str, policy: str = "Delete", namespace: str = "hub", *, by_hand: bool = False) -> dict[str, Any]:
    annotations = {} if by_hand else {"pv.kubernetes.io/provisioned-by": "ebs.csi.aws.com"}
    reference = {"namespace": namespace, "name": claim}
    return {"metadata": {"annotations": annotations}, "spec": {"claimRef": reference, "persistentVolumeReclaimPolicy": policy}}


@pytest.fixture
def cluster(make_program: MakeProgram) -> Callable[[list[dict[str, Any]]], None]:
    """Return a cluster with these volumes: aws writes the only kubeconfig with which kubectl answers."""

    def make(volumes: list[dict[str, Any]]) -> None:
        make_program("aws", '[ "$1 $2 $7" = "eks update-kubeconfig --kubeconfig" ] && echo "$4" > "$8"')
        answer = json.dumps({"items": volumes})
        make_program(
            "kubectl", f"read -r cluster < \"$2\"; [ \"$cluster $3 $4\" = 'research-cluster get persistentvolumes' ] && echo '{answer}'"
        )

    return make


def test_nothing_to_report(make_stack: MakeStack) -> None:
    """A stack without such volumes, one of an earlier version, and one of another kind."""
    earlier = {key: value for key, value in NO_FACTS.items() if key != "volumes"}
    stack = make_stack()
    object.__setattr__(stack, "facts", earlier)

    assert ["", "", ""] == [volumes_at_destroy(one) for one in (make_stack(), stack, make_stack(facts=None))]


def test_volumes_are_counted_by_their_own_policy(make_stack: MakeStack, cluster: Callable[[list[dict[str, Any]]], None]) -> None:
    """Those of the namespace that a class has created; a volume keeps the policy that its class had then."""
    volumes = [_volume("claim-ada"), _volume("claim-bob", "Retain"), _volume("hub-db-dir"), _volume("other", namespace="lab")]
    released = {"metadata": {}, "spec": {"persistentVolumeReclaimPolicy": "Delete"}}
    cluster([*volumes, _volume("home", by_hand=True), released])

    assert f"{_SAID}  hub: now 2 (claim-ada, hub-db-dir) would be deleted, 1 (claim-bob) kept" == volumes_at_destroy(
        make_stack(facts={"volumes": [_HOMES, _DATABASE]})
    )


def test_only_deleted_claims_are_counted(make_stack: MakeStack, cluster: Callable[[list[dict[str, Any]]], None]) -> None:
    """In someone else's namespace users keep theirs. Many names are cut."""
    cluster([_volume(f"claim-{number}") for number in range(7)])

    assert "hub: now 0 would be deleted, 0 kept" in volumes_at_destroy(make_stack(facts={"volumes": [_DATABASE]}))
    output = volumes_at_destroy(make_stack(facts={"volumes": [_HOMES]}))
    assert "hub: now 7 (claim-0, claim-1, claim-2, claim-3, claim-4, …) would be deleted, 0 kept" in output


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        ({}, "kubectl is not on PATH."),
        ({"kubectl": "exit 0"}, "aws is not on PATH."),
        ({"kubectl": "exit 0", "aws": "echo expired >&2; exit 1"}, "`aws eks update-kubeconfig …` failed: expired"),
        ({"kubectl": "exit 1", "aws": "exit 0"}, "failed: no reason given"),
        ({"kubectl": "echo text", "aws": "exit 0"}, "kubectl returned no list of volumes."),
    ],
)
def test_unreachable_cluster(make_stack: MakeStack, make_program: MakeProgram, programs: dict[str, str], reason: str) -> None:
    """The policy is still reported, and why there is no number; the destroy continues."""
    for name, script in programs.items():
        make_program(name, script)

    output = volumes_at_destroy(make_stack(facts={"volumes": [_HOMES, _DATABASE]}))
    assert output.startswith(f"{_SAID}  How many there are is unknown: ")
    assert output.endswith(reason)


@pytest.mark.usefixtures("empty_path")
def test_cluster_that_only_terraform_can_name(make_stack: MakeStack) -> None:
    """No other cluster is queried in its place."""
    facts = {"volumes": [_HOMES], "cluster": {**NO_FACTS["cluster"], "kubeconfig_command": None}}

    assert volumes_at_destroy(make_stack(facts=facts)).endswith("unknown: the cluster is known only after the deployment.")
